// Folds deals into measure cells: columns of integers by space, calendar day or month, and chunk of members.
import { type Entry, type Projection, type Row, type RowKey, type Rows } from '@ledger/ledger';
import { type DealEvent } from '../deal/deal.events.js';
import { Addresses, type Seat, type Space } from './address.js';
import { type Part, countedTypes, facts } from './part.js';
import { type Posting, memberKeys, postingsOf } from './plan.js';
import { chunkSize } from './space.js';

/** One per scope or member: its number in each space that it stands in, and how many members its own spaces have. */
export type MemberRow = {
  readonly numbers: { readonly [scope: string]: number };
  readonly counts: { readonly [dimension: string]: number };
};

const addresses = new Addresses();
let latest: { readonly entry: Entry; readonly postings: readonly Posting[] } | undefined;

export const measureProjection: Projection = {
  name: 'measure',
  version: 1,
  collections: ['member', 'roster', ...Object.keys(facts)].map((name) => ({ name, indexes: [] })),
  types: countedTypes,

  keys: (entry) => {
    addresses.keepBounded();
    return memberKeys(dealEntry(entry), addresses);
  },

  more(entry, rows) {
    const keys: RowKey[] = [];
    const newcomers = new Newcomers();
    for (const posting of planOf(entry)) {
      for (const seat of posting.seats) {
        let number = numberOf(seat, rows);
        if (number === undefined) {
          number = newcomers.numberOf(seat, countOf(seat, rows));
          keys.push(addresses.roster(seat.space, chunkOf(number)));
        }
        forCells(posting, seat, chunkOf(number), (key) => keys.push(key));
      }
    }
    return keys;
  },

  fold(entry, rows) {
    for (const posting of planOf(entry)) {
      for (const seat of posting.seats) {
        const number = numberOf(seat, rows) ?? join(seat, rows);
        const slot = number % chunkSize;
        forCells(posting, seat, chunkOf(number), (key) => add(key, slot, posting.part, rows));
      }
    }
  },
};

/** The numbers that fold will give to members first seen in an entry: each space's next ones, in the order of seats. */
class Newcomers {
  readonly #numbers = new Map<Seat, number>();
  readonly #joined = new Map<Space, number>();

  numberOf(seat: Seat, count: number): number {
    const known = this.#numbers.get(seat);
    if (known !== undefined) return known;
    const before = this.#joined.get(seat.space) ?? 0;
    this.#joined.set(seat.space, before + 1);
    this.#numbers.set(seat, count + before);
    return count + before;
  }
}

/** `types` lets only deal events through. */
function dealEntry(entry: Entry): Entry<DealEvent> {
  return entry as Entry<DealEvent>;
}

/** Made by `more`, used again by `fold` of the same entry right after it. */
function planOf(entry: Entry): readonly Posting[] {
  if (latest?.entry !== entry)
    latest = { entry, postings: postingsOf(dealEntry(entry), addresses) };
  return latest.postings;
}

function forCells(
  posting: Posting,
  { space }: Seat,
  chunk: number,
  see: (key: RowKey) => void,
): void {
  const { part, month } = posting;
  see(addresses.cell(space, part.fact, month, chunk));
  if (space.kept.grain === 'day') see(addresses.cell(space, part.fact, part.day, chunk));
}

function chunkOf(number: number): number {
  return Math.floor(number / chunkSize);
}

function numberOf({ member, space }: Seat, rows: Rows): number | undefined {
  const row = rows.get(member.key) as MemberRow | undefined;
  return row?.numbers[space.scope.key.id];
}

function countOf({ space }: Seat, rows: Rows): number {
  const row = rows.get(space.scope.key) as MemberRow | undefined;
  return row?.counts[space.kept.by] ?? 0;
}

/** Gives the member the space's next number. */
function join(seat: Seat, rows: Rows): number {
  const { space, member } = seat;
  const number = countOf(seat, rows);
  change(member.key, rows, ({ numbers, counts }) => ({
    numbers: { ...numbers, [space.scope.key.id]: number },
    counts,
  }));
  change(space.scope.key, rows, ({ numbers, counts }) => ({
    numbers,
    counts: { ...counts, [space.kept.by]: number + 1 },
  }));
  const roster = addresses.roster(space, chunkOf(number));
  const ids = (rows.get(roster)?.['ids'] ?? []) as readonly string[];
  rows.put(roster, { ids: [...ids, member.id] });
  return number;
}

function change(key: RowKey, rows: Rows, changed: (row: MemberRow) => MemberRow): void {
  const row = (rows.get(key) as MemberRow | undefined) ?? { numbers: {}, counts: {} };
  rows.put(key, changed(row));
}

/** @throws Error where a cell would leave the integers that a double holds exactly. */
function add(key: RowKey, slot: number, { fact, values }: Part, rows: Rows): void {
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
