import { Logger } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type Environment, type Projection } from '@ledger/ledger';
import { type ReadStore, type Truth } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from '../projection/runner.js';
import { Scribe, scoreCatalogue, scoreProjection } from '../projection/testing.js';
import { RunnerReadModels } from './runner-read-models.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

/** Entry n is recorded n seconds after nine. */
const nine = Date.UTC(2026, 2, 31, 9);
const environment: Environment = { now: () => nine + 60_000, randomBytes: Buffer.alloc };

/** A store that commits nothing until it is let. */
function gated(store: ReadStore): ReadStore & { open(): void } {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { ...store, open, commit: (...args) => gate.then(() => store.commit(...args)) };
}

/** A store whose commits can be held back from some moment on. */
function holdable(store: ReadStore): ReadStore & { hold(): void; open(): void } {
  let gate = Promise.resolve();
  let open = (): void => undefined;
  const hold = (): void => {
    gate = new Promise((resolve) => (open = resolve));
  };
  const commit: ReadStore['commit'] = (...args) => gate.then(() => store.commit(...args));
  return { ...store, hold, open: () => open(), commit };
}

type Desk = {
  readonly log: EventLog;
  readonly scribe: Scribe;
  readonly readModels: RunnerReadModels;
  readonly runner: ProjectionRunner;
};

async function withDesk(
  use: (desk: Desk) => Promise<void>,
  given: {
    readonly log?: EventLog;
    readonly store?: ReadStore;
    readonly projection?: Projection;
    readonly waitMsMax?: number;
    readonly entries?: number;
  } = {},
): Promise<void> {
  const { log = memoryEventLog(), store = memoryReadStore(), waitMsMax = 5_000 } = given;
  const scribe = new Scribe();
  const scores = Array.from({ length: given.entries ?? 10 }, () => ({ player: 'p-1', points: 2 }));
  await log.append(0, scribe.write('acme', scores));
  const projections = [given.projection ?? scoreProjection()];
  const runner = new ProjectionRunner({ log, store, catalogue: scoreCatalogue, projections });
  await runner.start();
  const readModels = new RunnerReadModels({
    log,
    store,
    catalogue: scoreCatalogue,
    runner,
    environment,
    waitMsMax,
  });
  try {
    await use({ log, scribe, readModels, runner });
  } finally {
    await runner.stop();
  }
}

const truthOf = (models: RunnerReadModels, after?: number): Promise<Truth> =>
  models.view('score', 'acme', after, async ({ truth }) => truth);

