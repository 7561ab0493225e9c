// A commit that says what failed. lmdb rejects with a stand-in and keeps the system's error behind `commitError`; not to
// await that one would end the process with an unhandled rejection.
import { statfsSync } from 'node:fs';
import { type Database } from 'lmdb';
import { StoreError } from '../read-store.js';

/**
 * Runs `write`, which must not throw, as one durable, atomic step.
 * @throws StoreError `disk-full` or `io`
 */
export async function commit(database: Database, folder: string, write: () => void): Promise<void> {
  try {
    await database.batch(write);
  } catch (error) {
    const cause = await causeOf(error);
    const full = isDiskFull(cause, folder);
    const message = `the read store in ${folder} could not commit: ${String(cause)}`;
    throw new StoreError(full ? 'disk-full' : 'io', message, full, { cause });
  }
}

async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error;
  try {
    await error.commitError;
  } catch (cause) {
    return cause;
  }
  return error;
}

const ioError = 5;
const noSpace = 28;
const freeBytesMin = 1024 * 1024;

/** A disk that fills up in the middle of a write shows as a short write, which lmdb reports as an input/output error. */
function isDiskFull(error: unknown, folder: string): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  if (error.code !== ioError) return error.code === noSpace;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < freeBytesMin;
}
