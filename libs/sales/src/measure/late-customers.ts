// Which late entries changed how many customers bought, were new or came back. The days of each customer that they speak of
// are taken back entry by entry, the latest first: any day up to the period's last may be what made it new there, or not.
import { dayNumber } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { type Allowance, type Found, type LateAsked, lateRowsOf } from '../late-rows.js';
import { type CustomerCounts } from './customers.js';
import { type LateFigures, lateMembers, latePartsOf } from './late-part.js';
import { type Fact, unassigned } from './part.js';
import {
  type PurchaseDays,
  purchaseCollection,
  purchaseDays,
  purchaseId,
  withTimes,
} from './purchase.js';
import { type Dimension, memberId } from './space.js';
import { type Told, type UnitedAsked, countsOf, purchasesOf, tell } from './united-customers.js';

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
  readonly day: number;
  readonly times: number;
};
type Entry = Omit<LateCustomers, 'added'> & { readonly purchases: readonly Purchase[] };
/** By customer and member. */
type Bought = ReadonlyMap<string, Map<string, PurchaseDays>>;

/** The newest first; undefined where more late rows lie there than may be looked at. */
export async function lateCustomersOf(
  views: { readonly late: Pick<View, 'find'>; readonly bought: Pick<View, 'getMany' | 'find'> },
  asked: LateCustomersAsked,
  allowance: Allowance,
): Promise<readonly LateCustomers[] | undefined> {
  const rows = await lateRowsOf<LateFigures>(views.late, asked, allowance);
  if (rows === undefined) return undefined;
  const entries = entriesIn(rows, asked);
  const touched = entries.flatMap(({ purchases }) => purchases.map(({ customer }) => customer));
  const bought = await boughtBy(views.bought, new Set(touched), asked);
  return entries.map(({ sequence, recordedOn, purchases }) => {
    const customers = new Set(purchases.map(({ customer }) => customer));
    const count = (): CustomerCounts => countsNow(bought, customers, asked);
    const is = count();
    takeBack(bought, purchases);
    return { sequence, recordedOn, added: less(is, count()) };
  });
}

const facts: readonly Fact[] = ['bought'];

/** The newest first. */
function entriesIn(
  rows: readonly Found<LateFigures>[],
  { dimension, members, upTo }: LateCustomersAsked,
): readonly Entry[] {
  const entries = new Map<number, Entry>();
  const asked = { facts, dimension, includes: (member: string) => members.has(member) };
  for (const row of rows) {
    const { sequence, recordedOn } = row;
    if (sequence > upTo) continue;
    const day = dayNumber(row.day);
    const purchases = latePartsOf(row, asked).flatMap((part) => {
      const [, [times = 0]] = part;
      const [customer = unassigned] = lateMembers(row, part, 'customer');
      if (customer === unassigned) return [];
      const his = lateMembers(row, part, dimension).filter((member) => members.has(member));
      return his.map((member) => ({ member, customer, day, times }));
    });
    if (purchases.length === 0) continue;
    const before = entries.get(sequence)?.purchases ?? [];
    entries.set(sequence, { sequence, recordedOn, purchases: [...before, ...purchases] });
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
    const ids = [...customers].map((one) => purchaseId(memberId(dimension, only), one));
    const rows = await view.getMany(purchaseCollection, ids);
    [...customers].forEach((one, i) => bought.get(one)?.set(only, purchaseDays(rows[i])));
    return bought;
  }
  for await (const { person, customer, days } of purchasesOf(view, members)) {
    bought.get(customer)?.set(person, days);
  }
  return bought;
}

function countsNow(
  bought: Bought,
  customers: ReadonlySet<string>,
  asked: LateCustomersAsked,
): CustomerCounts {
  const told = new Map<string, Told>();
  for (const customer of customers) {
    for (const days of bought.get(customer)?.values() ?? []) tell(told, customer, { days, asked });
  }
  return countsOf(told.values());
}

function takeBack(bought: Bought, purchases: readonly Purchase[]): void {
  // What the entry took away comes first, or a day would hold less than nothing meanwhile.
  for (const { member, customer, day, times } of purchases.toSorted((a, b) => a.times - b.times)) {
    const days = bought.get(customer);
    days?.set(member, withTimes(days.get(member) ?? '', day, -times));
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
