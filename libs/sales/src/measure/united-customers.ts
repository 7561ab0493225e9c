// Tells the customers of groups of people apart that are told of when somebody asks, such as teams as they stand today: a
// customer of two people of a group is one customer of the group. Reads a row for each customer of each of these people.
import { type Row, dayNumber } from '@ledger/ledger';
import { type Page, type View } from '@ledger/read-store';
import { type CustomerCounts } from './customers.js';
import {
  type Days,
  type PurchaseDays,
  dayFrom,
  daysWithin,
  purchaseCollection,
  purchaseDays,
  purchaseOf,
} from './purchase.js';
import { memberId } from './space.js';

export { type Days };

export type UnitedAsked = {
  /** By salesperson, the groups that she or he is in. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By salesperson the days that count, one range after another; absent: all of them. */
  readonly counting?: ReadonlyMap<string, readonly Days[]>;
  readonly now: Days;
  readonly previous: Days;
};

export type PurchaseView = Pick<View, 'find'>;

/** What a group knows of a customer. */
export type Told = { isOld: boolean; buys: boolean; bought: boolean };

const rowsAtOnce = 10_000;
/** Of more people than that, everybody's rows are read in one go. */
const peopleMax = 50;

/** By group; those of which nobody bought in the period are left out. */
export async function unitedCustomers(
  view: PurchaseView,
  { groups: inGroups, counting, ...periods }: UnitedAsked,
): Promise<ReadonlyMap<string, CustomerCounts>> {
  const groups = new Map<string, Map<string, Told>>();
  const spans = spansOf(periods);
  const people = new Set(inGroups.keys());
  for await (const purchases of purchasesOf(view, people)) {
    for (const { person, customer, days: all } of purchases) {
      const ranges = counting?.get(person);
      const days = ranges === undefined ? all : daysWithin(all, ranges);
      for (const group of inGroups.get(person) ?? []) {
        const told = groups.get(group) ?? new Map<string, Told>();
        groups.set(group, told);
        tell(told, customer, { days, spans });
      }
    }
  }
  const counts = [...groups].map(([group, told]) => [group, countsOf(told.values())] as const);
  return new Map(counts.filter(([, { buying }]) => buying > 0));
}

export type Purchases = {
  readonly person: string;
  readonly customer: string;
  readonly days: PurchaseDays;
};

/** By view, which is of one answer, what it was asked before: for the first of an answer's periods as for all others. */
const asked = new WeakMap<PurchaseView, Map<string, readonly Purchases[]>>();
/** More are read anew each time. */
const rememberedMax = 100_000;

/** Of each customer of these salespeople the days on which it bought of them, some at once. */
export async function* purchasesOf(
  view: PurchaseView,
  people: ReadonlySet<string>,
): AsyncIterable<readonly Purchases[]> {
  const before = asked.get(view) ?? new Map<string, readonly Purchases[]>();
  asked.set(view, before);
  const whose = JSON.stringify([...people]);
  const known = before.get(whose);
  if (known !== undefined) {
    yield known;
    return;
  }
  const all: Purchases[] = [];
  let count = 0;
  for await (const page of pagesOf(view, people)) {
    count += page.length;
    if (count <= rememberedMax) all.push(...page);
    yield page;
  }
  if (count <= rememberedMax) before.set(whose, all);
}

async function* pagesOf(
  view: PurchaseView,
  people: ReadonlySet<string>,
): AsyncIterable<readonly Purchases[]> {
  const everyone = memberId('salesperson', '');
  const some = [...people].map((id) => memberId('salesperson', id));
  for (const prefix of people.size > peopleMax ? [everyone] : some) {
    for await (const rows of rowsFrom(view, prefix)) {
      const purchases = rows.map(({ id, row }): Purchases => {
        const { scope, customer } = purchaseOf(id);
        return { person: scope.slice(everyone.length), customer, days: purchaseDays(row) };
      });
      yield purchases.filter(({ person }) => people.has(person));
    }
  }
}

async function* rowsFrom(
  view: PurchaseView,
  prefix: string,
): AsyncIterable<readonly { readonly id: string; readonly row: Row }[]> {
  const find = { collection: purchaseCollection, prefix: [prefix], limit: rowsAtOnce };
  let cursor: string | undefined;
  do {
    const page: Page = await view.find(cursor === undefined ? find : { ...find, cursor });
    yield page.rows;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

type Bought = { readonly days: PurchaseDays; readonly spans: Spans };

/** First and last days of the two periods, as day numbers: they are compared with every customer's. */
export type Spans = {
  readonly now: readonly [number, number];
  readonly previous: readonly [number, number];
};

export function spansOf({ now, previous }: Pick<UnitedAsked, 'now' | 'previous'>): Spans {
  const of = ({ start, end }: Days) => [dayNumber(start), dayNumber(end)] as const;
  return { now: of(now), previous: of(previous) };
}

/** Adds what one of the group's people knows. */
export function tell(
  told: Map<string, Told>,
  customer: string,
  { days, spans: { now, previous } }: Bought,
): void {
  const before = told.get(customer);
  told.set(customer, {
    isOld: before?.isOld === true || dayFrom(days, -Infinity) < now[0],
    buys: before?.buys === true || dayFrom(days, now[0]) <= now[1],
    bought: before?.bought === true || dayFrom(days, previous[0]) <= previous[1],
  });
}

export function countsOf(told: Iterable<Told>): CustomerCounts {
  let [buying, repeat, retained] = [0, 0, 0];
  for (const { isOld, buys, bought } of told) {
    if (!buys) continue;
    buying += 1;
    if (isOld) repeat += 1;
    if (bought) retained += 1;
  }
  return { buying, first: buying - repeat, repeat, retained };
}
