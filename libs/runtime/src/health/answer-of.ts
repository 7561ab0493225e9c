// Whether a store answers. One that hangs is as good as one that fails, and a supervisor does not wait for long.
import { LogError } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import { StoreError } from '@ledger/read-store';

export type Status = 'up' | 'down';

/** `isLate`: it may still answer. */
export type Answer<T> = {
  readonly status: Status;
  readonly value?: T;
  readonly isLate?: boolean;
};

export const answerMsMax = 2_000;

/** A store that fails is what is asked for here; a defect is none. */
export async function answerOf<T>(asked: Promise<T>, msMax = answerMsMax): Promise<Answer<T>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'down', isLate: true }), msMax);
  });
  try {
    return await Promise.race([asked.then(up), tooLate]);
  } catch (error) {
    const isStore =
      error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError;
    if (isStore) return { status: 'down' };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function up<T>(value: T): Answer<T> {
  return { status: 'up', value };
}
