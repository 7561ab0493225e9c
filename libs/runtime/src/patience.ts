// A long task rides out what passes by itself: a writer that changes hands, a server that starts again, read models that
// are behind. A single request is answered instead, and its caller asks again.
import { LogError } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import { GatewayError } from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';
import { pauseAfter } from './projection/retry.js';

/** Well below the time after which a connection without a byte is closed. */
const waitMsMaxDefault = 30_000;

/**
 * @param work is safe to do again, as a command with an idempotency key is
 * @param waitMsMax how long it is tried again after it first failed
 * @throws what does not pass by itself, or the last failure once that time is over
 */
export async function patiently<T>(
  work: () => Promise<T>,
  waitMsMax = waitMsMaxDefault,
): Promise<T> {
  const until = performance.now() + waitMsMax;
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || performance.now() >= until) throw error;
      await pauseAfter(failures);
    }
  }
}

function passes(error: unknown): boolean {
  if (error instanceof GatewayError) return true;
  if (error instanceof ViewError) {
    return error.code === 'read-model-behind' || error.code === 'entry-not-recorded';
  }
  return (
    (error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError) &&
    error.retriable
  );
}
