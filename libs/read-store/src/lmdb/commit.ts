// A commit that fails as read stores do.
import { type Database } from 'lmdb';
import { commit as commitDurably, isDiskFull } from '@ledger/lmdb';
import { StoreError } from '../read-store.js';

/**
 * Runs `write`, which must not throw, as one durable, atomic step.
 * @throws StoreError `disk-full` or `io`
 */
export async function commit(database: Database, folder: string, write: () => void): Promise<void> {
  try {
    await commitDurably(database, write);
  } catch (cause) {
    const full = isDiskFull(cause, folder);
    const message = `the read store in ${folder} could not commit: ${String(cause)}`;
    throw new StoreError(full ? 'disk-full' : 'io', message, full, { cause });
  }
}
