import { type FastifyReply } from 'fastify';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { Runtime, type RuntimeParts } from '../runtime.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { HealthController, type ReadyBody } from './health.controller.js';

describe('health', () => {
  const parts = async (): Promise<RuntimeParts> => ({
    slices: [],
    log: memoryEventLog(),
    readStore: memoryReadStore(),
    openScratch: () => Promise.resolve(memoryReadStore()),
    scratchFolder: '/nowhere',
    keys: await memoryKeyStore(Buffer.alloc(32), realEnvironment),
    stateStore: memoryStateStore(),
    environment: realEnvironment,
    simulated: false,
    queueMax: 1,
    formats: {},
  });
  const ready = async (of: RuntimeParts): Promise<ReadyBody & { readonly code: number }> => {
    let code = 200;
    const reply = { code: (given: number) => (code = given) } as unknown as FastifyReply; // all it is asked
    const body = await new HealthController(new Runtime(of)).ready(reply);
    return { ...body, code };
  };

  it('is up while the stores answer', async () => {
    expect(await ready(await parts())).toEqual({
      code: 200,
      status: 'up',
      log: 'up',
      readStore: 'up',
      projections: [],
    });
  });

  it('is down with 503 where the log does not answer', async () => {
    const broken = await parts();
    await broken.log.close();
    expect(await ready(broken)).toMatchObject({ code: 503, status: 'down', log: 'down' });
  });

  it('is down with 503 where the read store does not answer', async () => {
    const broken = await parts();
    await broken.readStore.close();
    expect(await ready(broken)).toMatchObject({ code: 503, log: 'up', readStore: 'down' });
  });
});
