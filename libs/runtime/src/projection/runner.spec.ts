import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { type EventLog } from '@ledger/event-log';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import {
  type Entry,
  type EntryRecord,
  type Projection,
  type Row,
  type RowKey,
  decodeEntry,
} from '@ledger/ledger';
import { type ReadStore, StoreError } from '@ledger/read-store';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { type Progress } from './progress.js';
import { ProjectionRunner } from './runner.js';
import {
  type Place,
  type Score,
  type Scored,
  Scribe,
  rowsOf,
  scoreCatalogue,
  scoreProjection,
  withTail,
} from './testing.js';

type Line = { readonly [field: string]: string | number | undefined };

const told = ({ build, ledger, correlationId, msg }: Line): string =>
  `${build} in ${ledger} under ${correlationId}: ${msg}`;
const errors: string[] = [];
const quiet = (): void => undefined;

beforeAll(() => {
  const error = (message: string | Line): void => {
    errors.push(typeof message === 'string' ? message : told(message));
  };
  Logger.overrideLogger({ log: quiet, warn: quiet, error });
});
beforeEach(() => (errors.length = 0));
afterAll(() => Logger.overrideLogger(['error']));

const inMemory = (): Place => ({
  log: memoryEventLog(),
  store: memoryReadStore(),
  remove: async () => undefined,
});

const onDisk = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const log = lmdbEventLog(join(folder, 'log'));
  const store = lmdbReadStore(join(folder, 'rows'));
  const remove = async (): Promise<void> => {
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { log, store, remove };
};

