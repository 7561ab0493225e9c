// What changed a KPI's value after its period had ended: each entry with the value before it and after it.
import { type CalendarHistory } from '@ledger/ledger';
import { type LateAsked, type LateChange, lateChangesOf } from '../measure/late.js';
import { type Kpi } from './catalogue.js';
import { type Figures, type Moment, moments } from './formula.js';
import { type Fraction, hasValue, whole } from './fraction.js';
import { type KpiPeriodAnswer, type LateMeasureAnswer, type LateReason } from './kpi.answers.js';
import { type KpiMeasure, kpiMeasures } from './kpi.events.js';
import { isInside, organizationOf } from './people.js';
import { type Scope } from './scope.js';
import { factsBehind, isOfOrganization, sourceOf } from './sources.js';
import { type Span, spanAt } from './span.js';
import { type Written, valueText } from './value.js';
import { figuresOfScope } from './values.js';
import { type Views, viewOf } from './views.js';

const lateEntriesMax = 20;

type Asked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly calendars: CalendarHistory;
  readonly today: string | undefined;
};
type About = { readonly span: Span; readonly written: Written };
type Late = Pick<KpiPeriodAnswer, 'late' | 'lateNotTold'>;

/** By the place in which its formula has it: what an entry added there. */
type Added = { readonly [moment in Moment]?: LateChange };
type Entry = { readonly change: LateChange; readonly added: Added };

export async function lateIn(views: Views, asked: Asked, about: About): Promise<Late> {
  const { kpi } = asked;
  const lateNotTold = notTold(kpi);
  if (lateNotTold !== undefined) return { lateNotTold };
  const { entries, isCut } = await lateEntries(views, asked, about.span);
  if (isCut) return { late: { count: 0, isCut, entries: [] } };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, about.written) : null;
  // From the latest entry to the earliest, each is taken off what stood after it.
  let figures = await figuresOfScope(views, { ...asked, span: about.span });
  const is = textOf(kpi.formula.valueOf(figures));
  let after = is;
  const told = entries.map(({ change, added }) => {
    figures = without(figures, added);
    const { sequence, type, subject, actor, time, recordedOn } = change;
    const before = textOf(kpi.formula.valueOf(figures));
    const changed = changedBy(kpi, added, about.written.currency);
    const one = {
      sequence,
      type,
      subject,
      actor,
      time,
      recordedOn,
      was: before,
      is: after,
      changed,
    };
    after = before;
    return one;
  });
  const shown = told.slice(0, lateEntriesMax);
  return { late: { count: told.length, isCut, was: after, is, entries: shown } };
}

/** Late changes are kept of what is summed; why they are not known of this KPI. */
function notTold({ formula: { needs } }: Kpi): LateReason | undefined {
  if (needs.targets.length > 0) return 'targets';
  const kinds = moments.flatMap((moment) => needs[moment].map((name) => sourceOf(name).kind));
  return kinds.find((kind) => kind !== 'flow');
}

/** Entries that changed one of the KPI's measures, in the period or in one that it is compared with; the newest first. */
async function lateEntries(
  views: Views,
  { kpi, scope, calendars, today }: Asked,
  span: Span,
): Promise<{ readonly entries: readonly Entry[]; readonly isCut: boolean }> {
  const whose = await whoseOf(views, scope, today);
  const found = new Map<number, Entry>();
  for (const moment of moments) {
    const names = kpi.formula.needs[moment];
    const at = names.length === 0 ? undefined : spanAt(moment, span, calendars);
    if (at === undefined) continue;
    const asked = { ...whose, start: at.start, end: at.end, facts: factsBehind(names) };
    const { changes, isCut } = await lateChangesOf(viewOf(views, 'late-change'), asked);
    if (isCut) return { entries: [], isCut };
    // What came late in the period before and yet before this one's end was there when this one ended.
    for (const change of changes.filter(({ recordedOn }) => recordedOn > span.end)) {
      if (names.every((name) => addedTo(name, change) === 0)) continue;
      const added = { ...found.get(change.sequence)?.added, [moment]: change };
      found.set(change.sequence, { change, added });
    }
  }
  const entries = [...found.values()].toSorted((a, b) => b.change.sequence - a.change.sequence);
  return { entries, isCut: false };
}

function addedTo(measure: KpiMeasure, change: LateChange | undefined): number {
  const source = sourceOf(measure);
  return source.kind === 'flow' ? (change?.added[source.fact]?.[source.place] ?? 0) : 0;
}

function without(figures: Figures, added: Added): Figures {
  const less = (moment: Moment): Figures[Moment] => {
    const read = figures[moment];
    return read && ((measure) => read(measure) - addedTo(measure, added[moment]));
  };
  return {
    ...figures,
    now: less('now'),
    previous: less('previous'),
    lastYear: less('lastYear'),
  };
}

/** Of the KPI's measures those that it changed. */
function changedBy({ formula }: Kpi, added: Added, currency: string): readonly LateMeasureAnswer[] {
  return moments.flatMap((moment) =>
    formula.needs[moment].flatMap((measure) => {
      const by = addedTo(measure, added[moment]);
      if (by === 0) return [];
      const written = { unit: kpiMeasures[measure], isSum: true, currency };
      const told = { measure, added: valueText(whole(by), written) };
      return [moment === 'now' ? told : { ...told, compared: moment }];
    }),
  );
}

/** As it was: the scope's own; today: of everybody who stands in it. */
async function whoseOf(
  views: Views,
  scope: Scope,
  day: string | undefined,
): Promise<Pick<LateAsked, 'dimension' | 'includes'>> {
  const { dimension } = scope;
  if (day === undefined || !isOfOrganization({ scope, by: dimension })) {
    return { dimension, includes: (member) => member === scope.id };
  }
  const organization = await organizationOf(views);
  return {
    dimension: 'salesperson',
    includes: (id) => isInside(organization, { id, scope, day }),
  };
}
