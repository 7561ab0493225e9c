import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type ReadStore } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { readBuilds } from './build-record.js';
import { ProjectionRunner } from './runner.js';
import { Scribe, scoreCatalogue, scoreProjection } from './testing.js';

type Prepared = {
  readonly build: string;
  readonly use: string | undefined;
  readonly sequence: number;
  readonly serving: string | undefined;
};

/** A store that tells how full a build was when it was prepared, and which one served then. */
function watched(): { readonly store: ReadStore; readonly prepared: readonly Prepared[] } {
  const store = memoryReadStore();
  const prepared: Prepared[] = [];
  const prepare: ReadStore['prepare'] = async (build, collections, use) => {
    await store.prepare(build, collections, use);
    const { checkpoint } = await store.snapshot(build, 'acme');
    const { serving } = await readBuilds(store, 'score');
    const sequence = checkpoint?.sequence ?? 0;
    prepared.push({ build, use, sequence, serving: serving?.build });
  };
  return { store: { ...store, prepare }, prepared };
}

describe('a build that fills', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('is prepared for serving once it is full, while the one before it serves', async () => {
    const log = memoryEventLog();
    const players = Array.from({ length: 20 }, (_, n) => ({ player: `p${n}`, points: 1 }));
    await log.append(0, new Scribe().write('acme', players));
    const { store, prepared } = watched();
    const projections = [scoreProjection()];
    const runner = new ProjectionRunner({ log, store, catalogue: scoreCatalogue, projections });
    await runner.start();
    await runner.caughtUp();
    await runner.rebuild('score');
    await runner.stop();
    const [first, second] = ['score.v1.1', 'score.v1.2'];
    expect(prepared).toEqual([
      { build: first, use: 'filling', sequence: 0, serving: undefined },
      { build: first, use: 'serving', sequence: 20, serving: undefined },
      { build: second, use: 'filling', sequence: 0, serving: first },
      { build: second, use: 'serving', sequence: 20, serving: first },
    ]);
  });
});
