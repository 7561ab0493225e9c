// How an answer that was begun ends where it can't be done: the status line has been sent, so its last line says why.
import { LogError } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import { type Language, say } from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';
import { EdgeProblem } from '../http/edge-problem.js';
import { failureOf } from '../http/problem.js';
import { reasonOf } from '../projection/run.js';

export type LastWords = { readonly code: string; readonly message: string };

const told = [EdgeProblem, LogError, StoreError, KeyStoreError, ViewError];

/** In the reader's language; what has no sentence of its own is told by its own words. */
export function lastWords(error: unknown, language: Language): LastWords {
  if (!told.some((kind) => error instanceof kind)) {
    return { code: 'internal-error', message: reasonOf(error) };
  }
  const { code, text, values } = failureOf(error, 0);
  return { code, message: say(text, language, values) };
}

/** Rejects with the signal's reason if that comes first; the work goes on or ends by itself. */
export async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error); // whoever aborts gives one
  });
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
