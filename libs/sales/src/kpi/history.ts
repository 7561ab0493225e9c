// The history of a KPI in one scope: each period with its target, what it is compared with, and what changed it afterwards.
import { type CalendarHistory, type Period } from '@ledger/ledger';
import { type LateAsked, type LateChange, lateChangesOf } from '../measure/late.js';
import { isTargetable } from '../target/target.events.js';
import { type Kpi } from './catalogue.js';
import { type Fraction, hasValue, noValue, whole } from './fraction.js';
import { type KpiPeriodAnswer, type LateAnswer, type LateMeasureAnswer } from './kpi.answers.js';
import { type KpiMeasure, kpiMeasures } from './kpi.events.js';
import { isInside, organizationOf } from './people.js';
import { attainmentOf } from './pace.js';
import { type Scope } from './scope.js';
import { factsBehind, isOfOrganization, sourceOf } from './sources.js';
import { type Span, spanAt, spanOf } from './span.js';
import { targetOf } from './targets.js';
import { type Written, ratioText, valueText } from './value.js';
import { valueOfScope } from './values.js';
import { type Views, viewOf } from './views.js';

export type HistoryAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly calendars: CalendarHistory;
  readonly currency: string;
  /** The business day where the ledger is: what ends on it or later still runs. */
  readonly businessDay: string;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
};

const lateEntriesMax = 20;

export async function historyOf(
  views: Views,
  asked: HistoryAsked,
  periods: readonly Period[],
): Promise<readonly KpiPeriodAnswer[]> {
  const { kpi, scope, calendars, currency, today } = asked;
  const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  // The period before one is the one told before it.
  const known = new Map<string, Fraction>();
  const valueIn = async (span: Span | undefined): Promise<Fraction> => {
    if (span === undefined) return noValue;
    const value =
      known.get(span.label) ?? (await valueOfScope(views, { kpi, scope, calendars, span, today }));
    known.set(span.label, value);
    return value;
  };
  const told: KpiPeriodAnswer[] = [];
  for (const period of periods) {
    const span = spanOf(calendars, period);
    const { label, start, end } = span;
    const value = await valueIn(span);
    const target = await targetIn(views, asked, span);
    const attained = attainmentOf({ actual: value, target }, kpi.definition.direction);
    told.push({
      ...{ label, start, end },
      value: textOf(value),
      target: textOf(target),
      attainment: hasValue(attained) ? ratioText(attained) : null,
      previous: textOf(await valueIn(spanAt('previous', span, calendars))),
      lastYear: textOf(await valueIn(spanAt('lastYear', span, calendars))),
      running: asked.businessDay <= end,
      late: await lateIn(views, asked, { span, written }),
    });
  }
  return told;
}

async function targetIn(
  views: Views,
  { kpi, scope, today }: HistoryAsked,
  span: Span,
): Promise<Fraction> {
  if (span.grain === 'day' || !isTargetable(kpi.definition.name)) return noValue;
  return (await targetOf(views, scope, { kpi, period: span.label, today }))?.value ?? noValue;
}

async function lateIn(
  views: Views,
  { kpi, scope, today }: HistoryAsked,
  { span, written }: { readonly span: Span; readonly written: Written },
): Promise<LateAnswer> {
  const names = kpi.formula.needs.now;
  const facts = factsBehind(names);
  if (facts.length === 0) return { count: 0, isCut: false, entries: [] };
  const { start, end } = span;
  const { changes, isCut } = await lateChangesOf(viewOf(views, 'late-change'), {
    ...(await whoseOf(views, scope, today)),
    ...{ start, end, facts },
  });
  const found = changes
    .map((change) => ({ change, changed: changedBy(change, names, written.currency) }))
    .filter(({ changed }) => changed.length > 0);
  return {
    count: found.length,
    isCut,
    entries: found.slice(0, lateEntriesMax).map(({ change, changed }) => {
      const { sequence, type, subject, actor, time, recordedOn } = change;
      return { sequence, type, subject, actor, time, recordedOn, changed };
    }),
  };
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

/** Of the KPI's measures those that it changed. */
function changedBy(
  { added }: LateChange,
  names: readonly KpiMeasure[],
  currency: string,
): readonly LateMeasureAnswer[] {
  return names.flatMap((measure) => {
    const source = sourceOf(measure);
    const by = source.kind === 'flow' ? (added[source.fact]?.[source.place] ?? 0) : 0;
    if (by === 0) return [];
    const written = { unit: kpiMeasures[measure], isSum: true, currency };
    return [{ measure, added: valueText(whole(by), written) }];
  });
}