/** What the fold must come to: one entry after another over plain maps. */
function plainFold(projection: Projection, entries: readonly Entry[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  const name = ({ collection, id }: RowKey): string => `${collection} ${id}`;
  const view = {
    get: (key: RowKey) => rows.get(name(key)),
    put: (key: RowKey, row: Row) => void rows.set(name(key), row),
    delete: (key: RowKey) => void rows.delete(name(key)),
  };
  for (const entry of entries) {
    if (projection.types.includes(entry.type)) projection.fold(entry, view);
  }
  return rows;
}

async function expectFold(
  { log, store }: Pick<Place, 'log' | 'store'>,
  build: string,
  ledger: string,
  upTo = Infinity,
): Promise<void> {
  const records = (await log.read(ledger, 1, 10_000)).filter(({ sequence }) => sequence <= upTo);
  const entries = records.map(({ bytes }) => decodeEntry(bytes, scoreCatalogue));
  const expected = plainFold(scoreProjection(), entries);
  const found = new Map<string, Row>();
  for (const [collection, rows] of Object.entries(await rowsOf(store, build, ledger))) {
    for (const { id, row } of rows) found.set(`${collection} ${id}`, row);
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
}

const points = (count: number, players = 7): readonly Score[] =>
  Array.from({ length: count }, (_, i) => ({ player: `p-${(i * 5) % players}`, points: i }));

function runnerOn(
  { log, store }: Pick<Place, 'log' | 'store'>,
  projections: readonly Projection[] = [scoreProjection()],
): ProjectionRunner {
  const onFatal = (error: unknown): void => void errors.push(`fatal: ${String(error)}`);
  return new ProjectionRunner({ log, store, catalogue: scoreCatalogue, projections, onFatal });
}

async function withRunner(
  place: Pick<Place, 'log' | 'store'>,
  use: (runner: ProjectionRunner) => Promise<void>,
  projections?: readonly Projection[],
): Promise<void> {
  const runner = runnerOn(place, projections);
  await runner.start();
  try {
    await use(runner);
  } finally {
    await runner.stop();
  }
}

const servingOf = (runner: ProjectionRunner, name = 'score'): string =>
  runner.serving(name)?.build ?? 'none';

describe.each([
  ['memory', inMemory],
  ['lmdb', onDisk],
])('projection runner on %s', (_, open) => {
  let place: Place;
  let scribe: Scribe;
  beforeEach(() => {
    place = open();
    scribe = new Scribe();
  });
  afterEach(() => place.remove());

  const append = (ledger: string, scores: readonly Score[]): Promise<void> =>
    place.log.append(0, scribe.write(ledger, scores));

  it('folds what is there and what comes, each ledger by itself', async () => {
    await append('acme', points(50));
    await append('zeta', points(20));
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      await append('acme', points(30, 11));
      await append('nova', points(3));
      await runner.caughtUp();
      for (const ledger of ['acme', 'zeta', 'nova']) {
        await expectFold(place, servingOf(runner), ledger);
      }
    });
    expect(errors).toEqual([]);
  });

  it('moves its checkpoint by entries that it does not fold', async () => {
    await append('acme', [{ player: 'p-1', points: 1, type: 'Noted' }]);
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      expect(runner.serving('score')?.shows('acme', 1)).toBe(true);
      await expectFold(place, servingOf(runner), 'acme');
    });
  });

  it('goes on after a stop where it was', async () => {
    await append('acme', points(40));
    await withRunner(place, (runner) => runner.caughtUp());
    await append('acme', points(10));
    const folded: number[] = [];
    const { fold, ...rest } = scoreProjection();
    const noting: Projection = {
      ...rest,
      fold: (entry, rows) => {
        folded.push(entry.sequence);
        fold(entry, rows);
      },
    };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        await expectFold(place, servingOf(runner), 'acme');
      },
      [noting],
    );
    expect(folded).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
  });

  it('stops at a poisonous entry for that ledger and projection only, and says so', async () => {
    await append('acme', [...points(10), { player: 'p-1', points: 5, poison: true }, ...points(5)]);
    await append('zeta', points(10));
    const calm: Projection = { ...scoreProjection({ name: 'calm' }), fold: () => undefined };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        const fold = runner.serving('score')?.in('acme');
        const reason = 'these points can not be counted';
        expect(fold?.stop).toEqual({
          ...{ kind: 'poisoned', sequence: 11, reason },
          correlationId: 'test',
        });
        expect(errors).toEqual([`score.v1.1 in acme under test: stopped at entry 11: ${reason}`]);
        await expectFold(place, servingOf(runner), 'acme', 10);
        await expectFold(place, servingOf(runner), 'zeta');
        expect(runner.serving('calm')?.shows('acme', 16)).toBe(true);

        await append('acme', points(2));
        await append('zeta', points(2));
        await runner.caughtUp();
        expect(fold?.checkpoint?.sequence).toBe(10);
        await expectFold(place, servingOf(runner), 'zeta');
      },
      [scoreProjection(), calm],
    );
  });

  it('commits what comes before a poisonous entry deep in a large batch', async () => {
    const poison = { player: 'p-1', points: 5, poison: true };
    await append('acme', [...points(700, 60), poison, ...points(700, 60)]);
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      expect(runner.serving('score')?.in('acme')?.stop?.sequence).toBe(701);
      await expectFold(place, servingOf(runner), 'acme', 700);
    });
  });

  it('takes up a poisonous entry again after a restart with a mended projection', async () => {
    await append('acme', [...points(10), { player: 'p-1', points: 5, poison: true }, ...points(5)]);
    await withRunner(place, (runner) => runner.caughtUp());
    const { fold, ...rest } = scoreProjection();
    const mended: Projection = {
      ...rest,
      fold: (entry, rows) => {
        const { points: counted } = (entry as Entry<Scored>).data;
        fold({ ...entry, data: { points: counted } }, rows);
      },
    };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        expect(runner.serving('score')?.in('acme')?.stop).toBeUndefined();
        expect(runner.serving('score')?.shows('acme', 16)).toBe(true);
      },
      [mended],
    );
  });

  it('stops at an entry of a type that it does not know', async () => {
    await append('acme', [...points(3), { player: 'p-1', points: 5, type: 'Unheard' }]);
    await append('zeta', points(3));
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      const { kind, sequence } = runner.serving('score')?.in('acme')?.stop ?? {};
      expect({ kind, sequence }).toEqual({ kind: 'poisoned', sequence: 4 });
      await expectFold(place, servingOf(runner), 'acme', 3);
      await expectFold(place, servingOf(runner), 'zeta');
    });
  });

  it('stops where a row can not be stored', async () => {
    await append('acme', points(3));
    const { fold, ...rest } = scoreProjection();
    const wrong: Projection = {
      ...rest,
      fold: (entry, rows) => {
        fold(entry, rows);
        rows.put({ collection: 'player', id: entry.subject.slice(7) }, { total: true });
      },
    };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        const { kind, sequence } = runner.serving('score')?.in('acme')?.stop ?? {};
        expect({ kind, sequence }).toEqual({ kind: 'poisoned', sequence: 1 });
      },
      [wrong],
    );
  });

  it('throws where a fold touches what it did not declare', async () => {
    await append('acme', points(3));
    const sly: Projection = {
      ...scoreProjection(),
      fold: (_entry, rows) => void rows.get({ collection: 'player', id: 'p-5' }),
    };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        const { sequence, reason } = runner.serving('score')?.in('acme')?.stop ?? {};
        expect({ sequence, reason }).toEqual({
          sequence: 1,
          reason: 'row p-5 of player is touched but not declared',
        });
      },
      [sly],
    );
  });

  it('does not count twice what it is handed twice', async () => {
    const records = scribe.write('acme', points(30));
    await place.log.append(0, records);
    const twice = [records.slice(0, 10), records.slice(5, 20), records.slice(0, 20), records];
    const log = withTail(place.log, twice);
    await withRunner({ ...place, log }, async (runner) => {
      await runner.caughtUp();
      await expectFold(place, servingOf(runner), 'acme');
    });
    expect(errors).toEqual([]);
  });

  it.each([
    ['between batches', (all: readonly EntryRecord[]) => [all.slice(0, 10), all.slice(11)], 11],
    ['within a batch', (all: readonly EntryRecord[]) => [all.filter((_r, i) => i !== 4)], 5],
  ])('halts a ledger at a gap %s', async (_where, batchesOf, sequence) => {
    const records = scribe.write('acme', points(30));
    await place.log.append(0, records);
    await append('zeta', points(5));
    const log = withTail(place.log, batchesOf(records));
    await withRunner({ ...place, log }, async (runner) => {
      await runner.caughtUp();
      const stop = runner.serving('score')?.in('acme')?.stop;
      expect(stop).toMatchObject({ kind: 'halted', sequence });
      await expectFold(place, servingOf(runner), 'acme', sequence - 1);
      await expectFold(place, servingOf(runner), 'zeta');
    });
  });

  it.each([
    ['an entry that does not follow', 20],
    ['another entry in the place of the last one', 19],
  ])('halts a ledger at a fork: %s', async (_what, from) => {
    const records = scribe.write('acme', points(20));
    await place.log.append(0, records);
    const other = new Scribe();
    const forged = other.write('acme', points(25, 3)).slice(from);
    const log = withTail(place.log, [records, forged]);
    await withRunner({ ...place, log }, async (runner) => {
      await runner.caughtUp();
      await runner.watch.until(() => runner.serving('score')?.in('acme')?.stop !== undefined);
      const stop = runner.serving('score')?.in('acme')?.stop;
      expect(stop).toMatchObject({ kind: 'halted', sequence: from + 1 });
      await expectFold(place, servingOf(runner), 'acme', 20);
    });
  });

  it('halts where the log is not the one that the rows were folded from', async () => {
    await append('acme', points(20));
    await withRunner(place, (runner) => runner.caughtUp());
    const shorter = memoryEventLog();
    await shorter.append(0, new Scribe().write('acme', points(12)));
    await withRunner({ ...place, log: shorter }, async (runner) => {
      const stop = runner.serving('score')?.in('acme')?.stop;
      expect(stop).toMatchObject({ kind: 'halted', sequence: 21 });
      await runner.rebuild('score');
      await expectFold({ ...place, log: shorter }, servingOf(runner), 'acme');
    });
  });

  it('folds afresh what a crash kept from being committed', async () => {
    await append('acme', points(60));
    let commits = 0;
    let hang = (): void => undefined;
    const hung = new Promise<void>((resolve) => (hang = resolve));
    const dying: ReadStore = {
      ...place.store,
      commit: (...args) => {
        commits += 1;
        if (commits === 1) return place.store.commit(...args);
        hang();
        return new Promise(() => undefined);
      },
    };
    const records = await place.log.read('acme', 1, 100);
    const log = withTail(place.log, [records.slice(0, 20), records.slice(20, 40)]);
    const dead = runnerOn({ ...place, store: dying, log });
    await dead.start();
    await hung;
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      await expectFold(place, servingOf(runner), 'acme');
    });
    expect(errors).toEqual([]);
  });

  it.each([
    ['did not take', false],
    ['took without saying so', true],
  ])('mends a commit that the store %s', async (_what, landed) => {
    await append('acme', points(60));
    let commits = 0;
    const failing: ReadStore = {
      ...place.store,
      commit: async (...args) => {
        commits += 1;
        const fails = commits === 2;
        if (!fails || landed) await place.store.commit(...args);
        if (fails) throw new StoreError('io', 'no answer', true);
      },
    };
    const records = await place.log.read('acme', 1, 100);
    const log = withTail(place.log, [records.slice(0, 20), records.slice(20, 40)]);
    await withRunner({ ...place, store: failing, log }, async (runner) => {
      await runner.caughtUp();
      await expectFold(place, servingOf(runner), 'acme');
    });
    expect(commits).toBeGreaterThan(2);
  });

  it('mends a failed commit of what came before a poisonous entry', async () => {
    await append('acme', [...points(10), { player: 'p-1', points: 5, poison: true }]);
    let commits = 0;
    const failing: ReadStore = {
      ...place.store,
      commit: async (...args) => {
        commits += 1;
        if (commits === 1) throw new StoreError('disk-full', 'no room', true);
        await place.store.commit(...args);
      },
    };
    await withRunner({ ...place, store: failing }, async (runner) => {
      await runner.caughtUp();
      expect(runner.serving('score')?.in('acme')?.stop?.sequence).toBe(11);
      await expectFold(place, servingOf(runner), 'acme', 10);
    });
    expect(commits).toBe(2);
  });

  it('rebuilds beside the build that serves while entries arrive, and deletes the old one', async () => {
    await append('acme', points(500, 40));
    await append('zeta', points(50));
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      expect(servingOf(runner)).toBe('score.v1.1');
      const seen: Progress[] = [];
      const rebuilt = runner.rebuild('score', (progress) => seen.push(progress));
      for (let i = 0; i < 20; i += 1) {
        await append('acme', points(10, 50));
        expect(runner.serving('score')).toBeDefined();
      }
      await append('late', points(10));
      await rebuilt;
      expect(servingOf(runner)).toBe('score.v1.2');
      await append('acme', points(10));
      await runner.caughtUp();
      for (const ledger of ['acme', 'zeta', 'late']) {
        await expectFold(place, servingOf(runner), ledger);
      }
      expect(seen.at(-1)?.entriesDone).toBe(seen.at(-1)?.entriesTotal);
      await expect(place.store.snapshot('score.v1.1', 'acme')).rejects.toThrow('not prepared');
    });
    expect(errors).toEqual([]);
  });

  it('goes on with a rebuild that a stop cut short', async () => {
    await append('acme', points(3_000, 40));
    await withRunner(place, async (runner) => {
      await runner.caughtUp();
      let progressed = (): void => undefined;
      const begun = new Promise<void>((resolve) => (progressed = resolve));
      const rebuilt = runner.rebuild('score', ({ entriesDone }) => {
        if (entriesDone > 0) progressed();
      });
      rebuilt.catch(() => undefined);
      await begun;
    });
    const folded: number[] = [];
    const { fold, ...rest } = scoreProjection();
    const noting: Projection = {
      ...rest,
      fold: (entry, rows) => {
        folded.push(entry.sequence);
        fold(entry, rows);
      },
    };
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        expect(servingOf(runner)).toBe('score.v1.2');
        await expectFold(place, servingOf(runner), 'acme');
      },
      [noting],
    );
    expect(folded[0] ?? Infinity).toBeGreaterThan(1);
  });

  it('fills a new build for a new version, which alone answers', async () => {
    await append('acme', points(30));
    await withRunner(place, (runner) => runner.caughtUp());
    await withRunner(
      place,
      async (runner) => {
        await runner.caughtUp();
        expect(servingOf(runner)).toBe('score.v2.2');
        await expectFold(place, 'score.v2.2', 'acme');
        await expect(place.store.snapshot('score.v1.1', 'acme')).rejects.toThrow('not prepared');
      },
      [scoreProjection({ version: 2 })],
    );
  });

  it('gives up a rebuild that stops where the serving build did not', async () => {
    await append('acme', points(30));
    await withRunner(place, (runner) => runner.caughtUp());
    const { fold, ...rest } = scoreProjection();
    const broken: Projection = {
      ...rest,
      fold: (entry, rows) => {
        if (entry.sequence === 20) throw new Error('broken by a change of code');
        fold(entry, rows);
      },
    };
    await withRunner(
      place,
      async (runner) => {
        await expect(runner.rebuild('score')).rejects.toThrow('entry 20: broken by a change');
        expect(servingOf(runner)).toBe('score.v1.1');
        await append('acme', points(5));
        await runner.caughtUp();
        await expectFold(place, 'score.v1.1', 'acme');
      },
      [broken],
    );
  });
});

