import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { Runtime } from '../runtime.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { ProjectionsController, RebuildsController } from './projections.controller.js';

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
