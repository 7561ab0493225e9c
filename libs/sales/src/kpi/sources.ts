// Where each measure is read from, as data; in which cuts it is kept follows from that.
import { unreachable } from '@ledger/ledger';
import { type MeasurePlace, keptFor } from '../measure/figures.js';
import { type Fact, facts } from '../measure/part.js';
import { type CustomerCounts } from '../measure/customers.js';
import { type Dimension, type Grain, type Kept, kept } from '../measure/space.js';
import { type StockDimension, stockDimensions, stockMeasures } from '../measure/standing.js';
import { type Formula } from './formula.js';
import { type KpiMeasure } from './kpi.events.js';
import { reject } from './reading.rejections.js';
import { type Scope, organizationScope, scopeText } from './scope.js';
import { type Span } from './span.js';

/**
 * A flow is summed over the period, a stock stands at its end, people are counted by the organisation's rows at its end.
 * Customers are told apart: they add up neither over periods nor over people.
 */
export type Source =
  | ({ readonly kind: 'flow' } & MeasurePlace)
  | { readonly kind: 'stock'; readonly place: number }
  | { readonly kind: 'people' }
  | { readonly kind: 'customers'; readonly count: keyof CustomerCounts };

const sources: { readonly [measure in KpiMeasure]: Source } = {
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
  listAmount: flow('won', 'listMinor'),
  discountAmount: flow('won', 'discountMinor'),
  pipelineAmount: { kind: 'stock', place: stockMeasures.indexOf('amountMinor') },
  pipelineDeals: { kind: 'stock', place: stockMeasures.indexOf('deals') },
  activeSalespeople: { kind: 'people' },
  buyingCustomers: { kind: 'customers', count: 'buying' },
  newCustomers: { kind: 'customers', count: 'first' },
  repeatCustomers: { kind: 'customers', count: 'repeat' },
  retainedCustomers: { kind: 'customers', count: 'retained' },
  receivedLeads: flow('lead', 'received'),
  qualifiedLeads: flow('lead', 'qualified'),
  convertedLeads: flow('lead', 'converted'),
  csatCount: flow('feedback', 'csatCount'),
  csatSatisfied: flow('feedback', 'csatSatisfied'),
  npsCount: flow('feedback', 'npsCount'),
  npsPromoters: flow('feedback', 'npsPromoters'),
  npsDetractors: flow('feedback', 'npsDetractors'),
  cesCount: flow('feedback', 'cesCount'),
  cesSum: flow('feedback', 'cesSum'),
};

function flow<F extends Fact>(fact: F, measure: (typeof facts)[F][number]): Source {
  const names: readonly string[] = facts[fact];
  return { kind: 'flow', fact, place: names.indexOf(measure) };
}

export function sourceOf(measure: KpiMeasure): Source {
  return sources[measure];
}

/** The facts behind those of the measures that are flows. */
export function factsBehind(measures: readonly KpiMeasure[]): readonly Fact[] {
  const found = measures.map(sourceOf).flatMap((one) => (one.kind === 'flow' ? [one.fact] : []));
  return [...new Set(found)];
}

/** Whether what the members have adds up to what the whole has: a customer may be more than one member's. */
export function addsUp({ isSum, needs }: Formula): boolean {
  return isSum && needs.now.every((name) => sourceOf(name).kind !== 'customers');
}

/** Whose figures, by whom, of which measures. */
export type Cut = {
  readonly scope: Scope;
  readonly by: Dimension;
  readonly names: readonly KpiMeasure[];
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today?: string | undefined;
  /** Only this member is asked for. */
  readonly only?: string | undefined;
};

type Pair = Pick<Kept, 'by' | 'scope'>;

/** @throws Rejection where they are not kept so, or not for such a period */
export function demandKept(metric: string, cut: Cut, span: Span): void {
  const { scope, by } = cut;
  if (grainOf(cut) === undefined) {
    const able = pairsKept(cut);
    const same = able.filter((one) => one.by === by);
    const shown = pairsText(same.length > 0 ? same : able);
    throw reject('combination-not-kept', { metric, by, scope: scopeText(scope), kept: shown });
  }
  if (!isKept(cut, span)) {
    const { label, start, end } = span;
    throw reject('period-not-kept', { by, scope: scopeText(scope), period: label, start, end });
  }
}

/** Whether all of these are kept for such a period. */
export function isKept(cut: Cut, { spans }: Pick<Span, 'spans'>): boolean {
  const grain = grainOf(cut);
  return grain === 'day' || (grain === 'month' && spans.days.length === 0);
}

/** By whom within whose figures all of these are kept. */
function pairsKept(cut: Cut): readonly Pair[] {
  const isKeptBy = ({ scope, by }: Pair): boolean =>
    grainOf({ ...cut, by, scope: { dimension: scope, id: scope } }) !== undefined;
  return kept.filter((one) => one.by !== 'organization' && isKeptBy(one));
}

function pairsText(pairs: readonly Pair[]): string {
  return pairs.map(({ by, scope }) => `${by} × ${scope}`).join(', ');
}

/** How finely all of these are kept; undefined: one of them is not. */
export function grainOf(cut: Cut): Grain | undefined {
  if (cut.today === undefined || !isOfOrganization(cut)) return grainKept(cut);
  // Made of everybody's own figures, so what people don't have is not there.
  if (!peopleDimensions.includes(cut.by)) return undefined;
  return grainKept({ scope: organizationScope, by: 'salesperson', names: cut.names });
}

function grainKept(cut: Cut): Grain | undefined {
  const behind = factsBehind(cut.names);
  const kinds = new Set(cut.names.map((name) => sourceOf(name).kind));
  const grains = [...kinds].map((kind) => grainOfKind(kind, cut, behind));
  if (grains.includes(undefined)) return undefined;
  return grains.includes('month') ? 'month' : 'day';
}

function grainOfKind(
  kind: Source['kind'],
  { scope: { dimension: scope }, by }: Cut,
  facts: readonly Fact[],
): Grain | undefined {
  switch (kind) {
    case 'flow':
      return keptFor(scope, by, facts)?.grain;
    case 'stock':
      return scope === 'organization' && isStockDimension(by) ? 'day' : undefined;
    case 'people':
      return isPeopleCut(scope, by) ? 'day' : undefined;
    case 'customers':
      if (scope === 'organization') return keptFor(scope, by, ['customers'])?.grain;
      return isPeopleCut(scope, by) ? 'day' : undefined;
    default:
      return unreachable(kind);
  }
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
