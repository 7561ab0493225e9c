// Which late entries changed how many customers bought, were new or came back. The days of each customer that they speak of
// are taken back entry by entry, the latest first: any day up to the period's last may be what made it new there, or not.
import { dayNumber } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { type Allowance, type Found, type LateAsked, lateRowsOf } from '../late-rows.js';
import { daysBought } from './buyer.js';
import { type CustomerCounts } from './customers.js';
import { type LateFigures, lateMembers } from './late-part.js';
import { unassigned } from './part.js';
import { type PurchaseDays, withTimes } from './purchase.js';
import { type Dimension } from './space.js';
import {
  type Spans,
  type Told,
  type UnitedAsked,
  countsOf,
  purchasesOf,
  spansOf,
  tell,
} from './united-customers.js';

export type LateCustomersAsked = Omit<LateAsked, 'from'> &
  Pick<UnitedAsked, 'now' | 'previous'> & {
    /** Whose customers they are: those of these members together. */
    readonly dimension: Dimension;
    readonly members: ReadonlySet<string>;
    /** The last entry that customers are told by. */
    readonly upTo: number;
  };

export type LateCustomers = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  readonly added: CustomerCounts;
};

/** How often more or less a customer bought of a member on a day. */
type Purchase = {
  readonly member: string;
  readonly customer: string;
  /** ISO date. */
  readonly day: string;
  readonly times: number;
};
type Entry = Omit<LateCustomers, 'added'> & { readonly purchases: Purchase[] };
/** By customer and member. */
type Bought = ReadonlyMap<string, Map<string, PurchaseDays>>;

/** The newest first; undefined where more late rows lie there than may be looked at. */
export async function lateCustomersOf(
  views: { readonly late: Pick<View, 'find'>; readonly bought: Pick<View, 'getMany' | 'find'> },
  asked: LateCustomersAsked,
  allowance: Allowance,
): Promise<readonly LateCustomers[] | undefined> {
  const found = await lateRowsOf<LateFigures>(views.late, asked, allowance);
  const rows = found?.filter(({ sequence }) => sequence <= asked.upTo);
  if (rows === undefined) return undefined;
  const [touched, buyers] = [new Set<string>(), new Set<string>()];
  for (const row of rows) {
    const isInPeriod = row.day >= asked.now.start && row.day <= asked.now.end;
    eachPurchase(row, asked, ({ customer }) => {
      touched.add(customer);
      if (isInPeriod) buyers.add(customer);
    });
  }
  const bought = await boughtBy(views.bought, touched, asked);
  const spans = spansOf(asked);
  const told = tellAll(bought, touched, spans);
  for (const [customer, { buys }] of told) if (buys) buyers.add(customer);
  // Who never bought in the period, whatever was recorded when, is counted nowhere: most, where it is short.
  return entriesIn(rows, buyers, asked).map(({ sequence, recordedOn, purchases }) => {
    const customers = new Set(purchases.map(({ customer }) => customer));
    const is = countsOf([...customers].flatMap((one) => told.get(one) ?? []));
    takeBack(bought, purchases);
    const before = tellAll(bought, customers, spans);
    for (const [customer, one] of before) told.set(customer, one);
    return { sequence, recordedOn, added: less(is, countsOf(before.values())) };
  });
}

/** What the row says of these members' customers. */
function eachPurchase(
  row: Found<LateFigures>,
  { dimension, members }: LateCustomersAsked,
  take: (purchase: Purchase) => void,
): void {
  const { parts, day } = row;
  for (const part of parts) {
    const [fact, [times = 0]] = part;
    if (fact !== 'bought') continue;
    const [customer = unassigned] = lateMembers(row, part, 'customer');
    if (customer === unassigned) continue;
    for (const member of lateMembers(row, part, dimension)) {
      if (members.has(member)) take({ member, customer, day, times });
    }
  }
}

/** The newest first. */
function entriesIn(
  rows: readonly Found<LateFigures>[],
  buyers: ReadonlySet<string>,
  asked: LateCustomersAsked,
): readonly Entry[] {
  const entries = new Map<number, Entry>();
  for (const row of rows) {
    const { sequence, recordedOn } = row;
    eachPurchase(row, asked, (purchase) => {
      if (!buyers.has(purchase.customer)) return;
      const entry = entries.get(sequence) ?? { sequence, recordedOn, purchases: [] };
      entries.set(sequence, entry);
      entry.purchases.push(purchase);
    });
  }
  return [...entries.values()].toSorted((a, b) => b.sequence - a.sequence);
}

/** On which days these customers bought, as is known now. */
async function boughtBy(
  view: Pick<View, 'getMany' | 'find'>,
  customers: ReadonlySet<string>,
  { dimension, members }: LateCustomersAsked,
): Promise<Bought> {
  const bought = new Map([...customers].map((one) => [one, new Map<string, PurchaseDays>()]));
  const [only] = members;
  if (only !== undefined && members.size === 1) {
    const days = await daysBought(view, [dimension, only], [...customers]);
    [...customers].forEach((one, i) => bought.get(one)?.set(only, days[i] ?? ''));
    return bought;
  }
  for await (const { person, customer, days } of purchasesOf(view, members)) {
    bought.get(customer)?.set(person, days);
  }
  return bought;
}

function tellAll(bought: Bought, customers: ReadonlySet<string>, spans: Spans): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const customer of customers) {
    for (const days of bought.get(customer)?.values() ?? []) tell(told, customer, { days, spans });
  }
  return told;
}

function takeBack(bought: Bought, purchases: readonly Purchase[]): void {
  // What the entry took away comes first, or a day would hold less than nothing meanwhile.
  for (const { member, customer, day, times } of purchases.toSorted((a, b) => a.times - b.times)) {
    const days = bought.get(customer);
    days?.set(member, withTimes(days.get(member) ?? '', dayNumber(day), -times));
  }
}

function less(is: CustomerCounts, was: CustomerCounts): CustomerCounts {
  return {
    buying: is.buying - was.buying,
    first: is.first - was.first,
    repeat: is.repeat - was.repeat,
    retained: is.retained - was.retained,
  };
}
