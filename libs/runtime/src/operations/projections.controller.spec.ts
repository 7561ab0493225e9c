import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { type Projection, realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { Runtime } from '../runtime.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { ProjectionsController, RebuildsController } from './projections.controller.js';

const model: Projection = {
  name: 'deal',
  version: 1,
  types: [],
  collections: [],
  keys: () => [],
  fold: () => [],
};

describe('operating routes', () => {
  const runtime = async (): Promise<Runtime> => {
    const parts = {
      slices: [],
      log: memoryEventLog(),
      readStore: memoryReadStore(),
      openScratch: () => Promise.resolve(memoryReadStore()),
      scratchFolder: '/nowhere',
      keys: await memoryKeyStore(Buffer.alloc(32), realEnvironment),
      stateStores: [memoryStateStore()],
      environment: realEnvironment,
      simulated: false,
      queueMax: 1,
      formats: {},
    };
    return new Runtime(parts);
  };

  it('list the read models that there are', async () => {
    expect(await new ProjectionsController(await runtime()).list()).toEqual({ projections: [] });
  });

  it('say in the last line why a rebuild came to nothing', async () => {
    const one = await runtime();
    jest.spyOn(one.runner, 'projections', 'get').mockReturnValue([model]);
    jest.spyOn(one.runner, 'rebuild').mockImplementation((_, onProgress) => {
      onProgress?.({ entriesDone: 10, entriesTotal: 20, entriesPerSecond: 5 });
      return Promise.reject(new Error('the disk is full'));
    });
    const told = await text(new RebuildsController(one).rebuild('deal').getStream());
    expect(
      told
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { done: 10, total: 20, entriesPerSecond: 5, finished: false },
      {
        ...{ done: 10, total: 20, entriesPerSecond: 5, finished: false },
        problem: 'the disk is full',
      },
    ]);
  });

  it('refuse to rebuild a read model that there is not', async () => {
    const routes = new RebuildsController(await runtime());
    expect(() => routes.rebuild('horoscope')).toThrow(
      expect.objectContaining({
        rule: 'projection-not-found',
        detail: { projection: 'horoscope', known: '' },
      }),
    );
  });
});
