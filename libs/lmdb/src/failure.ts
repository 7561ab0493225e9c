// What a failed commit of lmdb means. lmdb rejects with a stand-in and keeps the system's error behind `commitError`; not to
// await that one would end the process with an unhandled rejection.
import { statfsSync } from 'node:fs';

/** The system's own error. */
export async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error;
  try {
    await error.commitError;
  } catch (cause) {
    return cause;
  }
  return error;
}

/** The system's error number, or lmdb's own below −30,000. */
export function errorNumber(cause: unknown): number | undefined {
  const known = cause instanceof Error && 'code' in cause && typeof cause.code === 'number';
  return known ? Number(cause.code) : undefined;
}

const ioError = 5;
const noSpace = 28;
const freeBytesMin = 1024 * 1024;

/** A disk that fills up in the middle of a write shows as a short write, which lmdb reports as an input/output error. */
export function isDiskFull(cause: unknown, folder: string): boolean {
  const number = errorNumber(cause);
  if (number !== ioError) return number === noSpace;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < freeBytesMin;
}
