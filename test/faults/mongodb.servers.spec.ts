// MongoDB and those who fold into it, killed, paused and cut off: each entry counts once, errors are bounded and tell the
// truth, and everything goes on without a hand. MONGODB_KILLS=<n> runs more rounds.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { appNameOf } from '@ledger/mongodb';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { mongodbReadStore } from '@ledger/read-store/mongodb/read-store.js';
import { type Checkpoint, type ReadStore, type RowChange } from '@ledger/read-store';
import { ProjectionRunner } from '@ledger/runtime';
import { MongoClient } from 'mongodb';
import {
  type Score,
  Scribe,
  rowsOf,
  scoreCatalogue,
  scoreProjection,
} from '../../libs/runtime/src/projection/testing.js';
import { type MongodbServer, startMongodb } from '../servers/mongodb.js';
import { freePort } from '../servers/ports.js';
import { databaseUrl, freshName } from '../servers/testing.js';

jest.setTimeout(60_000);

const kills = Number(process.env['MONGODB_KILLS'] ?? 4);
const collections = [{ name: 'tally', indexes: [{ name: 'by-n', fields: ['n'] }] }];
const at = (sequence: number): Checkpoint => ({ sequence, time: `t${sequence}` });
const tally = (id: string, n: number): RowChange => ({ collection: 'tally', id, row: { n } });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A store in a database of its own, both gone after the test. */
async function opened(url: string, answerMsMax?: number): Promise<ReadStore> {
  const store = await mongodbReadStore(url, answerMsMax === undefined ? {} : { answerMsMax });
  closing.push(() => store.close());
  return store;
}

function ownDatabase(): string {
  const url = databaseUrl(freshName('faults'));
  closing.push(async () => {
    const client = new MongoClient(url);
    await client.db().dropDatabase();
    await client.close();
  });
  return url;
}

async function held(
  store: ReadStore,
  build = 'b',
): Promise<{ checkpoint: Checkpoint | undefined; rows: number; sum: unknown }> {
  const snapshot = await store.snapshot(build, 'acme');
  const { rows } = await snapshot.find({ collection: 'tally', index: 'by-n', limit: 10_000 });
  const [sum] = await snapshot.getMany('tally', ['sum']);
  snapshot.close();
  return { checkpoint: snapshot.checkpoint, rows: rows.length, sum: sum?.['n'] };
}

describe('two who fold the same build', () => {
  it('never both win, and nothing counts twice', async () => {
    const url = ownDatabase();
    const both = await Promise.all([opened(url), opened(url)]);
    await Promise.all(both.map((store) => store.prepare('b', collections)));
    const codes: unknown[] = [];
    for (let sequence = 1; sequence <= 40; sequence += 1) {
      const expected = sequence === 1 ? undefined : at(sequence - 1);
      const outcomes = await Promise.allSettled(
        both.map((store, who) =>
          store.commit('b', 'acme', expected, at(sequence), [
            tally(`e${sequence}-${who}`, sequence),
            tally('sum', sequence),
          ]),
        ),
      );
      const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(lost).toHaveLength(1);
      codes.push(...lost);
    }
    expect(new Set(codes)).toEqual(new Set(['checkpoint-moved']));
    const [store = both[0]] = both;
    expect(await held(store)).toEqual({ checkpoint: at(40), rows: 41, sum: 40 });
  });
});

