// Tells customers apart: who bought in a period, who had never bought before, who bought in the period before as well.
// They are distinct, so what is counted here adds up to nothing: neither over months nor over people.
import { type CellView, type Spans, figuresOf } from './figures.js';

export type CustomerCounts = {
  /** With a standing win in the period. */
  readonly buying: number;
  /** Of those, without one in the months before it. */
  readonly first: number;
  /** Of those, with one in the months before it: all that are not new. */
  readonly repeat: number;
  /** Of those, with one in the period before. */
  readonly retained: number;
};

export type CustomersAsked = {
  /** A member's address: `organization`, `salesperson/ann`. */
  readonly scope: string;
  /** Whole months each: of the period, of the one before it, and of all time before it. */
  readonly now: Spans;
  readonly previous: Spans;
  readonly before: Spans;
};

export async function customersOf(view: CellView, asked: CustomersAsked): Promise<CustomerCounts> {
  const { scope, now, previous, before } = asked;
  const [inPeriod, inPrevious, earlier] = await Promise.all(
    [now, previous, before].map((spans) => buyersIn(view, scope, spans)),
  );
  const buying = [...(inPeriod ?? [])];
  const repeat = buying.filter((customer) => earlier?.has(customer)).length;
  const retained = buying.filter((customer) => inPrevious?.has(customer)).length;
  return { buying: buying.length, first: buying.length - repeat, repeat, retained };
}

async function buyersIn(view: CellView, scope: string, spans: Spans): Promise<ReadonlySet<string>> {
  const measures = [{ fact: 'bought', place: 0 }] as const;
  const figures = await figuresOf(view, { scope, by: 'customer', measures, spans });
  return new Set(figures.members.filter((_, number) => figures.of(number, 'bought', 0) > 0));
}
