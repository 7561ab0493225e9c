// The KPIs that ship with their formulas read, each the first time it is asked for.
import { isTargetable } from '../target/target.events.js';
import { type Figures, type Formula, formulaOf } from './formula.js';
import { type Fraction, noValue } from './fraction.js';
import { type KpiDefinition, kpiCatalogue, kpiNamed } from './kpi.events.js';
import { reject } from './reading.rejections.js';

export type Kpi = {
  readonly definition: KpiDefinition;
  readonly formula: Formula;
  /** Of attainment: whose target is attained. */
  readonly attained?: KpiDefinition;
};

/** Attainment is told by the metric that is attained: it alone says which figures there are. */
export function toldAs({ definition, attained }: Kpi): string {
  return attained?.name ?? definition.name;
}

/** What is divided by a target unless another metric is named. */
export const attainedDefault = 'sales-amount';
const attainment = 'attainment';

/** By their text. */
const formulas = new Map<string, Formula>();

export function kpiOf(name: string): Kpi | undefined {
  const definition = kpiNamed(name);
  return definition === undefined ? undefined : kpiRead(definition);
}

/** @throws Rejection where the catalogue has none of that name */
export function kpiAsked(name: string): Kpi {
  const kpi = kpiOf(name);
  if (kpi !== undefined) return kpi;
  throw reject('metric-unknown', { metric: name, known: known(() => true) });
}

/** @throws Rejection where nothing of that name can have a target */
export function targetableAsked(metric: string): Kpi {
  const kpi = kpiAsked(metric);
  if (isTargetable(metric)) return kpi;
  throw reject('metric-not-targetable', { metric, known: known(isTargetable) });
}

/**
 * A KPI of the catalogue, or `attainment` of any metric that can have a target.
 * @throws Rejection where there is none
 */
export function kpiToRank(name: string, attained: string | undefined): Kpi {
  const kpi = kpiAsked(name);
  if (name === attainment) return attainmentRead(kpi, attained ?? attainedDefault);
  if (attained === undefined) return kpi;
  throw reject('metric-not-attainment', { metric: name });
}

/** As `attainmentOf` has it. Where less is better no target is below zero, so attainment below zero is of such an actual. */
function attainmentRead({ definition }: Kpi, metric: string): Kpi {
  const { definition: attained } = targetableAsked(metric);
  const [actual, asked] = [`(${attained.formula})`, `target("${metric}")`];
  if (attained.direction === 'up') {
    const read = kpiRead({ ...definition, formula: `${actual} / ${asked}` });
    const valueOf = (figures: Figures): Fraction => {
      const target = figures.target(metric);
      return target !== undefined && target.over < 0n ? noValue : read.formula.valueOf(figures);
    };
    return { ...read, attained, formula: { ...read.formula, valueOf } };
  }
  const read = kpiRead({ ...definition, formula: `${asked} / ${actual}` });
  const valueOf = (figures: Figures): Fraction => {
    const value = read.formula.valueOf(figures);
    return value.over < 0n ? noValue : value;
  };
  return { ...read, attained, formula: { ...read.formula, valueOf } };
}

function kpiRead(definition: KpiDefinition): Kpi {
  const formula = formulas.get(definition.formula) ?? formulaOf(definition.formula);
  formulas.set(definition.formula, formula);
  return { definition, formula };
}

function known(isWanted: (name: string) => boolean): string {
  return kpiCatalogue
    .map(({ name }) => name)
    .filter(isWanted)
    .join(', ');
}
