// Parts: the smallest pieces of a figure, each lying in exactly one place of every dimension. A fact's parts add up to it, so
// whatever is summed from parts adds up along every hierarchy by construction.
import { type Attribution, type DealProduct } from '../deal/deal.events.js';

/** Stands where an entry names nothing, so that every dimension adds up to the whole. */
export const unassigned = 'unassigned';

/** What happened, and the integer measures that are counted about it, in the order of `Part.values`. */
export const facts = {
  won: [
    'amountMinor',
    'deals',
    'units',
    'cycleDays',
    'cycles',
    'overlayMinor',
    'listMinor',
    'discountMinor',
  ],
  reversed: ['amountMinor', 'overlayMinor'],
  lost: ['deals'],
  opened: ['deals'],
  /** Whom somebody sold something to: it adds up to nothing that means anything, and tells on which days customers bought. */
  bought: ['times'],
  /**
   * Made of those days (customer-count.ts): each customer once in each period in which it bought, on its first day there. So
   * they add up over the days of one such period, but neither over several nor over people.
   */
  customers: [
    'first',
    'buyingInDay',
    'retainedInDay',
    'buyingInWeek',
    'retainedInWeek',
    'buyingInMonth',
    'retainedInMonth',
    'buyingInQuarter',
    'retainedInQuarter',
    'buyingInYear',
    'retainedInYear',
  ],
  lead: ['received', 'qualified', 'converted'],
  feedback: [
    'csatCount',
    'csatSatisfied',
    'npsCount',
    'npsPromoters',
    'npsDetractors',
    'cesCount',
    'cesSum',
    'complaints',
  ],
} as const;

export type Fact = keyof typeof facts;

/** Something for each fact. */
export function byFact<T>(make: (fact: Fact) => T): { readonly [fact in Fact]: T } {
  const names = Object.keys(facts) as Fact[];
  return Object.fromEntries(names.map((fact) => [fact, make(fact)])) as Record<Fact, T>; // all of them
}

/** What tells where a part lies: the deal, lead or feedback, who is credited, what was sold. */
export type Place = {
  readonly deal: Circumstances;
  readonly who: Attribution | undefined;
  readonly what: DealProduct | undefined;
};

export type Circumstances = {
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  readonly campaign?: string;
  readonly competitor?: string;
  readonly reason?: string;
};

export type Part = {
  readonly fact: Fact;
  readonly day: string;
  readonly place: Place;
  readonly values: readonly number[];
};
