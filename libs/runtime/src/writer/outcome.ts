// After a failed append: what the log took, learnt from the log itself.
import { LogError } from '@ledger/event-log';

export type Learning = {
  /** Reads from the log whatever is not known yet. */
  catchUp(): Promise<void>;
  readonly retryMs: number;
  /** Asked before each new attempt. */
  givesUp(): boolean;
};

/**
 * Resolves when it is certain what the log holds, or when `givesUp`.
 * @throws whatever makes that impossible for this process: only a new start can tell then
 */
export async function learnOutcome(error: unknown, learning: Learning): Promise<void> {
  if (!(error instanceof LogError)) throw error;
  // A gap means that the log holds more than the state knows: that has to be read as well.
  if (error.outcome === 'not-appended' && error.code !== 'gap') return;
  if (error.outcome === 'unknown' && !error.retriable) throw error;
  while (!(await hasCaughtUp(learning)) && !learning.givesUp()) {
    await new Promise((resolve) => setTimeout(resolve, learning.retryMs));
  }
}

async function hasCaughtUp({ catchUp }: Learning): Promise<boolean> {
  try {
    await catchUp();
    return true;
  } catch (error) {
    if (error instanceof LogError) return false;
    throw error;
  }
}
