// Folds deals, leads and feedback into measure cells: columns of integers by space, calendar day or month, and chunk of members.
import {
  type Entry,
  type Projection,
  type Row,
  type RowKey,
  type Rows,
  oncePerEntry,
} from '@ledger/ledger';
import { Addresses, type Seat } from './address.js';
import { type CountedEvent, countedTypes } from './counted.js';
import { foldSettings, isOfSettings, monthStartOf, settingsKey, settingsTypes } from './months.js';
import { type Part, facts } from './part.js';
import { memberKeys, postingsOf } from './plan.js';
import { chunkSize } from './space.js';

/** One per scope or member: its number in each space that it stands in, and how many members its own spaces have. */
export type MemberRow = {
  readonly numbers: { readonly [scope: string]: number };
  readonly counts: { readonly [dimension: string]: number };
};

/** What is added to a month's cell and a day's, and at which place of their chunk. */
type Addition = {
  readonly cells: readonly RowKey[];
  readonly slot: number;
  readonly part: Part;
};

/** Where an entry's figures go, given who is numbered so far. */
type Settled = {
  readonly entry: Entry;
  readonly rows: Rows;
  /** Members first seen in this entry, with the numbers that they get, in that order. */
  readonly newcomers: ReadonlyMap<Seat, number>;
  readonly additions: readonly Addition[];
};

const addresses = new Addresses();
let latest: Settled | undefined;

/** `types` lets only what is counted through. */
const postingsIn = oncePerEntry((entry) => postingsOf(entry as Entry<CountedEvent>, addresses));

export const measureProjection: Projection = {
  name: 'measure',
  version: 3,
  collections: [settingsKey.collection, 'member', 'roster', ...Object.keys(facts)].map((name) => ({
    name,
    indexes: [],
  })),
  types: [...settingsTypes, ...countedTypes],

  keys: (entry) => {
    if (isOfSettings(entry)) return [settingsKey];
    addresses.keepBounded();
    return [settingsKey, ...memberKeys(postingsIn(entry))];
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
    for (const { cells, slot, part } of now.additions) {
      for (const cell of cells) add(cell, { slot, part }, rows);
    }
  },
};

function settled(entry: Entry, rows: Rows): Settled {
  const newcomers = new Map<Seat, number>();
  const additions: Addition[] = [];
  for (const { part, seats } of postingsIn(entry)) {
    const { fact, day } = part;
    const month = fact === 'bought' ? monthStartOf(day, rows) : day.slice(0, 7);
    for (const seat of seats) {
      const number = numberOf(seat, rows) ?? welcome(seat, newcomers, rows);
      const chunk = Math.floor(number / chunkSize);
      const cells = addresses.cells(seat.space, fact, { month, day, chunk });
      additions.push({ cells, slot: number % chunkSize, part });
    }
  }
  return { entry, rows, newcomers, additions };
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
function add(key: RowKey, { slot, part }: Omit<Addition, 'cells'>, rows: Rows): void {
  const { fact, values } = part;
  const width = facts[fact].length;
  const row = roomy(rows.get(key), slot, width);
  const cells = row['cells'] as Float64Array;
  for (let i = 0; i < width; i += 1) {
    const at = slot * width + i;
    const sum = (cells[at] ?? 0) + (values[i] ?? 0);
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
