// Keeps what entries changed that were recorded after the day on which they count: figures of periods that had ended by
// then. One row for each such day of an entry.
import { type Entry, type Projection, type RowKey } from '@ledger/ledger';
import {
  clockKey,
  isOpening,
  lateCollections,
  lateKey,
  recordedDay,
  setClock,
} from '../late-rows.js';
import { countedTypes, partsOf } from './counted.js';
import { lateFigures } from './late-part.js';
import { type Part } from './part.js';

const clockKeys = [clockKey];

export const lateProjection: Projection = {
  name: 'late-change',
  version: 3,
  collections: lateCollections,
  types: ['LedgerOpened', ...countedTypes],
  keys: () => clockKeys,
  // Most entries are recorded on the day on which they count: no row is looked for then.
  more: (entry, rows) => {
    if (isOpening(entry)) return [];
    const recordedOn = recordedDay(entry, rows);
    return daysOf(lateParts(entry, recordedOn)).map((day) => keyOf(entry, day, recordedOn));
  },
  fold: (entry, rows) => {
    if (isOpening(entry)) return setClock(entry, rows);
    const recordedOn = recordedDay(entry, rows);
    const parts = lateParts(entry, recordedOn);
    for (const day of daysOf(parts)) {
      const changed = parts.filter((part) => part.day === day);
      rows.put(keyOf(entry, day, recordedOn), lateFigures(recordedOn, changed)); // plain JSON
    }
  },
};

function keyOf({ sequence }: Entry, day: string, recordedOn: string): RowKey {
  return lateKey({ day, recordedOn, sequence });
}

function lateParts(entry: Entry, recordedOn: string): readonly Part[] {
  // `types` lets only what is counted through.
  return partsOf(entry as Parameters<typeof partsOf>[0]).filter(({ day }) => day < recordedOn);
}

function daysOf(parts: readonly Part[]): readonly string[] {
  return [...new Set(parts.map(({ day }) => day))];
}
