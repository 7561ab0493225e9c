// After a failed append: what the log took, learnt from the log itself, and whether this writer goes on.
import { LogError } from '@ledger/event-log';

export type Learning = {
  /** Makes this process the partition's writer again, where it may still be. */
  takeOver(): Promise<void>;
  /** Reads from the log whatever is not known yet. */
  catchUp(): Promise<void>;
  readonly retryMs: number;
  /** Asked before each new attempt. */
  givesUp(): boolean;
};

/** `fenced`: another process has taken the partition over. */
export type Standing = 'writer' | 'fenced';

/**
 * Resolves when it is certain what the log holds and who its writer is, or when `givesUp`.
 * @throws whatever makes that impossible for this process: only a new start can tell then
 */
export async function learnOutcome(error: unknown, learning: Learning): Promise<Standing> {
  if (!(error instanceof LogError)) throw error;
  if (error.outcome === 'unknown' && !error.retriable) throw error;
  // A gap means that the log holds more than the state knows: that has to be read as well.
  const isKnown = error.outcome === 'not-appended' && error.code !== 'gap';
  let standing: Standing | undefined = error.code === 'fenced' ? 'fenced' : undefined;
  for (;;) {
    standing ??= await standingNow(learning);
    if (standing !== undefined && (isKnown || (await hasCaughtUp(learning)))) return standing;
    if (learning.givesUp()) return standing ?? 'writer';
    await new Promise((resolve) => setTimeout(resolve, learning.retryMs));
  }
}

export function isUnknown(error: unknown): boolean {
  return error instanceof LogError && error.outcome === 'unknown';
}

/** undefined while that can't be told. Once fenced it is not asked again: that would take the partition back. */
async function standingNow({ takeOver }: Learning): Promise<Standing | undefined> {
  try {
    await takeOver();
    return 'writer';
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return error.code === 'fenced' ? 'fenced' : undefined;
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
