// Where each measure is read from, as data. A line more is a measure more; one without a line is not counted yet.
import { type MeasurePlace, keptFor } from '../measure/figures.js';
import { type Fact, facts } from '../measure/part.js';
import { type Dimension, kept } from '../measure/space.js';
import { type StockDimension, stockDimensions, stockMeasures } from '../measure/standing.js';
import { type KpiMeasure } from './kpi.events.js';
import { reject } from './reading.rejections.js';
import { type Scope, organizationScope, scopeText } from './scope.js';
import { type Span } from './span.js';

/** A flow is summed over the period, a stock stands at its end, people are counted by the organisation's rows at its end. */
export type Source =
  | ({ readonly kind: 'flow' } & MeasurePlace)
  | { readonly kind: 'stock'; readonly place: number }
  | { readonly kind: 'people' };

const sources: { readonly [measure in KpiMeasure]?: Source } = {
  wonAmount: flow('won', 'amountMinor'),
  wonDeals: flow('won', 'deals'),
  wonUnits: flow('won', 'units'),
  cycleDays: flow('won', 'cycleDays'),
  cycles: flow('won', 'cycles'),
  overlayWonAmount: flow('won', 'overlayMinor'),
  reversedAmount: flow('reversed', 'amountMinor'),
  overlayReversedAmount: flow('reversed', 'overlayMinor'),
  lostDeals: flow('lost', 'deals'),
  openedDeals: flow('opened', 'deals'),
  pipelineAmount: { kind: 'stock', place: stockMeasures.indexOf('amountMinor') },
  pipelineDeals: { kind: 'stock', place: stockMeasures.indexOf('deals') },
  activeSalespeople: { kind: 'people' },
};

function flow<F extends Fact>(fact: F, measure: (typeof facts)[F][number]): Source {
  const names: readonly string[] = facts[fact];
  return { kind: 'flow', fact, place: names.indexOf(measure) };
}

export function sourceOf(measure: KpiMeasure): Source | undefined {
  return sources[measure];
}

/** The facts behind those of the measures that are flows. */
export function factsBehind(measures: readonly KpiMeasure[]): readonly Fact[] {
  const found = measures.map(sourceOf).flatMap((one) => (one?.kind === 'flow' ? [one.fact] : []));
  return [...new Set(found)];
}

/** Whose figures, by whom, of which measures. */
export type Cut = {
  readonly scope: Scope;
  readonly by: Dimension;
  readonly names: readonly KpiMeasure[];
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today?: string | undefined;
};

/** @throws Rejection where they are not kept so, or not for such a period */
export function demandKept(metric: string, cut: Cut, span: Span): void {
  const { scope, by } = cut;
  const grain = grainOf(cut);
  if (grain === undefined) {
    const behind = factsBehind(cut.names);
    const scopes = kept
      .filter((one) => one.by === by && behind.every((fact) => one.facts.includes(fact)))
      .map((one) => one.scope);
    const shown = { metric, by, scope: scopeText(scope), kept: scopes.join(', ') };
    throw reject('combination-not-kept', shown);
  }
  if (grain === 'month' && span.spans.days.length > 0) {
    const { label, start, end } = span;
    throw reject('period-not-kept', { by, scope: scopeText(scope), period: label, start, end });
  }
}

/** How finely all of these are kept; undefined: one of them is not. */
export function grainOf(cut: Cut): 'day' | 'month' | undefined {
  if (cut.today === undefined || !isOfOrganization(cut)) return grainKept(cut);
  // Made of everybody's own figures, so what people don't have is not there.
  if (!peopleDimensions.includes(cut.by)) return undefined;
  return grainKept({ scope: organizationScope, by: 'salesperson', names: cut.names });
}

function grainKept({ scope: { dimension: scope }, by, names }: Cut): 'day' | 'month' | undefined {
  const found = names.map(sourceOf);
  const isThere = found.every((source) => {
    if (source?.kind === 'stock') return scope === 'organization' && isStockDimension(by);
    return source?.kind === 'people' ? isPeopleCut(scope, by) : source !== undefined;
  });
  if (!isThere) return undefined;
  const behind = factsBehind(names);
  return behind.length === 0 ? 'day' : keptFor(scope, by, behind)?.grain;
}

/** Whether it depends on the organisation who is in it. */
export function isOfOrganization({ scope, by }: Pick<Cut, 'scope' | 'by'>): boolean {
  return [scope.dimension, by].some((one) => one === 'team' || one === 'territory');
}

export function isStockDimension(by: Dimension): by is Dimension & StockDimension {
  return (stockDimensions as readonly string[]).includes(by);
}

const peopleDimensions: readonly Dimension[] = ['organization', 'salesperson', 'team', 'territory'];

function isPeopleCut(scope: Dimension, by: Dimension): boolean {
  if (scope === 'organization') return peopleDimensions.includes(by);
  return by === 'salesperson' && (scope === 'team' || scope === 'territory');
}
