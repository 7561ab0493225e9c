// How many entries to read at a time: many, but no more bytes than memory should hold.
import { type EntryRecord } from '@ledger/ledger';

/** Large enough that a commit's own cost disappears, small enough that nobody waits long for the event loop. */
export const batchEntriesMax = 4_000;
const batchBytesMax = 8 * 1024 * 1024;

/**
 * Learns from each read how large entries are.
 * @param entriesMax what the store takes best
 */
export function readLimit(entriesMax = batchEntriesMax): {
  of(wanted: number): number;
  saw(records: readonly EntryRecord[]): void;
} {
  let limit = batchEntriesMax / 8;
  return {
    of: (wanted) => Math.min(wanted, limit),
    saw: (records) => {
      const bytes = records.reduce((sum, record) => sum + record.bytes.byteLength, 0);
      const fitting = Math.floor((batchBytesMax * records.length) / Math.max(bytes, 1));
      limit = Math.max(1, Math.min(entriesMax, limit * 2, fitting));
    },
  };
}
