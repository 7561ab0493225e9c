// Folds deals, leads and feedback into measure cells: columns of integers by space, day or month of the ledger's calendar, and
// chunk of members.
import {
  type Entry,
  type Projection,
  type Row,
  type RowKey,
  type Rows,
  dateOfDay,
  dayNumber,
  oncePerEntry,
} from '@ledger/ledger';
import { Addresses, type Seat } from './address.js';
import { surroundingsOf } from './around.js';
import { Bought, buyerCollection } from './buyer.js';
import { type CountedEvent, countedTypes } from './counted.js';
import { type CountingDay, countingDay } from './counting-day.js';
import { countChanges } from './customer-count.js';
import { purchasesOf } from './customer-part.js';
import { type Fact, facts } from './part.js';
import { memberKeys, postingsOf } from './plan.js';
import { daysAdded, purchaseCollection, withTimes } from './purchase.js';
import { foldSettings, isOfSettings, settingsKey, settingsTypes } from './settings.js';
import { chunkSize, keptFacts } from './space.js';

/** One per scope or member: its number in each space that it stands in, and how many members its own spaces have. */
export type MemberRow = {
  readonly numbers: { readonly [scope: string]: number };
  readonly counts: { readonly [dimension: string]: number };
};

/** What is added to a month's cell and a day's, and at which place of their chunk. */
type Addition = {
  readonly cells: readonly RowKey[];
  readonly slot: number;
  readonly part: Figure;
};

/** What is added to a fact on a day. */
type Figure = {
  readonly fact: Fact;
  readonly day: string;
  readonly values: readonly number[];
};

/** Where an entry's figures go, given who is numbered so far. */
type Settled = {
  readonly entry: Entry;
  readonly rows: Rows;
  /** Members first seen in this entry, with the numbers that they get, in that order. */
  readonly newcomers: ReadonlyMap<Seat, number>;
  readonly additions: readonly Addition[];
  readonly bought: Bought;
};

const addresses = new Addresses();
let latest: Settled | undefined;

/** `types` lets only what is counted through. */
const postingsIn = oncePerEntry((entry) => postingsOf(entry as Entry<CountedEvent>, addresses));
const purchasesIn = oncePerEntry((entry) => purchasesOf(entry as Entry<CountedEvent>, addresses));

export const measureProjection: Projection = {
  name: 'measure',
  version: 6,
  collections: [
    ...[settingsKey.collection, 'member', 'roster', purchaseCollection, buyerCollection],
    ...keptFacts,
  ].map((name) => ({ name, indexes: [] })),
  types: [...settingsTypes, ...countedTypes],

  keys: (entry) => {
    if (isOfSettings(entry)) return [settingsKey];
    addresses.keepBounded();
    const bought = new Set(purchasesIn(entry).map(({ key }) => key));
    return [settingsKey, ...memberKeys(postingsIn(entry)), ...bought];
  },

  more: (entry, rows) => {
    if (isOfSettings(entry)) return [];
    latest = settled(entry, rows);
    const keys: RowKey[] = [];
    for (const [seat, number] of latest.newcomers) keys.push(rosterOf(seat, number));
    for (const { cells } of latest.additions) for (const cell of cells) keys.push(cell);
    return keys;
  },

  fold: (entry, rows) => {
    if (isOfSettings(entry)) return foldSettings(entry, rows);
    // `more` was asked about this entry before, with the same rows, but perhaps about others since.
    const known = latest?.entry === entry && latest.rows === rows ? latest : undefined;
    const now = known ?? settled(entry, rows);
    for (const [seat, number] of now.newcomers) join(seat, number, rows);
    for (const addition of now.additions) {
      for (const cell of addition.cells) add(cell, addition, rows);
    }
    now.bought.put();
  },
};

