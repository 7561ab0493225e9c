// A long task rides out what passes by itself: a writer that changes hands, a server that starts again, read models that
// are behind. A single request is answered instead, and its caller asks again.
import { setMaxListeners } from 'node:events';
import { LogError, paused } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import { GatewayError, Rejection } from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';

export type PatienceOptions = {
  /** How long failures are borne while nothing succeeds; 30 s if not given. */
  readonly standstillMsMax?: number;
  /** Aborted where nobody waits for the task any more: nothing of it is begun or tried again from then on. */
  readonly signal?: AbortSignal;
};

const standstillMsMaxDefault = 30_000;
const pauseMsMin = 25;
const pauseMsMax = 5_000;

/** Of one task, whose parts may be under way side by side. Where one of them gets on, others may go on; where one fails, all end. */
export class Patience {
  private readonly standstillMsMax: number;
  private readonly ending = new AbortController();
  private gotOnMs = 0;

  constructor({ standstillMsMax = standstillMsMaxDefault, signal }: PatienceOptions = {}) {
    this.standstillMsMax = standstillMsMax;
    setMaxListeners(0, this.ending.signal); // each part that pauses listens
    const end = (): void => this.ending.abort(signal?.reason);
    if (signal?.aborted === true) end();
    signal?.addEventListener('abort', end, { once: true });
  }

  /**
   * @param work is safe to do again, as a command with an idempotency key is
   * @throws Rejection, which is an answer; what does not pass by itself, the last failure once nothing has got on for too long,
   * or why all of it has ended
   */
  async with<T>(work: () => Promise<T>): Promise<T> {
    let failedMs: number | undefined;
    const { signal } = this.ending;
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      try {
        const result = await work();
        this.gotOnMs = performance.now();
        return result;
      } catch (error) {
        const nowMs = performance.now();
        if (error instanceof Rejection) {
          this.gotOnMs = nowMs;
          throw error;
        }
        failedMs ??= nowMs;
        const stoodMs = nowMs - Math.max(failedMs, this.gotOnMs);
        if (!passes(error) || stoodMs >= this.standstillMsMax) {
          this.ending.abort(error);
          throw error;
        }
      }
      await paused(pauseMsAfter(failures), signal);
    }
  }
}

/** The same for a task of one part. */
export function patiently<T>(work: () => Promise<T>, standstillMsMax?: number): Promise<T> {
  return new Patience(standstillMsMax === undefined ? {} : { standstillMsMax }).with(work);
}

/** Ever longer, and not the same for all who failed at once. */
function pauseMsAfter(failures: number): number {
  const ms = Math.min(pauseMsMax, pauseMsMin * 2 ** (failures - 1));
  return ms * (0.5 + Math.random() / 2);
}

function passes(error: unknown): boolean {
  if (error instanceof GatewayError) return true;
  if (error instanceof ViewError) return passingViews.has(error.code);
  return (
    (error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError) &&
    error.retriable
  );
}

/** Of what is shown: an entry index that is behind does not hold a recorded entry either. */
const passingViews: ReadonlySet<ViewError['code']> = new Set([
  'read-model-behind',
  'read-model-rebuilding',
  'entry-not-recorded',
]);
