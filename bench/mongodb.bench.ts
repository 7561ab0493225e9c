// The read store on MongoDB, beside the bare driver doing the same in the same run: commits, queries, and rebuilds through
// the real projection runner over a log in memory, beside the embedded store filled by the same. MONGODB_URL names a replica set; a database is made and dropped.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type EntryRecord, type Projection, modelOf } from '@ledger/ledger';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { mongodbReadStore } from '@ledger/read-store/mongodb/read-store.js';
import { type Checkpoint, type ReadStore, type RowChange } from '@ledger/read-store';
import { slices } from '@ledger/sales';
import { MongoClient } from 'mongodb';
import { dealEntries } from './deal-entries.js';
import { batchRows, changesFrom, idOf, operationOf, type RawRow } from './mongodb-rows.js';
import { rawRows } from './raw-rows.js';
import { refolded } from './refold.js';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 100_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Of what takes half a minute; more of them with BENCH_REBUILDS. */
const rebuildRounds = Number(process.env['BENCH_REBUILDS'] ?? 1);
const only = process.env['BENCH_ONLY'];
const batches = 10;
const questions = 300;

const { catalogue } = modelOf(slices);
const projections = slices.flatMap((slice) => slice.projections);
const leaderboard = projections.filter(({ name }) => name === 'measure');
const collection = {
  name: 'deal',
  indexes: [
    { name: 'by-status', fields: ['status', 'on'] },
    { name: 'by-owner', fields: ['owner', 'status', 'on'] },
  ],
};

Logger.overrideLogger(['warn', 'error', 'fatal']);
const given = process.env['MONGODB_URL'];
if (given === undefined) throw new Error('MONGODB_URL is not set: npm run servers prints one');
const url = new URL(given);
url.pathname = `/sales-ledger-bench-${randomUUID().slice(0, 8)}`;
const client = new MongoClient(url.href, { promoteBuffers: true });
const raw = client.db().collection<RawRow>('raw');
const majority = { writeConcern: { w: 'majority', journal: true } } as const;
const log = memoryEventLog();
const store = await mongodbReadStore(url.href);
const build = 'bench';
let checkpoint: Checkpoint | undefined;
let used = 0;

try {
  await raw.createIndexes([{ key: { by: 1 } }]);
  await fill();
  console.log(`${entries.toLocaleString('en')} entries, ${batchRows} rows a commit`);
  await run();
} finally {
  await store.close();
  await client.db().dropDatabase();
  await client.close();
}

type Work = {
  readonly name: string;
  /** What is counted. */
  readonly of: 'rows' | 'questions' | 'entries';
  readonly count: number;
  readonly rounds: number;
  /** @returns milliseconds */
  readonly work: () => Promise<number>;
};

