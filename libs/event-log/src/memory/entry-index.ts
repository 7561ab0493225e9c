// The entry index in memory: for tests, and for small installations that may read the whole log again at every start.
import { type EntryRecord } from '@ledger/ledger';
import { type EntryIndex, type Halt } from '../entry-index.js';
import { LogError } from '../event-log.js';
import { differs, doesNotFollow } from '../halt.js';

type Ledger = {
  readonly partition: number;
  readonly entries: EntryRecord[];
  halt?: Halt | undefined;
};

export function memoryEntryIndex(): EntryIndex {
  const ledgers = new Map<string, Ledger>();
  const positions = new Map<number, number>();
  let owner: string | undefined;
  let closed = false;

  function open(): void {
    if (closed) throw new LogError('closed', 'the entry index is closed', 'not-appended', false);
  }

  function ledgerOf(name: string, partition: number): Ledger {
    const known = ledgers.get(name);
    if (known !== undefined) return known;
    const begun: Ledger = { partition, entries: [] };
    ledgers.set(name, begun);
    return begun;
  }

  return {
    claimedBy: async (log) => {
      open();
      return (owner ??= log);
    },
    position: async (partition) => {
      open();
      return positions.get(partition) ?? 0;
    },
    store: async (partition, entries, position) => {
      open();
      const halts = new Set<Halt>();
      for (const entry of entries) {
        const ledger = ledgerOf(entry.ledger, partition);
        const halt = (ledger.halt ??= take(ledger.entries, entry));
        if (halt !== undefined) halts.add(halt);
      }
      const before = positions.get(partition) ?? 0;
      positions.set(partition, Math.max(position, before));
      return { halts: [...halts], isRepeat: before >= position };
    },
    read: async (ledger, from, limit) => {
      open();
      return ledgers.get(ledger)?.entries.slice(from - 1, from - 1 + limit) ?? [];
    },
    readEach: async (ledger, sequences) => {
      open();
      const own = ledgers.get(ledger)?.entries ?? [];
      return sequences.map((sequence) => own[sequence - 1]);
    },
    head: async (ledger) => {
      open();
      return ledgers.get(ledger)?.entries.length ?? 0;
    },
    ledgers: async (partition) => {
      open();
      return [...ledgers]
        .filter(([, ledger]) => ledger.entries.length > 0)
        .filter(([, ledger]) => partition === undefined || ledger.partition === partition)
        .map(([name]) => name)
        .sort();
    },
    halts: async (partition) => {
      open();
      return [...ledgers.values()]
        .filter((ledger) => partition === undefined || ledger.partition === partition)
        .flatMap(({ halt }) => (halt === undefined ? [] : [halt]));
    },
    close: async () => {
      closed = true;
    },
  };
}

/** Adds the entry, or passes over it where it is there already; otherwise says what is wrong. */
function take(known: EntryRecord[], entry: EntryRecord): Halt | undefined {
  const { ledger, sequence, bytes } = entry;
  const there = known[sequence - 1];
  if (there !== undefined) {
    return Buffer.compare(there.bytes, bytes) === 0 ? undefined : differs(entry);
  }
  if (sequence !== known.length + 1) return doesNotFollow(entry, known.length);
  known.push({ ledger, sequence, bytes: Uint8Array.from(bytes) });
  return undefined;
}