describe('a view', () => {
  it('shows rows and how true they are', async () => {
    await withDesk(async ({ readModels, runner }) => {
      await runner.caughtUp();
      const seen = await readModels.view('score', 'acme', undefined, async (view) => ({
        truth: view.truth,
        rows: await view.getMany('player', ['p-1', 'p-2']),
        found: await view.find({ collection: 'player', index: 'by-total', limit: 5 }),
      }));
      expect(seen.truth).toEqual({ sequence: 10, lagEntries: 0, lagSeconds: 0 });
      expect(seen.rows).toMatchObject([{ total: 20 }, undefined]);
      expect(seen.found.rows).toMatchObject([{ id: 'p-1' }]);
    });
  });

  it('shows entries up to its own moment', async () => {
    const store = holdable(memoryReadStore());
    await withDesk(
      async ({ log, scribe, readModels, runner }) => {
        await runner.caughtUp();
        store.hold();
        await log.append(0, scribe.write('acme', [{ player: 'p-1', points: 1 }]));
        const seen = await readModels.view('score', 'acme', undefined, (view) =>
          view.entries([10, 11, 1, 12]),
        );
        expect(seen.map((entry) => entry?.sequence)).toEqual([10, undefined, 1, undefined]);
        expect(seen[0]).toMatchObject({ subject: expect.any(String), data: { points: 2 } });
        store.open();
      },
      { store },
    );
  });

  it('of a ledger that is not there is refused', async () => {
    await withDesk(async ({ readModels }) => {
      const asked = readModels.view('score', 'nowhere', undefined, async () => 0);
      await expect(asked).rejects.toMatchObject({
        code: 'ledger-not-found',
        detail: { ledger: 'nowhere' },
      });
    });
  });

  it('waits until it shows the entry asked for', async () => {
    await withDesk(async ({ log, scribe, readModels, runner }) => {
      await runner.caughtUp();
      const asked = truthOf(readModels, 12);
      await log.append(0, scribe.write('acme', [{ player: 'p-1', points: 1 }]));
      await log.append(0, scribe.write('acme', [{ player: 'p-2', points: 1 }]));
      expect((await asked).sequence).toBe(12);
    });
  });

  it('says that it is behind when it has waited long enough', async () => {
    const store = holdable(memoryReadStore());
    await withDesk(
      async ({ log, scribe, readModels, runner }) => {
        await runner.caughtUp();
        store.hold();
        await log.append(0, scribe.write('acme', [{ player: 'p-1', points: 1 }]));
        await expect(truthOf(readModels, 11)).rejects.toMatchObject({
          code: 'read-model-behind',
          detail: { after: 11, sequence: 10 },
        });
        store.open();
      },
      { store, waitMsMax: 10 },
    );
  });

  it('says so where the entry asked for is not recorded when it has waited long enough', async () => {
    await withDesk(
      async ({ readModels, runner }) => {
        await runner.caughtUp();
        await expect(truthOf(readModels, 11)).rejects.toMatchObject({
          code: 'entry-not-recorded',
          detail: { ledger: 'acme', after: 11, sequence: 10 },
        });
      },
      { waitMsMax: 10 },
    );
  });

  it('is refused with progress while the first build of its version fills', async () => {
    const store = gated(memoryReadStore());
    await withDesk(
      async ({ readModels, runner }) => {
        await expect(truthOf(readModels)).rejects.toMatchObject({
          code: 'read-model-rebuilding',
          detail: { projection: 'score', entriesDone: 0, entriesTotal: 10 },
        });
        store.open();
        await runner.caughtUp();
        expect((await truthOf(readModels)).sequence).toBe(10);
      },
      { store },
    );
  });

  it('tells its lag in entries and in seconds', async () => {
    const store = memoryReadStore();
    const log = memoryEventLog();
    await withDesk(async ({ runner }) => runner.caughtUp(), { log, store });
    const slow = gated(store);
    const projections = [scoreProjection()];
    const runner = new ProjectionRunner({
      log,
      store: slow,
      catalogue: scoreCatalogue,
      projections,
    });
    await runner.start();
    const scribe = new Scribe();
    const scores = Array.from({ length: 13 }, () => ({ player: 'p-1', points: 2 }));
    await log.append(0, scribe.write('acme', scores).slice(10));
    const readModels = new RunnerReadModels({
      log,
      store: slow,
      catalogue: scoreCatalogue,
      runner,
      environment,
    });
    const lag = { sequence: 10, lagEntries: 3, lagSeconds: 49 };
    expect(await truthOf(readModels)).toEqual(lag);
    expect(await readModels.lags()).toEqual([{ projection: 'score', ledger: 'acme', ...lag }]);
    slow.open();
    await runner.stop();
  });

  it('of a stopped projection serves what it shows, and refuses what lies behind', async () => {
    const { fold, ...rest } = scoreProjection();
    const projection: Projection = {
      ...rest,
      fold: (entry, rows) => {
        if (entry.sequence === 8) throw new Error('poison');
        fold(entry, rows);
      },
    };
    await withDesk(
      async ({ readModels, runner }) => {
        await runner.caughtUp();
        expect(await truthOf(readModels)).toEqual({ sequence: 7, lagEntries: 3, lagSeconds: 52 });
        expect((await truthOf(readModels, 7)).sequence).toBe(7);
        await expect(truthOf(readModels, 8)).rejects.toMatchObject({
          code: 'read-model-stopped',
          detail: { stoppedAt: 8, sequence: 7 },
        });
        const stop = { kind: 'poisoned', sequence: 8, reason: 'poison' };
        expect(await readModels.lags()).toMatchObject([{ sequence: 7, stop }]);
      },
      { projection },
    );
  });

  it('of a halted ledger says so, and that nothing more will come', async () => {
    const log = memoryEventLog();
    const halt = { ledger: 'acme', sequence: 11, reason: 'forked' };
    await withDesk(
      async ({ readModels, runner }) => {
        await runner.caughtUp();
        const halted = { sequence: 10, lagEntries: 0, lagSeconds: 0, haltedAt: 11 };
        expect(await truthOf(readModels, 10)).toEqual(halted);
        expect(await readModels.lags()).toMatchObject([{ ledger: 'acme', ...halted }]);
        await expect(truthOf(readModels, 11)).rejects.toMatchObject({
          code: 'read-model-stopped',
          detail: { stoppedAt: 11 },
        });
      },
      { log: { ...log, halts: async () => [halt] }, waitMsMax: 1 },
    );
  });

  it('goes on while the build under it is replaced', async () => {
    await withDesk(async ({ readModels, runner }) => {
      await runner.caughtUp();
      const rows = await readModels.view('score', 'acme', undefined, async (view) => {
        await runner.rebuild('score');
        return view.getMany('player', ['p-1']);
      });
      expect(rows).toMatchObject([{ total: 20 }]);
      expect(runner.serving('score')?.build).toBe('score.v1.2');
    });
  });
});
