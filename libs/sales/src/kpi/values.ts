// The values of a KPI: of all members of a dimension within a scope, or of one scope.
import { type CalendarHistory } from '@ledger/ledger';
import { type Dimension } from '../measure/space.js';
import { type Kpi, kpiOf, toldAs } from './catalogue.js';
import { type Figures, type Moment, type Reading, moments } from './formula.js';
import { type Fraction } from './fraction.js';
import { type KpiMeasure } from './kpi.events.js';
import { type Measured, measuresOf } from './measures.js';
import { type Scope, organizationScope } from './scope.js';
import { type Cut, demandKept, sourceOf } from './sources.js';
import { type Span, spanAt } from './span.js';
import { type Target, targetsBy } from './targets.js';
import { type Views } from './views.js';

export type ValuesAsked = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly by: Dimension;
  readonly span: Span;
  readonly calendars: CalendarHistory;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today?: string | undefined;
};

/** Of everyone of whom something is counted, or who has a target that the formula looks at; perhaps no value. */
export async function valuesBy(
  views: Views,
  asked: ValuesAsked,
): Promise<ReadonlyMap<string, Fraction>> {
  const { members, figuresOf } = await evaluation(views, asked);
  const values = new Map<string, Fraction>();
  // One reading for all of them: of thousands of members it would cost more than the values.
  let at = '';
  const figures = figuresOf(() => at);
  for (at of members) values.set(at, asked.kpi.formula.valueOf(figures));
  return values;
}

/** Of one scope, from its own figures and not from its members'; perhaps no value. */
export async function valueOfScope(
  views: Views,
  asked: Omit<ValuesAsked, 'by'>,
): Promise<Fraction> {
  return asked.kpi.formula.valueOf(await figuresOfScope(views, asked));
}

/** What the formula is evaluated on, of one scope. */
export async function figuresOfScope(
  views: Views,
  asked: Omit<ValuesAsked, 'by'>,
): Promise<Figures> {
  const { dimension: by, id } = asked.scope;
  const whole = { ...asked, scope: organizationScope, by, only: id };
  return (await evaluation(views, whole)).figuresOf(() => id);
}

/** The projections that its measures and targets are read from. */
export function viewsBehind({ formula: { needs } }: Kpi): readonly string[] {
  const names = moments.flatMap((moment) => needs[moment]);
  const hasStock = names.some((name) => sourceOf(name).kind === 'stock');
  return [
    'measure',
    'organization',
    ...(hasStock ? ['pipeline'] : []),
    ...(needs.targets.length === 0 ? [] : ['target']),
  ];
}

type Evaluation = {
  readonly members: readonly string[];
  /** Of whoever it is when they are read. */
  figuresOf(whose: () => string): Figures;
};

type EvaluationAsked = ValuesAsked & { readonly only?: string };

async function evaluation(views: Views, asked: EvaluationAsked): Promise<Evaluation> {
  const { formula } = asked.kpi;
  const read = new Map<Moment, Measured>();
  for (const moment of moments) {
    const measured = await measuredAt(views, moment, asked);
    if (measured !== undefined) read.set(moment, measured);
  }
  const targets = new Map<string, ReadonlyMap<string, Target>>();
  for (const metric of formula.needs.targets) {
    const kpi = kpiOf(metric);
    if (kpi === undefined)
      throw new Error(`${asked.kpi.definition.name} looks at a target of ${metric}`);
    targets.set(metric, await targetsBy(views, { ...asked, kpi, period: asked.span.label }));
  }
  const members = new Set([...targets.values()].flatMap((found) => [...found.keys()]));
  for (const [moment, measured] of read) {
    const names = formula.needs[moment];
    for (const member of measured.members)
      if (isCounted(member, measured, names)) members.add(member);
  }
  return {
    members: [...members],
    figuresOf: (whose) => figuresFor(whose, read, targets),
  };
}

/** Undefined where the formula does not look at it, or the calendar has no such period. */
async function measuredAt(
  views: Views,
  moment: Moment,
  { kpi, scope, by, span, calendars, today, only }: EvaluationAsked,
): Promise<Measured | undefined> {
  const names = kpi.formula.needs[moment];
  const at = names.length === 0 ? undefined : spanAt(moment, span, calendars);
  if (at === undefined) return undefined;
  const cut: Cut = { scope, by, names, today, only };
  demandKept(toldAs(kpi), cut, at);
  return measuresOf(views, { ...cut, span: at, calendars });
}

/** Whether anything was counted at all, be it that it adds up to nothing. */
function isCounted(member: string, measured: Measured, names: readonly KpiMeasure[]): boolean {
  return names.some((name) => measured.of(member, name) !== 0);
}

function figuresFor(
  whose: () => string,
  read: ReadonlyMap<Moment, Measured>,
  targets: ReadonlyMap<string, ReadonlyMap<string, Target>>,
): Figures {
  const at = (moment: Moment): Reading | undefined => {
    const measured = read.get(moment);
    return measured && ((measure) => measured.of(whose(), measure));
  };
  return {
    now: at('now'),
    previous: at('previous'),
    lastYear: at('lastYear'),
    target: (metric) => targets.get(metric)?.get(whose())?.value,
  };
}
