// Which figures are kept: dimensions and the pairs of them, as data. A line more is a dimension more.
import { type Fact, type Place, unassigned } from './part.js';

/** Where a part lies along each dimension; a team's ancestors hold what the team holds. */
const dimensions = {
  organization: () => 'organization',
  salesperson: ({ who }: Place) => who?.salesperson,
  team: ({ who }: Place) => who?.teams,
  territory: ({ who }: Place) => who?.territory,
  product: ({ what }: Place) => what?.product,
  'product-family': ({ what }: Place) => what?.family,
  customer: ({ deal }: Place) => deal.customer,
  segment: ({ deal }: Place) => deal.segment,
  channel: ({ deal }: Place) => deal.channel,
  campaign: ({ deal }: Place) => deal.campaign,
  competitor: ({ deal }: Place) => deal.competitor,
  'loss-reason': ({ deal }: Place) => deal.reason,
} as const;

export type Dimension = keyof typeof dimensions;

/** Figures by one dimension within each member of another. Wide ones have no day columns: they would be mostly empty. */
export type Kept = {
  readonly scope: Dimension;
  readonly by: Dimension;
  readonly grain: 'day' | 'month';
  readonly facts: readonly Fact[];
};

const deals = ['won', 'reversed', 'lost', 'opened'] as const;
const leads = ['lead'] as const;
const voices = ['feedback'] as const;
const everything = [...deals, ...leads, ...voices];
const customers = ['customers'] as const;
const everyFact = [...everything, ...customers];
const ofProducts = [...deals, ...voices, ...customers];

export const kept: readonly Kept[] = [
  { scope: 'organization', by: 'organization', grain: 'day', facts: everyFact },
  { scope: 'organization', by: 'salesperson', grain: 'day', facts: everyFact },
  { scope: 'organization', by: 'team', grain: 'day', facts: everyFact },
  { scope: 'organization', by: 'territory', grain: 'day', facts: everyFact },
  {
    scope: 'organization',
    by: 'product',
    grain: 'day',
    facts: ofProducts,
  },
  {
    scope: 'organization',
    by: 'product-family',
    grain: 'day',
    facts: ofProducts,
  },
  { scope: 'organization', by: 'segment', grain: 'day', facts: everyFact },
  { scope: 'organization', by: 'channel', grain: 'day', facts: everyFact },
  { scope: 'organization', by: 'campaign', grain: 'day', facts: leads },
  { scope: 'organization', by: 'customer', grain: 'month', facts: [...deals, ...voices] },
  { scope: 'organization', by: 'competitor', grain: 'month', facts: ['lost'] },
  { scope: 'organization', by: 'loss-reason', grain: 'month', facts: ['lost'] },
  { scope: 'team', by: 'salesperson', grain: 'day', facts: everything },
  { scope: 'territory', by: 'salesperson', grain: 'day', facts: everything },
  { scope: 'product', by: 'salesperson', grain: 'month', facts: deals },
  { scope: 'team', by: 'product', grain: 'month', facts: deals },
  { scope: 'territory', by: 'product', grain: 'month', facts: deals },
  { scope: 'channel', by: 'product', grain: 'month', facts: deals },
  { scope: 'segment', by: 'product', grain: 'month', facts: deals },
];

/** Facts of which there are columns. */
export const keptFacts: readonly Fact[] = [...new Set(kept.flatMap(({ facts }) => facts))];

/** Members per column row. */
export const chunkSize = 250;

export type Grain = 'day' | 'month';

/** The members of a dimension in which the part lies: one, but for a team and its ancestors. */
export function membersOf(dimension: Dimension, place: Place): readonly string[] {
  const at = membersAt(dimension, place);
  return typeof at === 'string' ? [at] : at;
}

/** The same; where there is one it is not made a list of. */
export function membersAt(dimension: Dimension, place: Place): string | readonly string[] {
  const at = dimensions[dimension](place) ?? unassigned;
  return at.length === 0 ? unassigned : at;
}

export const dimensionNames = Object.keys(dimensions) as readonly Dimension[];

export function isDimension(name: string): name is Dimension {
  return Object.hasOwn(dimensions, name);
}

// Row ids. Segments, families and channels are words and may hold any sign; scope comes first, and nothing after it has
// a bar inside, so no two addresses are alike.

/** `team/T-1`; the organisation has one member and stands for itself. */
export function memberId(dimension: Dimension, member: string): string {
  return dimension === 'organization' ? dimension : `${dimension}/${member}`;
}

/** All members of one dimension within one scope: `team/T-1|salesperson`. */
export function spaceId(scope: string, by: Dimension): string {
  return `${scope}|${by}`;
}

/** Columns of a day (`2017-10-05`) or a month of the ledger's calendar (`2017-10`, `2017-P10`). */
export function cellId(space: string, period: string, chunk: number): string {
  return `${space}|${period}|${chunk}`;
}

/** Who stands where in a chunk's columns. */
export function rosterId(space: string, chunk: number): string {
  return `${space}|${chunk}`;
}
