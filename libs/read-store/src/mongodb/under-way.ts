// What is under way in the store: its end waits for that. What may be asked in any number takes turns at the connections: a
// thousand ledgers times a dozen read models may be behind at once.
import { type Gate, gate, shareOf } from '@ledger/mongodb';
import { StoreError } from '../read-store.js';
import { type Layout } from './layout.js';
import { told } from './told.js';

export type Work = <T>(doing: string, ask: () => Promise<T>) => Promise<T>;

export type UnderWay = {
  /** Whatever there is little of. */
  readonly work: Work;
  readonly reading: Work;
  readonly committing: Work;
  /** Lets nothing more in; what still waits for its turn is not begun. Resolves when all else has ended. */
  readonly end: () => Promise<void>;
};

export function underWay({ client }: Layout): UnderWay {
  const { maxPoolSize } = client.options;
  const running = new Set<Promise<unknown>>();
  let isOver = false;

  function open(): void {
    if (isOver) throw new StoreError('closed', 'the read store is closed', false);
  }

  const inTurns =
    (enter: Gate): Work =>
    (doing, ask) =>
      work(doing, () =>
        enter(() => {
          open();
          return ask();
        }),
      );

  async function work<T>(doing: string, ask: () => Promise<T>): Promise<T> {
    open();
    const asked = told(doing, ask);
    running.add(asked);
    try {
      return await asked;
    } finally {
      running.delete(asked);
    }
  }

  return {
    work,
    reading: inTurns(gate(shareOf(maxPoolSize, 0.4))),
    committing: inTurns(gate(shareOf(maxPoolSize, 0.5))), // what is left is for all other questions
    end: async () => {
      isOver = true;
      await Promise.allSettled(running);
    },
  };
}
