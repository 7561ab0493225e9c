// Tells customers apart: who bought in a period, who had never bought before, who bought in the period before as well.
// They are distinct, so what is counted here adds up to nothing: neither over periods nor over people.
import { type Grain } from '@ledger/ledger';
import { countPlaces } from './customer-count.js';
import { type CellView, type Figures, type Spans, figuresOf, figuresOfMember } from './figures.js';
import { type Dimension } from './space.js';

export type CustomerCounts = {
  /** With a standing win in the period. */
  readonly buying: number;
  /** Of those, without one before it. */
  readonly first: number;
  /** Of those, with one before it: all that are not new. */
  readonly repeat: number;
  /** Of those, with one in the period before. */
  readonly retained: number;
};

export type CustomersAsked = {
  /** Whose customers: of everyone of this dimension, or of one. */
  readonly by: Dimension;
  readonly only?: string | undefined;
  /** What the period is, and the days of it that are asked for: all, or all up to one of them. */
  readonly grain: Grain;
  readonly spans: Spans;
};

const fact = 'customers';

/** Everyone of whom somebody bought in the period. */
export async function customersBy(
  view: CellView,
  { by, only, grain, spans }: CustomersAsked,
): Promise<ReadonlyMap<string, CustomerCounts>> {
  const { first, buying, retained } = countPlaces[grain];
  const measures = [first, buying, retained].map((place) => ({ fact, place }) as const);
  const asked = { scope: 'organization', by, measures, spans };
  if (only !== undefined) {
    const found = await figuresOfMember(view, { ...asked, member: only });
    return countsBy([only], () => found);
  }
  const figures = await figuresOf(view, asked);
  const of = (member: number): readonly number[] =>
    measures.map(({ place }) => figures.of(member, fact, place));
  return countsBy(figures.members, of);
}

function countsBy(
  members: Figures['members'],
  of: (member: number) => readonly number[],
): ReadonlyMap<string, CustomerCounts> {
  const counts = new Map<string, CustomerCounts>();
  members.forEach((member, number) => {
    const [first = 0, buying = 0, retained = 0] = of(number);
    if (buying > 0) counts.set(member, { buying, first, repeat: buying - first, retained });
  });
  return counts;
}
