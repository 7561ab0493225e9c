import { Logger } from '@nestjs/common';
import { type EventLog, LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type EntryRecord, type Invariant, type Projection } from '@ledger/ledger';
import { type ReadStore, type RowChange } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from '../projection/runner.js';
import {
  type Score,
  type Scored,
  Scribe,
  scoreCatalogue,
  scoreProjection,
  scoreSlice,
} from '../projection/testing.js';
import { keyHash } from '../soundness/ledger-key.js';
import { type VerifyOptions, type VerifyReport, verifyLedger } from './verify-ledger.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

const noDebts: Invariant = {
  name: 'no-debts',
  start: () => {
    const found: string[] = [];
    return {
      see: (entry) => {
        const { points } = (entry as unknown as Scored).data;
        if (points < 0) found.push(`entry ${entry.sequence} takes ${-points} points away`);
      },
      violations: () => found,
    };
  },
};

const slice = scoreSlice(scoreProjection(), [noDebts]);

/** A log with these scores, and a store with what they fold to. */
async function folded(
  scores: readonly Score[],
  projection: Projection = scoreProjection(),
): Promise<{ readonly log: EventLog; readonly store: ReadStore; readonly scribe: Scribe }> {
  const log = memoryEventLog();
  const store = memoryReadStore();
  const scribe = new Scribe();
  await log.append(0, scribe.write('acme', scores));
  await foldInto(log, store, projection);
  return { log, store, scribe };
}

async function foldInto(log: EventLog, store: ReadStore, projection: Projection): Promise<void> {
  const projections = [projection];
  const runner = new ProjectionRunner({ log, store, catalogue: scoreCatalogue, projections });
  await runner.start();
  await runner.caughtUp();
  await runner.stop();
}

const noKeys = { ledgerKey: () => Promise.resolve(undefined) };

const verify = (
  log: EventLog,
  store: ReadStore,
  { ledger = 'acme', keys = noKeys }: Partial<Pick<VerifyOptions, 'ledger' | 'keys'>> = {},
): Promise<VerifyReport> =>
  verifyLedger({ log, keys, ledger, slices: [slice], store, scratch: memoryReadStore() });

/** The checks that are not ok, with their problems. */
const wrongIn = ({ checks }: VerifyReport): object =>
  Object.fromEntries(checks.filter(({ ok }) => !ok).map(({ name, problems }) => [name, problems]));

const scores = (count: number): readonly Score[] =>
  Array.from({ length: count }, (_, i) => ({ player: `p-${i % 5}`, points: i }));

/** The log, with its records changed on the way out. */
function tampered(log: EventLog, change: (record: EntryRecord) => EntryRecord): EventLog {
  return { ...log, read: async (...args) => (await log.read(...args)).map(change) };
}

async function corrupted(store: ReadStore, changes: readonly RowChange[]): Promise<void> {
  const { checkpoint, close } = await store.snapshot('score.v1.1', 'acme');
  close();
  if (checkpoint === undefined) throw new Error('nothing is folded');
  await store.commit('score.v1.1', 'acme', checkpoint, checkpoint, changes);
}