async function run(): Promise<void> {
  const works: readonly Work[] = [
    rows('bare driver: bulkWrite of new rows', () => bulk(fresh())),
    rows('commit of new rows', () => committed(fresh())),
    rows('bare driver: bulkWrite over rows', () => bulk(again())),
    rows('commit over rows', () => committed(again())),
    asked('bare driver: 50 rows by id', () => rawById()),
    asked('getMany of 50 rows', (of) => byId(of)),
    asked('bare driver: page of 50 by index', () => rawPage()),
    asked('find of 50 rows', (of) => page(of)),
    embedded('embedded store: the leaderboard alone', leaderboard),
    bulkWritten('bulkWrite: the leaderboard alone', leaderboard),
    rebuilt('rebuild of the leaderboard alone', leaderboard),
    embedded('embedded store: all read models', projections),
    bulkWritten('bulkWrite: all read models', projections),
    rebuilt('rebuild of all read models', projections),
    ...(only === undefined
      ? []
      : projections.map((one) => rebuilt(`rebuild of ${one.name}`, [one]))),
  ];
  const chosen = works.filter(({ name }) => only === undefined || name.includes(only));
  const measured = new Map<string, { perSecond: number; cpuUs: number }[]>();
  for (let round = 0; round < Math.max(rounds, rebuildRounds); round += 1) {
    for (const { name, count, work, ...one } of chosen) {
      if (round >= one.rounds) continue;
      const cpu = process.cpuUsage();
      const perSecond = (count * 1_000) / (await work());
      const { user, system } = process.cpuUsage(cpu);
      const cpuUs = (user + system) / count;
      measured.set(name, [...(measured.get(name) ?? []), { perSecond, cpuUs }]);
    }
  }
  const middle = (name: string): { perSecond: number; cpuUs: number } => {
    const sorted = [...(measured.get(name) ?? [])].sort((a, b) => a.perSecond - b.perSecond);
    return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: NaN, cpuUs: NaN };
  };
  for (const { name, of } of chosen) {
    const { perSecond, cpuUs } = middle(name);
    const rounded = Math.round(perSecond).toLocaleString('en').padStart(9);
    console.log(
      `${name.padEnd(40)} ${rounded} ${of}/s  ${cpuUs.toFixed(1).padStart(6)} us of this process's CPU each`,
    );
  }
  if (only !== undefined) return;
  const ratio = (one: string, other: string): number =>
    middle(one).perSecond / middle(other).perSecond;
  say(
    'new rows beside bulkWrite',
    ratio('commit of new rows', 'bare driver: bulkWrite of new rows'),
  );
  say(
    'rows over rows beside bulkWrite',
    ratio('commit over rows', 'bare driver: bulkWrite over rows'),
  );
  say('getMany beside the driver', ratio('getMany of 50 rows', 'bare driver: 50 rows by id'));
  say('find beside the driver', ratio('find of 50 rows', 'bare driver: page of 50 by index'));
  const [alone, all] = ['the leaderboard alone', 'all read models'];
  for (const what of [alone, all]) {
    const rebuild = `rebuild of ${what}`;
    say(`${what} beside bulkWrite of the same rows`, ratio(rebuild, `bulkWrite: ${what}`));
    say(`${what} beside the embedded store`, ratio(rebuild, `embedded store: ${what}`));
  }
  verdict('leaderboard alone', middle('rebuild of the leaderboard alone').perSecond, 40_000);
  verdict('all read models', middle('rebuild of all read models').perSecond, 15_000);
}

function rows(name: string, work: () => Promise<number>): Work {
  return { name, of: 'rows', count: batchRows * batches, rounds, work };
}

function asked(name: string, ask: (of: ReadStore) => Promise<number>): Work {
  const work = async (): Promise<number> => {
    if (used === 0) await fillRows();
    const begun = performance.now();
    for (let n = 0; n < questions; n += 1) {
      if ((await ask(store)) !== 50) throw new Error(`${name} did not find 50 rows`);
    }
    return performance.now() - begun;
  };
  return { name, of: 'questions', count: questions, rounds, work };
}

/** What questions are asked of, where only they are measured. */
async function fillRows(): Promise<void> {
  for (const all of [fresh(), again()]) {
    await bulk(all);
    await committed(all);
  }
}

function rebuilt(name: string, which: readonly Projection[]): Work {
  const own = new URL(`${url.pathname}-rows${url.search}`, url.href);
  const work = async (): Promise<number> => {
    const ms = await rebuild(which, await mongodbReadStore(own.href));
    await client.db(own.pathname.slice(1)).dropDatabase();
    return ms;
  };
  return { name, of: 'entries', count: entries, rounds: rebuildRounds, work };
}

/** The same rebuild where no server is asked: what the machine does at all at this moment. */
function embedded(name: string, which: readonly Projection[]): Work {
  const folder = join(tmpdir(), `sales-ledger-bench-${randomUUID()}`);
  const work = (): Promise<number> =>
    rebuild(which, lmdbReadStore(folder)).finally(() => rmSync(folder, { recursive: true }));
  return { name, of: 'entries', count: entries, rounds: rebuildRounds, work };
}

