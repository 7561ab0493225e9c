// What the log or the store could not do is done again, ever more slowly; a full disk may be emptied after an hour.
import { LogError } from '@ledger/event-log';
import { StoreError } from '@ledger/read-store';

const pauseMsMin = 25;
const pauseMsMax = 5_000;

export function isRetriable(error: unknown): boolean {
  return (error instanceof StoreError || error instanceof LogError) && error.retriable;
}

/** @param failures how many attempts failed one after another */
export function pauseAfter(failures: number): Promise<void> {
  const ms = Math.min(pauseMsMax, pauseMsMin * 2 ** (failures - 1));
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @throws what can't be retried, or the last failure once it is over */
export async function retried<T>(
  work: () => Promise<T>,
  onFailure: (error: unknown) => 'again' | 'over',
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRetriable(error) || onFailure(error) === 'over') throw error;
      await pauseAfter(failures);
    }
  }
}