describe('verify', () => {
  it('finds nothing in a sound ledger', async () => {
    const { log, store } = await folded(scores(30));
    const report = await verify(log, store);
    expect(wrongIn(report)).toEqual({});
    expect(report).toMatchObject({ ledger: 'acme', entries: 30 });
    expect(report.head).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(report.checks.map(({ name }) => name)).toEqual([
      'sequence',
      'prevhash',
      'entry-types',
      'subject-versions',
      'no-debts',
      'not-halted',
      'read-model:score',
      'checkpoints',
      'ledger-key',
    ]);
  });

  it('reads on where the log fails for a moment', async () => {
    const { log, store } = await folded(scores(30));
    const asked: string[] = [];
    const once = async <T>(what: string, answer: () => Promise<T>): Promise<T> => {
      asked.push(what);
      if (asked.filter((one) => one === what).length > 1) return answer();
      throw new LogError('io', 'another broker leads now', 'not-appended', true);
    };
    const moving: EventLog = {
      ...log,
      head: (ledger) => once('head', () => log.head(ledger)),
      read: (ledger, from, limit) => once('read', () => log.read(ledger, from, limit)),
      halts: (partition) => once('halts', () => log.halts(partition)),
    };
    const report = await verify(moving, store);
    expect([report.entries, wrongIn(report)]).toEqual([30, {}]);
    expect(asked).toEqual(expect.arrayContaining(['head', 'read', 'halts']));
  });

  it('finds what the log holds behind its last entry', async () => {
    const { log, store } = await folded(scores(3));
    const halts: EventLog['halts'] = async () => [
      { ledger: 'other', sequence: 1, reason: 'x' },
      { ledger: 'acme', sequence: 4, reason: 'forked' },
    ];
    expect(wrongIn(await verify({ ...log, halts }, store))).toEqual({
      'not-halted': ['halted at entry 4: forked'],
    });
  });

  it('finds nothing where the read model is only late', async () => {
    const { log, store, scribe } = await folded(scores(30));
    await log.append(0, scribe.write('acme', scores(10)));
    expect(wrongIn(await verify(log, store))).toEqual({});
  });

  it('compares also what was folded while it ran', async () => {
    const { log, store, scribe } = await folded(scores(30));
    let grown = false;
    const growing: EventLog = {
      ...log,
      read: async (...args) => {
        if (!grown) {
          grown = true;
          await log.append(0, scribe.write('acme', scores(10)));
          await foldInto(log, store, scoreProjection());
        }
        return log.read(...args);
      },
    };
    const report = await verify(growing, store);
    expect(wrongIn(report)).toEqual({});
  });

  it('of a ledger that is not there is refused', async () => {
    const { log, store } = await folded(scores(3));
    await expect(verify(log, store, { ledger: 'nowhere' })).rejects.toMatchObject({
      code: 'ledger-not-found',
    });
  });

  it('names the entry whose bytes were changed, by the one after it', async () => {
    const { log, store } = await folded(scores(30));
    const forging = tampered(log, (record) => {
      if (record.sequence !== 12) return record;
      const text = Buffer.from(record.bytes).toString().replace('"points":11', '"points":99');
      return { ...record, bytes: Buffer.from(text) };
    });
    const wrong = wrongIn(await verify(forging, store));
    expect(wrong).toMatchObject({ prevhash: [expect.stringContaining('entry 13 names')] });
    expect(Object.keys(wrong)).toEqual(['prevhash', 'read-model:score']);
  });

  it('names a gap in the sequence', async () => {
    const { log, store } = await folded(scores(30));
    const other = new Scribe();
    other.forget('acme', { sequence: 11, leaf: 'x' });
    const [stray] = other.write('acme', [{ player: 'p-1', points: 1 }]);
    const broken = tampered(log, (record) =>
      record.sequence === 8 && stray !== undefined ? { ...record, bytes: stray.bytes } : record,
    );
    expect(wrongIn(await verify(broken, store))).toMatchObject({
      sequence: [expect.stringContaining('where entry 8 should stand there is 12')],
    });
  });

  it('names a subject whose versions have a gap', async () => {
    const { log, store, scribe } = await folded(scores(5));
    scribe.skipVersion('acme', 'p-1');
    await log.append(0, scribe.write('acme', scores(5)));
    expect(wrongIn(await verify(log, store))).toEqual({
      'subject-versions': ['entry 7 is version 3 of player/p-1, after version 1'],
    });
  });

  it('names entries of types that it does not know', async () => {
    const { log, store } = await folded([
      ...scores(5),
      { player: 'x', points: 1, type: 'Unheard' },
    ]);
    expect(wrongIn(await verify(log, store))).toMatchObject({
      'entry-types': [expect.stringContaining('sales.Unheard.v1')],
      'read-model:score': [expect.stringContaining('it stops at entry 6')],
    });
  });

  it("names what breaks a slice's rule, and counts what it leaves out", async () => {
    const debts = Array.from({ length: 25 }, () => ({ player: 'p-1', points: -1 }));
    const { log, store } = await folded(debts);
    const { 'no-debts': found } = wrongIn(await verify(log, store)) as { 'no-debts': string[] };
    expect(found).toHaveLength(21);
    expect(found.at(0)).toBe('entry 1 takes 1 points away');
    expect(found.at(-1)).toBe('… and 5 more');
  });

  it.each<readonly [string, RowChange, string]>([
    [
      'differs',
      { collection: 'chunk', id: '0', row: { points: Float64Array.of(1, 2, 3) } },
      'row 0 of chunk differs',
    ],
    ['is missing', { collection: 'chunk', id: '0', row: undefined }, 'row 0 of chunk is missing'],
    [
      'must not be there',
      { collection: 'chunk', id: '9', row: { points: 1 } },
      'row 9 of chunk is there and must not be',
    ],
  ])('names a row that %s', async (_what, change, problem) => {
    const { log, store } = await folded(scores(30));
    await corrupted(store, [change]);
    expect(wrongIn(await verify(log, store))).toEqual({ 'read-model:score': [problem] });
  });

  it('names an index that does not list its rows', async () => {
    const { log, store } = await folded(scores(30));
    const forgetful: ReadStore = {
      ...store,
      snapshot: async (...args) => {
        const snapshot = await store.snapshot(...args);
        return {
          ...snapshot,
          find: async (find) => {
            const page = await snapshot.find(find);
            return find.index === undefined ? page : { ...page, rows: page.rows.slice(1) };
          },
        };
      },
    };
    expect(wrongIn(await verify(log, forgetful))).toEqual({
      'read-model:score': ['the index by-total of player does not list its rows'],
    });
  });

  it('names where a read model stopped', async () => {
    const { log, store } = await folded([...scores(5), { player: 'p', points: 1, poison: true }]);
    expect(wrongIn(await verify(log, store))).toEqual({
      'read-model:score': ['it stops at entry 6: these points can not be counted'],
    });
  });

  it('names a read model that shows more than the log holds', async () => {
    const { store } = await folded(scores(30));
    const { log } = await folded(scores(12));
    expect(wrongIn(await verify(log, store))).toEqual({
      'read-model:score': ["it shows entry 30, to which the log can't be folded"],
      checkpoints: ['score shows entry 30; the log ends with entry 12'],
    });
  });

  it('says so where no build of this version serves yet', async () => {
    const { log, store } = await folded(scores(3), scoreProjection({ version: 7 }));
    expect(wrongIn(await verify(log, store))).toEqual({
      'read-model:score': ['version 1 of score is still being computed; verify again later'],
    });
  });

  it.each([
    ['is there', Buffer.alloc(32, 1), {}],
    ['is lost', undefined, { 'ledger-key': ['the key store has no key of this ledger'] }],
    [
      'is another',
      Buffer.alloc(32, 2),
      { 'ledger-key': ['the key is not the one that the ledger was opened with'] },
    ],
  ])(
    'holds the key against the one that the ledger was opened with, where it %s',
    async (_, key, wrong) => {
      const { log, store } = await folded(scores(3));
      const ledgerKeyHash = keyHash(Buffer.alloc(32, 1));
      const opening: EventLog = {
        ...log,
        read: async (ledger, from, limit) =>
          limit === 1 && from === 1
            ? [
                {
                  ledger,
                  sequence: 1,
                  bytes: Buffer.from(JSON.stringify({ data: { ledgerKeyHash } })),
                },
              ]
            : log.read(ledger, from, limit),
      };
      const keys = { ledgerKey: () => Promise.resolve(key) };
      expect(wrongIn(await verify(opening, store, { keys }))).toEqual(wrong);
    },
  );
});