describe('a fold', () => {
  const score = fc.record({
    ledger: fc.constantFrom('acme', 'zeta'),
    player: fc.integer({ min: 1, max: 12 }).map((n) => `p-${n}`),
    points: fc.integer({ min: -5, max: 50 }),
    type: fc.constantFrom('Scored', 'Scored', 'Scored', 'Noted'),
  });
  /** Lengths of batches, and how many of the entries before are handed out again with each. */
  const cut = fc.record({ length: fc.integer({ min: 1, max: 9 }), again: fc.nat({ max: 4 }) });

  it('does not depend on how entries come in batches', async () => {
    const scores = fc.array(score, { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(scores, fc.array(cut, { minLength: 1 }), async (given, cuts) => {
        const log: EventLog = memoryEventLog();
        const store = memoryReadStore();
        const scribe = new Scribe();
        const records = given.flatMap(({ ledger, ...rest }) => scribe.write(ledger, [rest]));
        await log.append(0, records);
        const batches: (readonly EntryRecord[])[] = [];
        for (let from = 0, i = 0; from < records.length; i += 1) {
          const { length, again } = cuts[i % cuts.length] ?? { length: 1, again: 0 };
          batches.push(records.slice(Math.max(0, from - again), from + length));
          from += length;
        }
        await withRunner({ log: withTail(log, batches), store }, async (runner) => {
          await runner.caughtUp();
          for (const ledger of await log.ledgers()) {
            await expectFold({ log, store }, servingOf(runner), ledger);
          }
        });
        expect(errors).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