describe(`one who folds and is killed, ${kills} times`, () => {
  it('leaves whole commits only, and the next one goes on soon', async () => {
    const url = ownDatabase();
    const store = await opened(url);
    await store.prepare('b', collections);
    let acknowledged = 0;
    for (let round = 0; round < kills; round += 1) {
      acknowledged = await killedAfter(url, acknowledged, 2 + Math.floor(Math.random() * 12));
      const { checkpoint, rows, sum } = await held(store);
      const sequence = checkpoint?.sequence ?? 0;
      expect(sequence).toBeGreaterThanOrEqual(acknowledged);
      expect([rows, sum]).toEqual([sequence + 1, sequence]);
      // Even where it was killed within a transaction: that one is ended, not waited for.
      const next = { sequence: sequence + 10, time: '' };
      const changes = Array.from({ length: 10 }, (_, n) => tally(`e${sequence + 1 + n}`, n));
      await store.commit('b', 'acme', checkpoint, next, [...changes, tally('sum', sequence + 10)]);
      acknowledged = next.sequence;
    }
  });

  /** @returns the last sequence that was said to be durable */
  async function killedAfter(url: string, before: number, commits: number): Promise<number> {
    const child = folder(url);
    let last = before;
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
      last = Number(line);
      seen += 1;
      // Not right after an answer: most of the time it is within a transaction.
      if (seen === commits) setTimeout(() => child.kill('SIGKILL'), Math.random() * 40);
    }
    expect(seen).toBeGreaterThanOrEqual(commits);
    return last;
  }

  function folder(url: string): ChildProcess {
    const words = ['--import', './test/servers/typescript.mjs', 'test/faults/mongodb-folder.ts'];
    const child = spawn(process.execPath, [...words, url, 'b'], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    closing.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    });
    return child;
  }
});

describe('a transaction that nobody goes on with', () => {
  it('is ended by whoever it is in the way of', async () => {
    const url = ownDatabase();
    const store = await opened(url);
    await store.prepare('b', collections);
    await store.commit('b', 'acme', undefined, at(1), [tally('sum', 1)]);
    const { pathname } = new URL(url);
    const other = new MongoClient(url, { appName: appNameOf(pathname.slice(1)) });
    closing.push(() => other.close());
    const session = other.startSession();
    session.startTransaction();
    const checkpoints = other.db().collection('read-store.checkpoints');
    await checkpoints.updateMany({}, { $set: { sequence: 99 } }, { session });
    await store.commit('b', 'acme', at(1), at(2), [tally('sum', 2)]);
    expect(await held(store)).toMatchObject({ checkpoint: at(2), sum: 2 });
    await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 });
  });
});

describe('a commit whose answer is lost', () => {
  it('is of unknown outcome, which the next one learns from the checkpoint', async () => {
    const url = ownDatabase();
    const proxy = await cutter(Number(new URL(url).port));
    const through = new URL(url);
    through.port = String(proxy.port);
    through.search = '?directConnection=true';
    const store = await opened(through.href);
    await store.prepare('b', collections);
    await store.commit('b', 'acme', undefined, at(1), [tally('sum', 1)]);
    proxy.cut('commitTransaction');
    const lost = store.commit('b', 'acme', at(1), at(2), [tally('sum', 2)]);
    await expect(lost).rejects.toMatchObject({ code: 'io', retriable: true });
    proxy.mend();
    // Who did not look is told that it was its own commit, not somebody else's.
    const blind = store.commit('b', 'acme', at(1), at(2), [tally('sum', 2)]);
    await expect(blind).rejects.toMatchObject({ code: 'io', retriable: true });
    expect(await held(store)).toMatchObject({ checkpoint: at(2), sum: 2 });
    await store.commit('b', 'acme', at(2), at(3), [tally('sum', 3)]);
    const moved = store.commit('b', 'acme', at(2), at(3), [tally('sum', 3)]);
    await expect(moved).rejects.toMatchObject({ code: 'checkpoint-moved' });
  });
});

