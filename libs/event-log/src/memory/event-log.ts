// The event log in memory: for tests, and for what is thrown away with the process.
import { type EntryRecord } from '@ledger/ledger';
import { continuation } from '../continuation.js';
import { type EventLog, LogError } from '../event-log.js';
import { offsetTail, tailBytesMax } from '../offset-tail.js';

export function memoryEventLog(): EventLog {
  const all: EntryRecord[] = [];
  const ledgers = new Map<string, EntryRecord[]>();
  const tails = offsetTail({ end: () => all.length, scan });
  let closed = false;

  function open(): void {
    if (closed) throw new LogError('closed', 'the log is closed', 'not-appended', false);
  }

  function scan(first: number, limit: number): readonly EntryRecord[] {
    const found: EntryRecord[] = [];
    let bytes = 0;
    for (const entry of all.slice(first - 1, first - 1 + limit)) {
      found.push(entry);
      bytes += entry.bytes.byteLength;
      if (bytes >= tailBytesMax) break;
    }
    return found;
  }

  return {
    partitions: 1,
    partitionOf: () => 0,
    takeOver: async (partition) => {
      open();
      onlyPartition(partition);
    },
    append: async (partition, entries) => {
      open();
      onlyPartition(partition);
      continuation(entries, (ledger) => ledgers.get(ledger)?.length ?? 0);
      for (const { ledger, sequence, bytes } of entries) {
        const entry = { ledger, sequence, bytes: Uint8Array.from(bytes) };
        all.push(entry);
        const own = ledgers.get(ledger);
        if (own === undefined) ledgers.set(ledger, [entry]);
        else own.push(entry);
      }
      tails.wake();
    },
    tail: (partition, from, options) => {
      onlyPartition(partition);
      return tails.tail(from, options);
    },
    end: async (partition) => {
      open();
      onlyPartition(partition);
      return tails.end();
    },
    read: async (ledger, from, limit) => {
      open();
      return ledgers.get(ledger)?.slice(from - 1, from - 1 + limit) ?? [];
    },
    readEach: async (ledger, sequences) => {
      open();
      const own = ledgers.get(ledger) ?? [];
      return sequences.map((sequence) => own[sequence - 1]);
    },
    head: async (ledger) => {
      open();
      return ledgers.get(ledger)?.length ?? 0;
    },
    ledgers: async (partition = 0) => {
      open();
      onlyPartition(partition);
      return [...ledgers.keys()].sort();
    },
    halts: async () => [], // it takes nothing that does not follow
    close: async () => {
      closed = true;
      tails.close();
    },
  };
}

function onlyPartition(partition: number): void {
  if (partition !== 0) throw new Error(`a log in memory has no partition ${partition}`);
}
