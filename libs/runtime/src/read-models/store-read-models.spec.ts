import { Logger } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type Environment } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from '../projection/runner.js';
import { Scribe, scoreCatalogue, scoreProjection } from '../projection/testing.js';
import { StoreReadModels } from './store-read-models.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

/** Entry n is recorded n seconds after nine. */
const environment: Environment = {
  now: () => Date.UTC(2026, 2, 31, 9, 1),
  randomBytes: Buffer.alloc,
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A process that folds, and one that only reads what it folds. */
async function given({
  log = memoryEventLog(),
  ...options
}: { readonly waitMsMax?: number; readonly log?: EventLog } = {}) {
  const store = memoryReadStore();
  const scribe = new Scribe();
  const projections = [scoreProjection()];
  const append = (count: number, ledger = 'acme'): Promise<void> => {
    const scores = Array.from({ length: count }, () => ({ player: 'p-1', points: 2 }));
    return log.append(0, scribe.write(ledger, scores));
  };
  const poison = (): Promise<void> =>
    log.append(0, scribe.write('acme', [{ player: 'p-1', points: 1, poison: true }]));
  const fold = async (into: ReadStore = store): Promise<ProjectionRunner> => {
    const runner = new ProjectionRunner({
      ...{ log, store: into, projections, catalogue: scoreCatalogue },
    });
    await runner.start();
    closing.push(() => runner.stop());
    return runner;
  };
  const models = new StoreReadModels({
    ...{ log, store, projections, environment, catalogue: scoreCatalogue, lookMs: 1 },
    ...options,
  });
  const total = (after?: number): Promise<unknown> =>
    models.view('score', 'acme', after, async (view) => {
      const [row] = await view.getMany('player', ['p-1']);
      return row?.['total'];
    });
  return { append, poison, fold, models, total, store };
}

describe('read models of other processes', () => {
  it('are shown as far as they are folded, with entries and how late they are', async () => {
    const { append, fold, models, total } = await given();
    await append(10);
    await (await fold()).caughtUp();
    expect(await total()).toBe(20);
    const [truth, entries] = await models.view('score', 'acme', 10, async (view) => [
      view.truth,
      await view.entries([10, 11]),
    ]);
    expect(truth).toEqual({ sequence: 10, lagEntries: 0, lagSeconds: 0 });
    expect(entries).toEqual([expect.objectContaining({ sequence: 10 }), undefined]);
  });

  it('are waited for where a question asks for an entry', async () => {
    const { append, fold, total } = await given();
    await append(10);
    await (await fold()).caughtUp();
    const asked = total(12);
    await append(2);
    expect(await asked).toBe(24);
  });

  it('say that they are behind, or that no such entry is recorded, when waiting was in vain', async () => {
    const { append, fold, total } = await given({ waitMsMax: 20 });
    await append(10);
    const runner = await fold();
    await runner.caughtUp();
    await runner.stop();
    await append(1);
    await expect(total(11)).rejects.toMatchObject({ code: 'read-model-behind' });
    await expect(total(12)).rejects.toMatchObject({ code: 'entry-not-recorded' });
  });

  it('say at which entry they have stopped, as those that are folded here', async () => {
    const { append, fold, models, total, poison } = await given();
    await append(10);
    await poison();
    await append(1);
    const runner = await fold();
    await runner.caughtUp();
    await runner.stop();
    const stop = { sequence: 11, reason: 'these points can not be counted' };
    expect(await total(10)).toBe(20);
    await expect(total(11)).rejects.toMatchObject({
      code: 'read-model-stopped',
      detail: { projection: 'score', ledger: 'acme', after: 11, sequence: 10, stoppedAt: 11 },
    });
    expect(await models.standings()).toMatchObject([{ stopped: 1, movingLagSeconds: 0 }]);
    expect(await models.lags()).toMatchObject([{ ledger: 'acme', sequence: 10, stop }]);
  });

  it('do not wait for an entry of a halted ledger that will never come', async () => {
    const log = memoryEventLog();
    const halts = async () => [{ ledger: 'acme', sequence: 3, reason: 'forked' }];
    const { append, fold, total } = await given({ waitMsMax: 8_000, log: { ...log, halts } });
    await append(2);
    await (await fold()).caughtUp();
    expect(await total(2)).toBe(4);
    const askedMs = performance.now();
    await expect(total(3)).rejects.toMatchObject({
      code: 'read-model-stopped',
      detail: { stoppedAt: 3 },
    });
    expect(performance.now() - askedMs).toBeLessThan(8_000);
  });

  it('say how far a build is that fills', async () => {
    const { append, fold, models, store, total } = await given();
    await append(10);
    const progress = { entriesDone: 0, entriesTotal: 10 };
    let [noted, release] = [(): void => undefined, (): void => undefined];
    const released = new Promise<void>((resolve) => (release = resolve));
    const isNoted = new Promise<void>((resolve) => (noted = resolve));
    await fold({
      ...store,
      commit: async (...step) => {
        await released;
        await store.commit(...step);
      },
      putMeta: async (...note) => {
        await store.putMeta(...note);
        noted();
      },
      close: async () => undefined,
    });
    await isNoted;
    await expect(total()).rejects.toMatchObject({
      code: 'read-model-rebuilding',
      detail: { projection: 'score', ...progress, secondsLeft: 0 },
    });
    expect(await models.standings()).toMatchObject([{ serves: false, filling: progress }]);
    release();
  });

  it('are refused for a ledger that is not there, and before anybody has folded them', async () => {
    const { append, total } = await given();
    await expect(total()).rejects.toMatchObject({ code: 'ledger-not-found' });
    await append(1);
    await expect(total()).rejects.toMatchObject({ code: 'read-model-rebuilding' });
  });

  it('are those of the new build once a rebuild has put it in the place of the old one', async () => {
    const { append, fold, total } = await given();
    await append(10);
    const runner = await fold();
    await runner.caughtUp();
    expect(await total()).toBe(20);
    let isDone = false;
    const rebuilt = runner.rebuild('score').then(() => (isDone = true));
    while (!isDone) expect(await total()).toBe(20);
    await rebuilt;
    expect(await total(10)).toBe(20);
  });

  it('tell how they stand', async () => {
    const { append, fold, models } = await given();
    await append(10);
    expect(await models.standings()).toMatchObject([{ projection: 'score', serves: false }]);
    expect(await models.lags()).toEqual([]);
    const runner = await fold();
    await runner.caughtUp();
    await runner.stop();
    await append(2);
    const lag = { lagEntries: 2, lagSeconds: 49 };
    expect(await models.standings()).toMatchObject([{ projection: 'score', serves: true, ...lag }]);
    expect(await models.lags()).toEqual([
      { projection: 'score', ledger: 'acme', sequence: 10, ...lag },
    ]);
  });

  it('tell how they stand in many ledgers with one question to the store', async () => {
    const { append, fold, models, store } = await given();
    for (const ledger of ['acme', 'globex', 'umbrella']) await append(2, ledger);
    const runner = await fold();
    await runner.caughtUp();
    await runner.stop();
    await append(1, 'globex');
    const asked: string[] = [];
    const { snapshot, checkpoints } = store;
    Object.assign(store, {
      snapshot: (...of: Parameters<typeof snapshot>) => {
        asked.push('snapshot');
        return snapshot(...of);
      },
      checkpoints: (...of: Parameters<typeof checkpoints>) => {
        asked.push('checkpoints');
        return checkpoints(...of);
      },
    });
    expect(await models.standings()).toMatchObject([{ lagEntries: 1, stopped: 0 }]);
    expect(asked).toEqual(['checkpoints']);
  });
});
