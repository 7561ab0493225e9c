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

const english = { language: 'en' } as const;

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
    const told = await text(new RebuildsController(one).rebuild('deal', english).getStream());
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
        code: 'internal-error',
      },
    ]);
  });

  it('let go of who waits for a rebuild where the process is about to end', async () => {
    const one = await runtime();
    jest.spyOn(one.runner, 'projections', 'get').mockReturnValue([model]);
    jest.spyOn(one.runner, 'rebuild').mockImplementation(() => new Promise(() => undefined));
    const routes = new RebuildsController(one);
    const asked = text(routes.rebuild('deal', { language: 'zh' }).getStream());
    one.beforeApplicationShutdown();
    const late = text(routes.rebuild('deal', english).getStream());
    expect(JSON.parse(await asked)).toMatchObject({
      ...{ finished: false, code: 'process-stopping' },
      problem: expect.stringContaining('本进程正在停止'),
    });
    expect(JSON.parse(await late)).toMatchObject({ code: 'process-stopping' });
  });

  it('refuse to rebuild a read model that there is not', async () => {
    const routes = new RebuildsController(await runtime());
    expect(() => routes.rebuild('horoscope', english)).toThrow(
      expect.objectContaining({
        rule: 'projection-not-found',
        detail: { projection: 'horoscope', known: '' },
      }),
    );
  });
});
