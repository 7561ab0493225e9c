// What of a stretch of entries is new, worked out before anything is written: pure, so that it can be done again.
import { type EntryRecord } from '@ledger/ledger';
import { type Halt } from '../entry-index.js';
import { differs, doesNotFollow } from '../halt.js';

export type Known = {
  readonly heads: ReadonlyMap<string, number>;
  readonly halts: ReadonlyMap<string, Halt>;
  /** Ledger → sequence → bytes, of the entries that come once more. */
  readonly stored: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
};

export type Taken = {
  readonly fresh: readonly EntryRecord[];
  /** Of ledgers with fresh entries. */
  readonly heads: ReadonlyMap<string, number>;
  /** Found just now. */
  readonly halts: readonly Halt[];
};

export function taken(records: readonly EntryRecord[], known: Known): Taken {
  const fresh = new Map<string, EntryRecord[]>();
  const halts = new Map<string, Halt>();
  for (const record of records) {
    const { ledger, sequence } = record;
    if (known.halts.has(ledger) || halts.has(ledger)) continue;
    const before = known.heads.get(ledger) ?? 0;
    const own = fresh.get(ledger) ?? [];
    const head = before + own.length;
    if (sequence === head + 1) {
      own.push(record);
      fresh.set(ledger, own);
    } else if (sequence > head) halts.set(ledger, doesNotFollow(record, head));
    else {
      const there = known.stored.get(ledger)?.get(sequence) ?? own[sequence - before - 1]?.bytes;
      const isSame = there !== undefined && Buffer.compare(there, record.bytes) === 0;
      if (!isSame) halts.set(ledger, differs(record));
    }
  }
  const heads = [...fresh].map(([ledger, own]): [string, number] => [
    ledger,
    (known.heads.get(ledger) ?? 0) + own.length,
  ]);
  return { fresh: [...fresh.values()].flat(), heads: new Map(heads), halts: [...halts.values()] };
}