describe('a server of its own', () => {
  let server: MongodbServer;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await startMongodb();
  });
  afterAll(() => server.stop());

  it('killed and started again, paused, stepped down: every entry is folded once', async () => {
    const log = memoryEventLog();
    const scribe = new Scribe();
    const fatal: unknown[] = [];
    const options = { log, catalogue: scoreCatalogue, projections: [scoreProjection()] };
    const runnerOn = (store: ReadStore): ProjectionRunner =>
      new ProjectionRunner({ ...options, store, onFatal: (error) => fatal.push(error) });
    const store = await opened(server.url, 1_500);
    const runner = runnerOn(store);
    await runner.start();
    let written = 0;
    const load = async (entries: number): Promise<void> => {
      const until = written + entries;
      while (written < until) {
        await log.append(0, scribe.write('acme', scores(written, 50)));
        written += 50;
        await new Promise(setImmediate);
      }
    };
    const shown = (): number => runner.serving('score')?.in('acme')?.checkpoint?.sequence ?? 0;

    await load(1_000);
    await runner.watch.until(() => shown() > 0);
    await Promise.all([load(1_000), server.kill('SIGKILL')]);
    await load(500);
    await server.restart();
    await runner.caughtUp();
    expect(shown()).toBe(written);

    await server.kill('SIGSTOP');
    await load(1_000);
    const begunMs = performance.now();
    await expect(store.putMeta('x', {})).rejects.toMatchObject({ code: 'io', retriable: true });
    expect(performance.now() - begunMs).toBeLessThan(15_000);
    await server.kill('SIGCONT');
    await load(500);
    await runner.caughtUp();
    expect(shown()).toBe(written);

    const admin = new MongoClient(server.url);
    closing.push(() => admin.close());
    const down = admin.db('admin').command({ replSetStepDown: 1, force: true });
    await Promise.all([load(1_000), down]);
    await runner.caughtUp();
    expect(shown()).toBe(written);
    expect(fatal).toEqual([]);

    const expected = memoryReadStore();
    const model = runnerOn(expected);
    await model.start();
    await model.caughtUp();
    const build = runner.serving('score')?.build ?? '';
    const [rows, modelRows] = [
      await rowsOf(store, build, 'acme'),
      await rowsOf(expected, model.serving('score')?.build ?? '', 'acme'),
    ];
    await Promise.all([runner.stop(), model.stop()]);
    expect(rows).toEqual(modelRows);
  });

  it('says that a snapshot is older than what is kept', async () => {
    const store = await opened(server.url);
    await store.prepare('old', collections);
    await store.commit('old', 'acme', undefined, at(1), [tally('sum', 1)]);
    const client = new MongoClient(server.url);
    closing.push(() => client.close());
    const kept = (seconds: number): Promise<unknown> =>
      client.db('admin').command({ setParameter: 1, minSnapshotHistoryWindowInSeconds: seconds });
    const snapshot = await store.snapshot('old', 'acme');
    await kept(0);
    let sequence = 1;
    const old = async (): Promise<unknown> => {
      for (;;) {
        await store.commit('old', 'acme', at(sequence), at(sequence + 1), [tally('sum', 2)]);
        sequence += 1;
        await snapshot.getMany('tally', ['sum']);
      }
    };
    await expect(old()).rejects.toMatchObject({ code: 'io', retriable: true });
    snapshot.close();
    await kept(300);
  });
});

describe('a server without a replica set', () => {
  it('is refused, and told what to do', async () => {
    const alone = await startMongodb({ alone: true });
    closing.push(() => alone.stop());
    await expect(mongodbReadStore(alone.url)).rejects.toMatchObject({
      code: 'io',
      retriable: false,
      message: expect.stringContaining('start mongod with --replSet'),
    });
  });

  it.each([
    {
      what: 'nobody there',
      url: (port: number) => `mongodb://127.0.0.1:${port}/`,
      retriable: true,
    },
    { what: 'no address', url: () => 'mongo:secret', retriable: false },
  ])('$what is told without a wait', async ({ url, retriable }) => {
    const asked = mongodbReadStore(url(await freePort()), { answerMsMax: 300 });
    const error: unknown = await asked.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'io', retriable });
    expect(String(error)).not.toContain('secret');
  });
});

function scores(from: number, count: number): Score[] {
  return Array.from({ length: count }, (_, n) => ({ player: `p${(from + n) % 17}`, points: n }));
}

type Cutter = { readonly port: number; cut(word: string): void; mend(): void };

/** Stands between a client and the server; once told to, passes on what holds a word, and cuts the line before the answer. */
async function cutter(to: number): Promise<Cutter> {
  let word: string | undefined;
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = dial(to, '127.0.0.1');
    let isCut = false;
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    near.on('data', (bytes: Buffer) => {
      if (word !== undefined && bytes.includes(word)) isCut = true;
      far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      if (isCut) near.destroy();
      else near.write(bytes);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    cut: (what) => (word = what),
    mend: () => (word = undefined),
  };
}
