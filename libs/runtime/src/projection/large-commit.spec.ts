import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type ReadStore, StoreError } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from './runner.js';
import { Scribe, scoreCatalogue, scoreProjection } from './testing.js';

/** Of rows; 500 entries, which is what a fold begins again with, change fewer. */
const takenMax = 800;

describe('a store that takes small commits only', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('is given smaller ones until all is shown', async () => {
    const store = memoryReadStore();
    let refused = 0;
    const narrow: ReadStore = {
      ...store,
      commit: async (...step) => {
        if (step[4].length <= takenMax) return store.commit(...step);
        refused += 1;
        throw new StoreError('io', 'too large', true);
      },
    };
    const log = memoryEventLog();
    const players = Array.from({ length: 3_000 }, (_, n) => ({ player: `p${n}`, points: 1 }));
    await log.append(0, new Scribe().write('acme', players));
    const runner = new ProjectionRunner({
      log,
      store: narrow,
      catalogue: scoreCatalogue,
      projections: [scoreProjection()],
      onFatal: (error) => {
        throw error;
      },
    });
    await runner.start();
    await runner.caughtUp();
    await runner.stop();
    expect(refused).toBeGreaterThan(0);
    expect(runner.serving('score')?.in('acme')?.checkpoint?.sequence).toBe(3_000);
  });
});
