// Keeps what entries changed that were recorded after the day on which they count: figures of periods that had ended by
// then. One row for each such day of an entry, found by that day.
import { type Entry, type Projection, type RowKey, type Rows, todayIn } from '@ledger/ledger';
import { type LedgerOpened } from '../ledger/ledger.events.js';
import { countedTypes, partsOf } from './counted.js';
import { type Fact, type Part } from './part.js';
import { type Dimension, dimensionNames, membersOf } from './space.js';

export const lateCollection = 'late';

/** One part of a figure: how much of which fact, under whom. */
export type LatePart = {
  readonly fact: Fact;
  readonly values: readonly number[];
  readonly members: { readonly [dimension in Dimension]: readonly string[] };
};

/** What a late entry changed on one day. */
export type LateRow = {
  readonly sequence: number;
  readonly subject: string;
  readonly type: string;
  readonly actor: string;
  /** ISO instant. */
  readonly time: string;
  /** The business day of `time` in the ledger's time zone. */
  readonly recordedOn: string;
  readonly parts: readonly LatePart[];
};

const clockKey: RowKey = { collection: 'clock', id: 'ledger' };
const clockKeys = [clockKey];

export const lateProjection: Projection = {
  name: 'late-change',
  version: 1,
  collections: [
    { name: 'clock', indexes: [] },
    { name: lateCollection, indexes: [] },
  ],
  types: ['LedgerOpened', ...countedTypes],
  keys: () => clockKeys,
  // Most entries are recorded on the day on which they count: no row is looked for then.
  more: (entry, rows) => {
    if (entry.type === 'LedgerOpened') return [];
    return daysOf(lateParts(entry, recordedDay(entry, rows))).map((day) => lateKey(entry, day));
  },
  fold: (entry, rows) => {
    if (entry.type === 'LedgerOpened') {
      const { timeZone } = entry.data as LedgerOpened['data']; // its type says so
      return rows.put(clockKey, { timeZone });
    }
    const recordedOn = recordedDay(entry, rows);
    const parts = lateParts(entry, recordedOn);
    for (const day of daysOf(parts)) {
      const { sequence, subject, type, actor, time } = entry;
      const changed = parts.filter((part) => part.day === day).map(latePart);
      const row: LateRow = { sequence, subject, type, actor, time, recordedOn, parts: changed };
      rows.put(lateKey(entry, day), row); // plain JSON
    }
  },
};

/** Sorts by day, then by sequence. */
export function lateId(day: string, sequence: number): string {
  return `${day}|${String(sequence).padStart(10, '0')}`;
}

function lateKey({ sequence }: Entry, day: string): RowKey {
  return { collection: lateCollection, id: lateId(day, sequence) };
}

function lateParts(entry: Entry, recordedOn: string): readonly Part[] {
  // `types` lets only what is counted through.
  return partsOf(entry as Parameters<typeof partsOf>[0]).filter(({ day }) => day < recordedOn);
}

function daysOf(parts: readonly Part[]): readonly string[] {
  return [...new Set(parts.map(({ day }) => day))];
}

function recordedDay({ time }: Entry, rows: Rows): string {
  const timeZone = rows.get(clockKey)?.['timeZone'];
  if (typeof timeZone !== 'string') throw new Error('an entry before LedgerOpened');
  return todayIn(timeZone, time);
}

function latePart({ fact, values, place }: Part): LatePart {
  const members = dimensionNames.map((name) => [name, membersOf(name, place)] as const);
  return { fact, values, members: Object.fromEntries(members) as LatePart['members'] }; // all of them
}