function settled(entry: Entry, rows: Rows): Settled {
  const newcomers = new Map<Seat, number>();
  const additions: Addition[] = [];
  let on: CountingDay | undefined;
  const post = (seat: Seat, part: Figure): void => {
    const { fact, day } = part;
    const number = numberOf(seat, rows) ?? welcome(seat, newcomers, rows);
    const chunk = Math.floor(number / chunkSize);
    if (on?.day !== day) on = countingDay(day, rows);
    const cells = addresses.cells(seat.space, fact, { on, chunk });
    additions.push({ cells, slot: number % chunkSize, part });
  };
  for (const { part, seats } of postingsIn(entry)) for (const seat of seats) post(seat, part);
  const bought = new Bought(rows);
  for (const purchase of purchasesIn(entry)) {
    const { seat, day: date, times } = purchase;
    const before = bought.days(purchase);
    const day = dayNumber(date);
    const after = withTimes(before, day, times);
    bought.set(purchase, after);
    const sign = daysAdded(before, after);
    if (sign === 0) continue;
    const others = sign > 0 ? before : after;
    const moved = { day, around: surroundingsOf(date, rows), sign };
    for (const [at, values] of countChanges(others, moved)) {
      post(seat, { fact: 'customers', day: at === day ? date : dateOfDay(at), values });
    }
  }
  return { entry, rows, newcomers, additions, bought };
}

/** The number that a member first seen gets: its space's next one. */
function welcome(seat: Seat, newcomers: Map<Seat, number>, rows: Rows): number {
  const known = newcomers.get(seat);
  if (known !== undefined) return known;
  let number = countOf(seat, rows);
  for (const { space } of newcomers.keys()) if (space === seat.space) number += 1;
  newcomers.set(seat, number);
  return number;
}

function rosterOf({ space }: Seat, number: number): RowKey {
  return addresses.roster(space, Math.floor(number / chunkSize));
}

function numberOf({ member, space }: Seat, rows: Rows): number | undefined {
  const row = rows.get(member.key) as MemberRow | undefined;
  return row?.numbers[space.scope.key.id];
}

function countOf({ space }: Seat, rows: Rows): number {
  const row = rows.get(space.scope.key) as MemberRow | undefined;
  return row?.counts[space.kept.by] ?? 0;
}

function join(seat: Seat, number: number, rows: Rows): void {
  const { space, member } = seat;
  change(member.key, rows, ({ numbers, counts }) => ({
    numbers: { ...numbers, [space.scope.key.id]: number },
    counts,
  }));
  change(space.scope.key, rows, ({ numbers, counts }) => ({
    numbers,
    counts: { ...counts, [space.kept.by]: number + 1 },
  }));
  const roster = rosterOf(seat, number);
  const ids = (rows.get(roster)?.['ids'] ?? []) as readonly string[];
  rows.put(roster, { ids: [...ids, member.id] });
}

function change(key: RowKey, rows: Rows, changed: (row: MemberRow) => MemberRow): void {
  const row = (rows.get(key) as MemberRow | undefined) ?? { numbers: {}, counts: {} };
  rows.put(key, changed(row));
}

/** @throws Error where a cell would leave the integers that a double holds exactly. */
function add(key: RowKey, { slot, part }: Addition, rows: Rows): void {
  const { fact, values } = part;
  const width = facts[fact].length;
  const row = roomy(rows.get(key), slot, width);
  const cells = row['cells'] as Float64Array;
  for (let i = 0; i < width; i += 1) {
    const by = values[i] ?? 0;
    if (by === 0) continue;
    const at = slot * width + i;
    const sum = (cells[at] ?? 0) + by;
    if (!Number.isSafeInteger(sum)) throw new Error(`${key.collection} ${key.id} overflows`);
    cells[at] = sum;
  }
  rows.put(key, row);
}

/** Columns grow by doubling up to a whole chunk: most spaces have few members, most cells of a wide one are low. */
function roomy(row: Row | undefined, slot: number, width: number): Row {
  const cells = row?.['cells'] as Float64Array | undefined;
  if (row !== undefined && cells !== undefined && cells.length > slot * width) return row;
  let room = 1;
  while (room <= slot) room *= 2;
  const grown = new Float64Array(Math.min(room, chunkSize) * width);
  if (cells !== undefined) grown.set(cells);
  return { cells: grown };
}
