// The embedded event log: one append-only database of entries for all ledgers (docs/adr/0004).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EventLog, LogError } from '../event-log.js';
import { offsetTail } from '../offset-tail.js';
import { appender } from './appender.js';
import { durable } from './durable.js';
import { format, openEnvironment } from './environment.js';

export const eventLogFormat = format.version;

/** Whether there is a log in the folder; opening one where there is none begins it. */
export function hasEventLog(folder: string): boolean {
  return existsSync(join(folder, 'data.mdb'));
}

/**
 * Opens the log in `folder`, or begins one. One process at a time: the folder's lock is the caller's.
 * @throws LogError `newer-format`, `corrupt` or `io`
 */
export function lmdbEventLog(folder: string): EventLog {
  const environment = openEnvironment(folder);
  const log = durable(environment);
  const append = appender(environment, log, folder);
  const tails = offsetTail(log);
  let appending: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  function open(): void {
    if (closing !== undefined) {
      throw new LogError('closed', 'the log is closed', 'not-appended', false);
    }
  }

  async function close(): Promise<void> {
    tails.close();
    await appending?.catch(() => undefined); // who appends is told
    await environment.root.close();
  }

  return {
    partitions: 1,
    partitionOf: () => 0,
    takeOver: async (partition) => {
      open();
      onlyPartition(partition);
    },
    append: async (partition, batch) => {
      open();
      onlyPartition(partition);
      if (appending !== undefined) throw new Error('an append has not ended yet');
      appending = append(batch).finally(() => (appending = undefined));
      await appending;
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
      return log.read(ledger, from, limit);
    },
    readEach: async (ledger, sequences) => {
      open();
      return log.readEach(ledger, sequences);
    },
    head: async (ledger) => {
      open();
      return log.headOf(ledger);
    },
    ledgers: async (partition = 0) => {
      open();
      onlyPartition(partition);
      return log.ledgers();
    },
    halts: async () => [], // it takes nothing that does not follow; damage shows where it is read
    close: () => (closing ??= close()),
  };
}

function onlyPartition(partition: number): void {
  if (partition !== 0) throw new Error(`an embedded log has no partition ${partition}`);
}
