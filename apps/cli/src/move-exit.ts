// How the program ends where a ledger is not moved: by whose fault, with the refusal's own code.
import { type MoveCode } from '@ledger/runtime/opening';
import { Exit, type ExitCode, exitCodes } from './exit.js';
import { type Given } from './given.js';

/** All others are faults of the files. */
const others: { readonly [code in MoveCode]?: ExitCode } = {
  'ledger-exists': exitCodes.refused,
  'ledger-differs': exitCodes.refused,
  'ledger-another': exitCodes.refused,
  'ledger-key-missing': exitCodes.refused,
  'ledger-key-differs': exitCodes.refused,
  'partition-taken': exitCodes.unreachable,
  'log-unavailable': exitCodes.unreachable,
};

/** The error itself where it is none of these. */
export async function moveExit({ language, speak }: Given, error: unknown): Promise<unknown> {
  const { MoveRefusal } = await import('@ledger/runtime/opening');
  if (error instanceof MoveRefusal) {
    const detail = error.say(language);
    const { code } = error;
    return new Exit(others[code] ?? exitCodes.unusable, `${detail} (${code})`, { code, detail });
  }
  const { LogError } = await import('@ledger/event-log');
  const { KeyStoreError } = await import('@ledger/key-store');
  if (!(error instanceof LogError || error instanceof KeyStoreError)) return error;
  const detail = speak('errorStore', { reason: error.message });
  return new Exit(exitCodes.unreachable, detail, { code: error.code, detail });
}
