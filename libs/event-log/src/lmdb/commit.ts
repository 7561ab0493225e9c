// A commit that says what failed. lmdb rejects with a stand-in and keeps the system's error behind `commitError`; not to
// await that one would end the process with an unhandled rejection.
import { statfsSync } from 'node:fs';
import { type Database } from 'lmdb';

/** Runs `write` as one durable, atomic step. Rejects with the system's own error. `write` must not throw. */
export async function commit(database: Database, write: () => void): Promise<void> {
  try {
    await database.batch(write);
  } catch (error) {
    throw await causeOf(error);
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

/** The system's error number, or lmdb's own below −30,000. */
export function errorNumber(error: unknown): number | undefined {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'number';
  return known ? Number(error.code) : undefined;
}

const ioError = 5;
const noSpace = 28;
const freeBytesMin = 1024 * 1024;

/** A disk that fills up in the middle of a write shows as a short write, which lmdb reports as an input/output error. */
export function isDiskFull(error: unknown, folder: string): boolean {
  const number = errorNumber(error);
  if (number !== ioError) return number === noSpace;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < freeBytesMin;
}
