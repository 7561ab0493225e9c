import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type EventLog, type TailBatch } from '@ledger/event-log';
import { memoryCommandChannels } from '@ledger/event-log/memory/command-channel.js';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { KeyStoreError } from '@ledger/key-store';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { Scribe, scoreProjection, scoreSlice } from '../projection/testing.js';
import { Runtime, type RuntimeParts } from '../runtime.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { answerOf } from './answer-of.js';
import { HealthController, type ReadyBody } from './health.controller.js';

/** Nobody hears of what it takes, so that read models stay behind. */
function unheard(log: EventLog): EventLog {
  async function* tail(
    _partition: number,
    _from: string | undefined,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<TailBatch> {
    if (!signal.aborted) await once(signal, 'abort');
    yield* [];
  }
  return { ...log, tail };
}

Logger.overrideLogger(false); // it stops on purpose

describe('health', () => {
  const running: Runtime[] = [];
  afterEach(async () => {
    for (const runtime of running.splice(0)) {
      await runtime.runner.stop();
    }
  });

  const parts = async (over: Partial<RuntimeParts> = {}): Promise<RuntimeParts> => ({
    slices: [scoreSlice(scoreProjection())],
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
    ...over,
  });
  const started = async (of: RuntimeParts): Promise<Runtime> => {
    const runtime = new Runtime(of);
    running.push(runtime);
    await runtime.onModuleInit();
    await runtime.runner.caughtUp();
    return runtime;
  };
  const ready = async (runtime: Runtime): Promise<ReadyBody & { readonly code: number }> => {
    let code = 200;
    const reply = { code: (given: number) => (code = given) } as unknown as FastifyReply; // all it is asked
    const body = await new HealthController(runtime).ready(reply);
    return { ...body, code };
  };

  it('is up while its parts answer', async () => {
    const standing = {
      projection: 'score',
      serves: true,
      lagEntries: 0,
      lagSeconds: 0,
      stopped: 0,
    };
    expect(await ready(await started(await parts()))).toEqual({
      ...{ code: 200, status: 'up', down: [] },
      ...{ writer: 'up', log: 'up', readStore: 'up', keyStore: 'up' },
      projections: [standing],
    });
  });

  it('is down with 503 where the log does not answer', async () => {
    const runtime = await started(await parts());
    await runtime.parts.log.close();
    expect(await ready(runtime)).toMatchObject({
      ...{ code: 503, status: 'down', log: 'down', keyStore: 'up' },
      down: ['log', 'projections'],
    });
  });

  it('is down with 503 where the read store does not answer', async () => {
    const runtime = await started(await parts());
    await runtime.parts.readStore.close();
    expect(await ready(runtime)).toMatchObject({ code: 503, log: 'up', down: ['readStore'] });
  });

  it('is down with 503 where the key store does not answer', async () => {
    const given = await parts();
    const ledgerKey = (): Promise<never> =>
      Promise.reject(new KeyStoreError('io', 'no answer', true));
    const runtime = await started({ ...given, keys: { ...given.keys, ledgerKey } });
    expect(await ready(runtime)).toMatchObject({ code: 503, down: ['keyStore'] });
  });

  it('is down with 503 where the writer takes no commands', async () => {
    const runtime = await started(await parts());
    await runtime.writers.stop();
    expect(await ready(runtime)).toMatchObject({ code: 503, down: ['writer'] });
  });

  it.each([
    ['command', 200, 'up'],
    ['query', 503, 'down'],
  ] as const)(
    'of a %s service answers %i where the stores are away',
    async (role, code, status) => {
      const channel = memoryCommandChannels(1).open('one');
      const runtime = new Runtime(await parts({ channel, roles: [role] }));
      await runtime.onModuleInit();
      await runtime.parts.readStore.close();
      await runtime.parts.log.close();
      const down = ['log', 'readStore', 'projections'];
      expect(await ready(runtime)).toMatchObject({ code, status, down });
      if (role === 'query') return;
      await channel.close(); // without the way to the others nothing is decided
      expect(await ready(runtime)).toMatchObject({ code: 503, status: 'down', channel: 'down' });
    },
  );

  it('tells how the channel stands where services share the commands', async () => {
    const channel = memoryCommandChannels(1).open('one');
    const runtime = await started(await parts({ channel }));
    expect(await ready(runtime)).toMatchObject({ code: 200, channel: 'up' });
    await channel.close();
    expect(await ready(runtime)).toMatchObject({ code: 503, channel: 'down', down: ['channel'] });
    const reader = new Runtime(await parts({ channel, roles: ['query'] }));
    expect(await ready(reader)).not.toHaveProperty('channel');
  });

  it.each([
    [0, 200, []],
    [60, 503, ['projections']],
    [4_000_000_000, 200, []],
  ])('with at most %i seconds of lag answers %i', async (readyLagSecondsMax, code, down) => {
    const log = unheard(memoryEventLog());
    const runtime = await started(await parts({ log, readyLagSecondsMax }));
    await log.append(0, new Scribe().write('acme', [{ player: 'ada', points: 1 }]));
    const answer = await ready(runtime);
    expect(answer).toMatchObject({ code, down });
    expect(answer.projections).toEqual([expect.objectContaining({ lagEntries: 1, stopped: 0 })]);
    expect(answer.projections[0]?.lagSeconds).toBeGreaterThan(60);
  });

  it.each([
    ['command', 200, []],
    ['query', 503, ['projections']],
  ] as const)('of a %s service answers %i where read models are late', async (role, code, down) => {
    const given = await parts({ log: unheard(memoryEventLog()), readyLagSecondsMax: 60 });
    await started(given); // which folds, and is behind
    await given.log.append(0, new Scribe().write('acme', [{ player: 'ada', points: 1 }]));
    const answer = await ready(new Runtime({ ...given, roles: [role] }));
    expect(answer).toMatchObject({ code, down });
    expect(answer.projections[0]?.lagSeconds).toBeGreaterThan(60);
  });

  it('goes on serving others where a read model stopped in a ledger, and names none', async () => {
    const log = memoryEventLog();
    const runtime = await started(await parts({ log, readyLagSecondsMax: 60 }));
    await log.append(0, new Scribe().write('acme', [{ player: 'a', points: 1, poison: true }]));
    await runtime.runner.caughtUp();
    const answer = await ready(runtime);
    expect(answer).toMatchObject({ code: 200, projections: [{ stopped: 1, lagEntries: 1 }] });
    expect(JSON.stringify(answer)).not.toContain('acme');
  });

  it('goes on serving others where a ledger is halted, and names none', async () => {
    const log = memoryEventLog();
    await log.append(0, [{ ledger: 'acme', sequence: 1, bytes: Buffer.from('{') }]);
    const runtime = await started(await parts({ log, readyLagSecondsMax: 60 }));
    expect(await runtime.halts()).toMatchObject([{ ledger: 'acme', sequence: 1 }]);
    const answer = await ready(runtime);
    expect(answer).toMatchObject({ code: 200, writer: 'up' });
    expect(JSON.stringify(answer)).not.toContain('acme');
  });

  it('does not wait for a store that hangs', async () => {
    expect(await answerOf(new Promise(() => undefined), 1)).toEqual({
      status: 'down',
      isLate: true,
    });
  });

  it('hides no defect', async () => {
    await expect(answerOf(Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  });
});
