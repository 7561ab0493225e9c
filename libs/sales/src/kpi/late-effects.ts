// The entries that changed what a KPI is made of after its period had ended: measures, there and in what it is compared
// with, and targets.
import { type CalendarHistory } from '@ledger/ledger';
import { type Allowance } from '../late-rows.js';
import { isTargetable } from '../target/target.events.js';
import { type Kpi, kpiAsked } from './catalogue.js';
import { type Moment, moments } from './formula.js';
import { type LateMeasures, lateMeasuresOf } from './late-measures.js';
import { type LateTarget, lateTargetsOf } from './late-targets.js';
import { type Scope } from './scope.js';
import { type Span, spanAt } from './span.js';
import { type Views } from './views.js';

/** What an entry did: to the measures of a period, by the place in which the formula has it, and to targets by metric. */
export type Effect = Pick<LateMeasures, 'sequence' | 'recordedOn'> & {
  readonly added: { readonly [moment in Moment]?: LateMeasures['added'] };
  readonly targets: ReadonlyMap<string, LateTarget>;
};

export type EffectsAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly calendars: CalendarHistory;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
  readonly timeZone: string;
};

/** Metrics whose targets an answer shows: those that the formula looks at, and the KPI's own. */
function targetsShown({ definition: { name }, formula: { needs } }: Kpi, span: Span): Set<string> {
  const own = span.grain !== 'day' && isTargetable(name) ? [name] : [];
  return new Set([...needs.targets, ...own]);
}

/** The newest first; undefined where more late rows lie there than may be looked at. */
export async function effectsOn(
  views: Views,
  asked: EffectsAsked & { readonly span: Span },
  allowance: Allowance,
): Promise<readonly Effect[] | undefined> {
  const { span, kpi } = asked;
  const { needs } = kpi.formula;
  const after = span.end;
  const effects = new Map<number, Effect>();
  const of = ({ sequence, recordedOn }: Pick<Effect, 'sequence' | 'recordedOn'>): Effect =>
    effects.get(sequence) ?? { sequence, recordedOn, added: {}, targets: new Map() };
  for (const moment of moments) {
    const names = needs[moment];
    const at = names.length === 0 ? undefined : spanAt(moment, span, asked.calendars);
    if (at === undefined) continue;
    // What came late to the period before and yet before this one's end was there when this one ended.
    const found = await lateMeasuresOf(views, { ...asked, names, span: at, after }, allowance);
    if (found === undefined) return undefined;
    for (const one of found) {
      const effect = of(one);
      effects.set(one.sequence, { ...effect, added: { ...effect.added, [moment]: one.added } });
    }
  }
  for (const metric of targetsShown(kpi, span)) {
    const about = { ...asked, kpi: kpiAsked(metric), period: span.label, after };
    for (const one of await lateTargetsOf(views, about)) {
      const effect = of(one);
      effects.set(one.sequence, {
        ...effect,
        targets: new Map([...effect.targets, [metric, one]]),
      });
    }
  }
  return [...effects.values()].toSorted((a, b) => b.sequence - a.sequence);
}
