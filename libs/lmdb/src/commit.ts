// A commit that says what failed.
import { type Database } from 'lmdb';
import { causeOf } from './failure.js';

/** Runs `write` as one durable, atomic step. Rejects with the system's own error. `write` must not throw. */
export async function commit(database: Database, write: () => void): Promise<void> {
  try {
    await database.batch(write);
  } catch (error) {
    throw await causeOf(error);
  }
}