/** The rows of the same rebuild as bulk writes: only these are timed. */
function bulkWritten(name: string, which: readonly Projection[]): Work {
  const database = client.db(`${url.pathname.slice(1)}-bulk`);
  const work = async (): Promise<number> => {
    const written = rawRows(database);
    await rebuild(which, written);
    await database.dropDatabase();
    return written.tookMs;
  };
  return { name, of: 'entries', count: entries, rounds: rebuildRounds, work };
}

async function fill(): Promise<void> {
  let batch: EntryRecord[] = [];
  for (const record of dealEntries('bench', entries)) {
    batch.push(record);
    if (batch.length < 4_000 && record.sequence < entries) continue;
    await log.append(0, batch);
    batch = [];
  }
}

/** Batches of rows that are nowhere yet, and of those that were the last of these. */
function fresh(): readonly RowChange[][] {
  used += batchRows * batches;
  return Array.from({ length: batches }, (_, n) =>
    changesFrom(used + n * batchRows, 'open', 'none'),
  );
}

function again(): readonly RowChange[][] {
  return Array.from({ length: batches }, (_, n) =>
    changesFrom(used + n * batchRows, 'won', undefined),
  );
}

/** What anybody would write for the same rows, with half the indexes and no checkpoint. */
async function bulk(all: readonly RowChange[][]): Promise<number> {
  const begun = performance.now();
  for (const changes of all) await raw.bulkWrite(changes.map(operationOf), majority);
  return performance.now() - begun;
}

async function committed(all: readonly RowChange[][]): Promise<number> {
  await store.prepare(build, [collection]);
  const begun = performance.now();
  for (const changes of all) {
    const sequence = (checkpoint?.sequence ?? 0) + changes.length;
    const next = { sequence, time: new Date(sequence).toISOString() };
    await store.commit(build, 'bench', checkpoint, next, changes);
    checkpoint = next;
  }
  return performance.now() - begun;
}

function someIds(): string[] {
  const first = used + Math.floor(Math.random() * (batchRows - 50));
  return Array.from({ length: 50 }, (_, n) => idOf(first + n));
}

async function rawById(): Promise<number> {
  const found = await raw.find({ _id: { $in: someIds() } }).toArray();
  return found.filter(({ v }) => JSON.parse(v.toString()) !== null).length;
}

async function byId(of: ReadStore): Promise<number> {
  const snapshot = await of.snapshot(build, 'bench');
  const found = await snapshot.getMany('deal', someIds());
  snapshot.close();
  return found.filter((row) => row !== undefined).length;
}

async function rawPage(): Promise<number> {
  const range = { $gte: `won${idOf(used)}`, $lt: 'wonX' };
  const found = await raw.find({ by: range }).sort({ by: 1 }).limit(50).toArray();
  return found.filter(({ v }) => JSON.parse(v.toString()) !== null).length;
}

async function page(of: ReadStore): Promise<number> {
  const snapshot = await of.snapshot(build, 'bench');
  const find = {
    collection: 'deal',
    index: 'by-owner',
    prefix: [`sp-${used % 200}`, 'won'],
    limit: 50,
  };
  const { rows: found } = await snapshot.find(find);
  snapshot.close();
  return found.length;
}

function rebuild(which: readonly Projection[], rowStore: ReadStore): Promise<number> {
  return refolded({ log, store: rowStore, catalogue, projections: which });
}

function say(what: string, ratio: number): void {
  console.log(`${what}: ${ratio.toFixed(2)} ×`);
}

function verdict(what: string, perSecond: number, atLeast: number): void {
  const [rate, bar] = [perSecond, atLeast].map((one) => Math.round(one).toLocaleString('en'));
  const outcome = perSecond >= atLeast ? 'reached' : 'missed';
  console.log(`${what}: ${rate}/s (bar ≥ ${bar}/s: ${outcome})`);
}
