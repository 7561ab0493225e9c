// Which late entries changed how many customers bought, were new or came back. The days of each customer that they speak of
// are taken back entry by entry, the latest first: any day up to the period's last may be what made it new there, or not. The
// periods of one answer look at the same rows, so what these say is put in order once for all of them.
import { dayNumber } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import {
  type Allowance,
  type Found,
  type LateAsked,
  type ReadSoFar,
  readLate,
} from '../late-rows.js';
import { daysBought } from './buyer.js';
import { type LateFigures, lateMembers } from './late-part.js';
import { type LateCustomers, type LatePurchase, LatePurchases } from './late-purchases.js';
import { unassigned } from './part.js';
import { type PurchaseDays } from './purchase.js';
import { type Dimension } from './space.js';
import { type UnitedAsked, purchasesOf, spansOf } from './united-customers.js';

export type LateCustomersAsked = Omit<LateAsked, 'from'> &
  Pick<UnitedAsked, 'now' | 'previous'> & {
    /** Whose customers they are: those of these members together. */
    readonly dimension: Dimension;
    readonly members: ReadonlySet<string>;
    /** The last entry that customers are told by. */
    readonly upTo: number;
  };

type BoughtView = Pick<View, 'getMany' | 'find'>;
/** Of each customer everybody's days. */
type Bought = ReadonlyMap<string, readonly PurchaseDays[]>;

/** What an answer has read so far of the customers of these members. */
type Reading = {
  readonly purchases: LatePurchases;
  /** By class of lateness how many of its pages. */
  readonly taken: Map<number, number>;
  /** Of several members all that is known now. */
  bought?: Bought;
};

type Pages = ReadSoFar['pages'];

const readings = new WeakMap<Allowance, Map<string, Reading>>();

/** In no order, those that changed something; undefined where more late rows lie there than may be looked at. */
export async function lateCustomersOf(
  views: { readonly late: Pick<View, 'find'>; readonly bought: BoughtView },
  asked: LateCustomersAsked,
  allowance: Allowance,
): Promise<readonly LateCustomers[] | undefined> {
  const read = await readLate(views.late, asked, allowance);
  if (read === undefined) return undefined;
  const reading = readingOf(allowance, asked);
  const rows = read.flatMap(([{ level }, { pages }]) => newRows(reading, level, pages));
  await take(reading, rows, { ...asked, view: views.bought });
  return reading.purchases.changedIn(spansOf(asked), asked.after);
}

function readingOf(allowance: Allowance, { dimension, members }: LateCustomersAsked): Reading {
  const known = readings.get(allowance) ?? new Map<string, Reading>();
  readings.set(allowance, known);
  const whose = JSON.stringify([dimension, ...members]);
  const reading = known.get(whose) ?? { purchases: new LatePurchases(), taken: new Map() };
  known.set(whose, reading);
  return reading;
}

function newRows({ taken }: Reading, level: number, pages: Pages): Pages[number] {
  const from = taken.get(level) ?? 0;
  taken.set(level, pages.length);
  return pages.slice(from).flat();
}

async function take(
  reading: Reading,
  rows: Pages[number],
  asked: LateCustomersAsked & { readonly view: BoughtView },
): Promise<void> {
  const { purchases } = reading;
  const found: (readonly [customer: string, LatePurchase])[] = [];
  const newcomers = new Set<string>();
  for (const row of rows) {
    if (row.sequence > asked.upTo) continue;
    // The collection of these late rows holds no others.
    eachPurchase(row as Found<LateFigures>, asked, (customer, purchase) => {
      found.push([customer, purchase]);
      if (!purchases.isKnown(customer)) newcomers.add(customer);
    });
  }
  if (newcomers.size > 0) {
    const bought = await boughtBy(reading, [...newcomers], asked);
    for (const customer of newcomers) purchases.know(customer, bought.get(customer) ?? []);
  }
  for (const [customer, purchase] of found) purchases.add(customer, purchase);
}

/** What the row says of these members' customers. */
function eachPurchase(
  row: Found<LateFigures>,
  { dimension, members }: LateCustomersAsked,
  take: (customer: string, purchase: LatePurchase) => void,
): void {
  const { parts, sequence, recordedOn } = row;
  for (const part of parts) {
    const [fact, [times = 0]] = part;
    if (fact !== 'bought') continue;
    const [customer = unassigned] = lateMembers(row, part, 'customer');
    if (customer === unassigned) continue;
    for (const member of lateMembers(row, part, dimension)) {
      if (!members.has(member)) continue;
      take(customer, { sequence, recordedOn, day: dayNumber(row.day), times });
    }
  }
}

/** On which days these customers bought, as is known now. */
async function boughtBy(
  reading: Reading,
  customers: readonly string[],
  { view, dimension, members }: LateCustomersAsked & { readonly view: BoughtView },
): Promise<Bought> {
  const [only] = members;
  if (only !== undefined && members.size === 1) {
    const days = await daysBought(view, [dimension, only], customers);
    return new Map(customers.map((one, i) => [one, [days[i] ?? '']]));
  }
  return (reading.bought ??= await boughtByAll(view, members));
}

async function boughtByAll(view: BoughtView, members: ReadonlySet<string>): Promise<Bought> {
  const bought = new Map<string, PurchaseDays[]>();
  for await (const purchases of purchasesOf(view, members)) {
    for (const { customer, days } of purchases) {
      const known = bought.get(customer) ?? [];
      bought.set(customer, known);
      known.push(days);
    }
  }
  return bought;
}
