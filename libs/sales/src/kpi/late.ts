// What changed a KPI's value after its period had ended: each entry with the value before it and after it.
import { present } from '../changes.js';
import { type Allowance, allowanceOf } from '../late-rows.js';
import { type PageQuery } from '../page.js';
import { rankedPage } from '../ranked-page.js';
import { type Figures, type Formula, type Moment, type Reading, moments } from './formula.js';
import { type Fraction, hasValue } from './fraction.js';
import { type KpiPeriodAnswer, type LateAnswer } from './kpi.answers.js';
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
  return allowanceOf(lateRowsMax);
}

/** Of the newest of them each, and of all what was without them. */
export async function lateIn(views: Views, asked: EffectsAsked, about: About): Promise<Late> {
  const effects = await effectsOn(views, { ...asked, span: about.span }, about.allowance);
  if (effects === undefined) return { late: { count: 0, isCut: true, entries: [] } };
  const told = { effects, start: 0, end: lateEntriesMax };
  return { late: await latePart(views, asked, { ...about, ...told }) };
}

export type LatePage = LateAnswer & { readonly cursor?: string };

/** @throws StoreError `bad-cursor` */
export async function latePage(
  views: Views,
  asked: EffectsAsked,
  { page, ...about }: About & { readonly page: PageQuery },
): Promise<LatePage> {
  const effects = await effectsOn(views, { ...asked, span: about.span }, about.allowance);
  if (effects === undefined) return { count: 0, isCut: true, entries: [] };
  const sequences = effects.map(({ sequence }) => String(sequence));
  const { start, end, cursor } = rankedPage(sequences, page);
  return present({
    ...(await latePart(views, asked, { ...about, effects, start, end })),
    cursor,
  });
}

type Part = Pick<About, 'span' | 'written'> & {
  readonly effects: readonly Effect[];
  /** Which of them are told, of the newest the first. */
  readonly start: number;
  readonly end: number;
};

async function latePart(
  views: Views,
  asked: EffectsAsked,
  { span, written, effects, start, end }: Part,
): Promise<LateAnswer> {
  const { kpi } = asked;
  const textOf = (value: Fraction): string | null =>
    hasValue(value) ? valueText(value, written) : null;
  // From the latest entry to the earliest, each is taken off what stood after it.
  const now = await figuresOfScope(views, { ...asked, span });
  const { figures, takeOff } = standing(now, kpi.formula);
  const standingThen = (): string | null => textOf(kpi.formula.valueOf(figures));
  const is = standingThen();
  const turns: Turn[] = [];
  // Thousands may come before those that are told, and after them: what stood between those nobody asks.
  for (const effect of effects.slice(0, start)) takeOff(effect);
  let after = standingThen();
  for (const effect of effects.slice(start, end)) {
    takeOff(effect);
    const before = standingThen();
    turns.push({ effect, was: before, is: after });
    after = before;
  }
  for (const effect of effects.slice(end)) takeOff(effect);
  const was = standingThen();
  const entries = await turnsTold(views, turns, { kpi, currency: written.currency });
  return { count: effects.length, isCut: false, was, is, entries };
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
