// Appending to lmdb: one commit per batch, read back before it counts, and an honest word where it fails.
import { type EntryRecord } from '@ledger/ledger';
import { commit, errorNumber, isDiskFull } from '@ledger/lmdb';
import { continuation } from '../continuation.js';
import { LogError } from '../event-log.js';
import { type Durable } from './durable.js';
import { type Environment, lastOffset } from './environment.js';
import { runIndex, runsBegun } from './runs.js';

/** @throws LogError; after one whose outcome is unknown, every further call does */
export function appender(
  environment: Environment,
  log: Durable,
  folder: string,
): (batch: readonly EntryRecord[]) => Promise<void> {
  const { root, entries } = environment;
  const runs = runIndex(environment);
  let unsure = false;

  function write(batch: readonly EntryRecord[]): Promise<void> {
    const first = log.end() + 1;
    const begun = runsBegun(batch, first, log.ledgerAtEnd());
    return commit(root, () => {
      runs.put(begun);
      for (const [index, { bytes }] of batch.entries()) {
        // Each of these promises rejects when the commit does; the commit's own says it once.
        entries.put(first + index, bytes, { append: true }).catch(() => undefined);
      }
    });
  }

  /** lmdb drops an append whose key is not the highest, and says nothing inside a batch. */
  function readsBack(batch: readonly EntryRecord[]): boolean {
    const expected = batch.at(-1)?.bytes;
    const stored = entries.get(log.end() + batch.length);
    return expected !== undefined && stored !== undefined && Buffer.compare(stored, expected) === 0;
  }

  function failure(error: unknown): LogError {
    const message = `the log in ${folder} could not commit: ${String(error)}`;
    root.resetReadTxn(); // look at what is there now, not at this turn's snapshot
    const certain = errorNumber(error) !== undefined && lastOffset(entries) === log.end();
    if (certain && isDiskFull(error, folder)) {
      return new LogError('disk-full', message, 'not-appended', true, { cause: error });
    }
    unsure = true;
    return new LogError('io', message, 'unknown', false, { cause: error });
  }

  return async (batch) => {
    if (unsure) {
      const message = 'the outcome of an earlier append is unknown: open the log again and look';
      throw new LogError('io', message, 'not-appended', false);
    }
    const heads = continuation(batch, (ledger) => log.headOf(ledger));
    if (batch.length === 0) return;
    try {
      await write(batch);
    } catch (error) {
      throw failure(error);
    }
    if (!readsBack(batch)) throw failure(new Error('the last entry does not read back'));
    log.advance(batch, heads);
  };
}
