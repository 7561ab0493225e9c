// Who bought when, as is known now and as late rows say, in order for all periods of an answer: of each customer the purchases before
// a period, in it and in the one before it are numbers. An entry that is taken back takes from them, and whether the customer
// bought there is whether any is left.
import { type CustomerCounts } from './customers.js';
import { type PurchaseDays, eachDay } from './purchase.js';
import { type Spans } from './united-customers.js';

/** How often more or less a customer bought on a day, by an entry that was recorded after it. */
export type LatePurchase = {
  readonly sequence: number;
  /** ISO date. */
  readonly recordedOn: string;
  /** A day number. */
  readonly day: number;
  readonly times: number;
};

export type LateCustomers = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  readonly added: CustomerCounts;
};

type Customer = {
  readonly late: LatePurchase[];
  /** The newest first. */
  isSorted: boolean;
  /** Day numbers in order, and how many purchases there are before each; behind them all of them. */
  readonly days: readonly number[];
  readonly before: readonly number[];
};
type Sums = { old: number; now: number; previous: number };
type Standing = { readonly buys: boolean; readonly isOld: boolean; readonly bought: boolean };

export class LatePurchases {
  readonly #customers = new Map<string, Customer>();
  /** Who bought on a day, or is said to have done so. */
  readonly #byDay = new Map<number, Set<string>>();

  isKnown(customer: string): boolean {
    return this.#customers.has(customer);
  }

  /** When the customer bought as is known now, of everybody whose customers are told. */
  know(customer: string, bought: readonly PurchaseDays[]): void {
    const times = new Map<number, number>();
    for (const days of bought) {
      eachDay(days, (day, count) => void times.set(day, (times.get(day) ?? 0) + count));
    }
    const days = [...times.keys()].sort((a, b) => a - b);
    const before = [0];
    for (const day of days) {
      before.push((before.at(-1) ?? 0) + (times.get(day) ?? 0));
      this.#put(customer, day);
    }
    this.#customers.set(customer, { late: [], isSorted: true, days, before });
  }

  /** Of a customer that is known. */
  add(customer: string, purchase: LatePurchase): void {
    const known = this.#customers.get(customer);
    if (known === undefined) throw new Error(`${customer} is not known`);
    known.late.push(purchase);
    known.isSorted = false;
    this.#put(customer, purchase.day);
  }

  /** What entries that were recorded after a day changed of a period, in no order. */
  changedIn(spans: Spans, after: string): readonly LateCustomers[] {
    const changes = new Map<number, LateCustomers>();
    // Who never bought in the period, whatever was recorded when, is counted nowhere: most, where it is short.
    for (const customer of this.#buyersIn(spans.now)) {
      const known = this.#customers.get(customer);
      if (known === undefined) continue;
      takeBack(known, { spans, after }, ({ sequence, recordedOn }, is, was) => {
        const added = changes.get(sequence)?.added ?? nothing;
        changes.set(sequence, { sequence, recordedOn, added: plus(added, is, was) });
      });
    }
    return [...changes.values()];
  }

  #put(customer: string, day: number): void {
    const customers = this.#byDay.get(day) ?? new Set<string>();
    this.#byDay.set(day, customers.add(customer));
  }

  #buyersIn([start, end]: Spans['now']): ReadonlySet<string> {
    const buyers = new Set<string>();
    for (let day = start; day <= end; day += 1) {
      for (const customer of this.#byDay.get(day) ?? []) buyers.add(customer);
    }
    return buyers;
  }
}

/** One after another, the latest first; tells those that changed how the customer stands. */
function takeBack(
  customer: Customer,
  { spans, after }: { readonly spans: Spans; readonly after: string },
  tell: (purchase: LatePurchase, is: Standing, was: Standing) => void,
): void {
  const { late } = customer;
  if (!customer.isSorted) late.sort((a, b) => b.sequence - a.sequence);
  customer.isSorted = true;
  const sums = sumsOf(customer, spans);
  let is = standing(sums);
  for (const purchase of late) {
    if (purchase.recordedOn <= after) continue;
    take(sums, purchase, spans);
    const was = standing(sums);
    if (was.buys !== is.buys || was.isOld !== is.isOld || was.bought !== is.bought) {
      tell(purchase, is, was);
    }
    is = was;
  }
}

function sumsOf({ days, before }: Customer, { now, previous }: Spans): Sums {
  const until = (day: number): number => before[placeFrom(days, day)] ?? 0;
  const within = ([start, end]: Spans['now']): number => until(end + 1) - until(start);
  return { old: until(now[0]), now: within(now), previous: within(previous) };
}

function take(sums: Sums, { day, times }: LatePurchase, { now, previous }: Spans): void {
  if (day < now[0]) sums.old -= times;
  else if (day <= now[1]) sums.now -= times;
  if (day >= previous[0] && day <= previous[1]) sums.previous -= times;
}

/** @throws Error where more was taken back than was bought */
function standing({ old, now, previous }: Sums): Standing {
  if (old < 0 || now < 0 || previous < 0) throw new Error(`${old}, ${now}, ${previous} purchases`);
  return { buys: now > 0, isOld: old > 0, bought: previous > 0 };
}

function placeFrom(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

const nothing: CustomerCounts = { buying: 0, first: 0, repeat: 0, retained: 0 };

function plus(added: CustomerCounts, is: Standing, was: Standing): CustomerCounts {
  const [more, less] = [countsOf(is), countsOf(was)];
  return {
    buying: added.buying + more.buying - less.buying,
    first: added.first + more.first - less.first,
    repeat: added.repeat + more.repeat - less.repeat,
    retained: added.retained + more.retained - less.retained,
  };
}

function countsOf({ buys, isOld, bought }: Standing): CustomerCounts {
  if (!buys) return nothing;
  return { buying: 1, first: isOld ? 0 : 1, repeat: isOld ? 1 : 0, retained: bought ? 1 : 0 };
}
