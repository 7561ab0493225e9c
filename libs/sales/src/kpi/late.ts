// What changed a KPI's value after its period had ended: each entry with the value before it and after it.
import { type Allowance } from '../late-rows.js';
import { type Figures, type Formula, type Moment, type Reading, moments } from './formula.js';
import { type Fraction, hasValue } from './fraction.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { type KpiMeasure } from './kpi.events.js';
import { type Effect, type EffectsAsked, effectsOn } from './late-effects.js';
import { type Turn, turnsTold } from './late-telling.js';
import { type Span } from './span.js';
import { type Written, valueText } from './value.js';
import { figuresOfScope } from './values.js';
import { type Views } from './views.js';

const lateEntriesMax = 20;
/** So many are looked at in one answer, for its newest periods first: an imported past is late for every period. */
const lateRowsMax = 200_000;

type About = { readonly span: Span; readonly written: Written; readonly allowance: Allowance };
export type Late = Pick<KpiPeriodAnswer, 'late'>;

export function lateAllowance(): Allowance {
  return { rows: lateRowsMax };
}

export async function lateIn(
  views: Views,
  asked: EffectsAsked,
  { span, written, allowance }: About,
): Promise<Late> {
  const { kpi } = asked;
  const effects = await effectsOn(views, { ...asked, span }, allowance);
  if (effects === undefined) return { late: { count: 0, isCut: true, entries: [] } };
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  // From the latest entry to the earliest, each is taken off what stood after it.
  const now = await figuresOfScope(views, { ...asked, span });
  const { figures, takeOff } = standing(now, kpi.formula);
  const is = textOf(kpi.formula.valueOf(figures));
  let was = is;
  const turns: Turn[] = [];
  for (const effect of effects) {
    takeOff(effect);
    const after = was;
    was = textOf(kpi.formula.valueOf(figures));
    turns.push({ effect, was, is: after });
  }
  const { currency } = written;
  const entries = await turnsTold(views, turns.slice(0, lateEntriesMax), { kpi, currency });
  return { late: { count: effects.length, isCut: false, was, is, entries } };
}

/** Figures that entries can be taken off, and how they stand then. */
function standing(
  figures: Figures,
  { needs }: Formula,
): { figures: Figures; takeOff(effect: Effect): void } {
  const read = (moment: Moment): Map<KpiMeasure, number> | undefined => {
    const reading = figures[moment];
    return reading && new Map(needs[moment].map((name) => [name, reading(name)]));
  };
  const now = { now: read('now'), previous: read('previous'), lastYear: read('lastYear') };
  const targets = new Map(needs.targets.map((metric) => [metric, figures.target(metric)]));
  const at = (moment: Moment): Reading | undefined => {
    const values = now[moment];
    return values && ((measure) => values.get(measure) ?? 0);
  };
  return {
    figures: {
      ...{ now: at('now'), previous: at('previous'), lastYear: at('lastYear') },
      target: (metric) => targets.get(metric),
    },
    takeOff: ({ added, targets: turned }) => {
      for (const moment of moments) {
        for (const [name, by] of added[moment] ?? [])
          now[moment]?.set(name, (now[moment].get(name) ?? 0) - by);
      }
      for (const [metric, { was }] of turned) targets.set(metric, was);
    },
  };
}
