// A file that can't be read or written is the person's to mend: a sentence and 2, never a stack.
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';

export function unreadable(given: Given, file: string, error: unknown): Exit {
  return problemOf(given, 'errorFileMissing', { file, error });
}

export function unwritable(given: Given, file: string, error: unknown): Exit {
  return problemOf(given, 'errorFileUnwritable', { file, error });
}

function problemOf(
  { speak }: Given,
  key: 'errorFileMissing' | 'errorFileUnwritable',
  { file, error }: { readonly file: string; readonly error: unknown },
): Exit {
  const reason = error instanceof Error ? error.message : String(error);
  return new Exit(exitCodes.unusable, speak(key, { file, reason }));
}
