// The KPIs that ship with their formulas read, each the first time it is asked for.
import { type Formula, formulaOf } from './formula.js';
import { type KpiDefinition, kpiNamed } from './kpi.events.js';

export type Kpi = { readonly definition: KpiDefinition; readonly formula: Formula };

const read = new Map<string, Kpi>();

export function kpiOf(name: string): Kpi | undefined {
  const definition = kpiNamed(name);
  if (definition === undefined) return undefined;
  const known = read.get(name);
  if (known !== undefined) return known;
  const kpi = { definition, formula: formulaOf(definition.formula) };
  read.set(name, kpi);
  return kpi;
}
