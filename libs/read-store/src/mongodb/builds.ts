// Which MongoDB collection holds which build. One for all of a build's collections: installations have many builds and
// ledgers, and every collection and index of MongoDB's is a file.
import { isDeepStrictEqual } from 'node:util';
import { type Collection, type Index } from '@ledger/ledger';
import { inTransaction, putFirst } from '@ledger/mongodb';
import { type ClientSession, type Collection as MongoCollection, MongoServerError } from 'mongodb';
import { type Build, type BuildUse, StoreError } from '../read-store.js';
import {
  type BuildDocument,
  type Layout,
  type RowDocument,
  checkpointIds,
  metaIdsOf,
} from './layout.js';

export type Table = {
  readonly collection: Collection;
  /** Begins the keys of this collection's rows among those of the build. */
  readonly prefix: string;
};

export type Tables = {
  readonly build: Build;
  readonly number: number;
  readonly rows: MongoCollection<RowDocument>;
  /** @throws Error for a collection that was not prepared */
  of(collection: string): Table;
};

export type Builds = {
  prepare(build: Build, collections: readonly Collection[], use: BuildUse): Promise<void>;
  /** @throws Error for a build that was not prepared */
  tables(build: Build): Tables;
  drop(build: Build): Promise<void>;
  /** The same as part of a larger step; `tidy` follows once that is durable. */
  dropWithin(session: ClientSession, build: Build): Promise<void>;
  tidy(build: Build): Promise<void>;
  /** Deletes for good what was dropped so long ago that nobody can read it any more. */
  sweep(): Promise<void>;
  close(): void;
};

/** Longer than MongoDB keeps what snapshots read (minSnapshotHistoryWindowInSeconds, 300 by default). */
const keptMsAfterDrop = 600_000;

export function buildsIn(layout: Layout): Builds {
  const { builds, checkpoints, dropped, meta, numbers } = layout;
  const open = new Map<Build, Tables>();
  /** Dropped here; whoever still folds into one is told so. */
  const gone = new Set<Build>();
  let sweeping: NodeJS.Timeout | undefined;

  async function begin(build: Build, collections: string): Promise<BuildDocument> {
    const inc = { $inc: { last: 1 } };
    const returned = { upsert: true, returnDocument: 'after' } as const;
    const counted = await numbers.findOneAndUpdate({ _id: 'builds' }, inc, returned);
    return putFirst(builds, build, { number: counted?.last ?? 0, collections });
  }

  async function prepare(
    build: Build,
    collections: readonly Collection[],
    use: BuildUse,
  ): Promise<void> {
    const declared = JSON.stringify(collections);
    const stands = (await builds.findOne({ _id: build })) ?? (await begin(build, declared));
    if (stands.collections !== declared) {
      throw new Error(`build ${build} stands with other collections`);
    }
    gone.delete(build);
    const rows = layout.rows(stands.number);
    await makeReady(build, rows, { collections, use });
    open.set(build, tablesOf({ build, number: stands.number, rows }, collections));
  }

  async function dropWithin(session: ClientSession, build: Build): Promise<void> {
    const gone = await builds.findOneAndDelete({ _id: build }, { session });
    if (gone === null) return;
    const { number } = gone;
    await checkpoints.deleteMany({ _id: checkpointIds(number) }, { session });
    await meta.deleteMany({ _id: metaIdsOf(build) }, { session });
    const now = { $currentDate: { at: true } } as const;
    await dropped.updateOne({ _id: number }, now, { session, upsert: true });
  }

  async function drop(build: Build): Promise<void> {
    await inTransaction(layout, (session) => dropWithin(session, build));
    await tidy(build);
  }

  async function tidy(build: Build): Promise<void> {
    open.delete(build);
    gone.add(build);
    await sweep();
    // A process that ends earlier leaves it to the next one that opens.
    clearTimeout(sweeping);
    sweeping = setTimeout(() => void sweep().catch(() => undefined), keptMsAfterDrop + 1_000);
    sweeping.unref();
  }

  async function sweep(): Promise<void> {
    const before = { $subtract: ['$$NOW', keptMsAfterDrop] };
    for await (const { _id: number } of dropped.find({ $expr: { $lt: ['$at', before] } })) {
      await layout.rows(number).drop();
      // Of a process that did not know that the build is gone.
      await checkpoints.deleteMany({ _id: checkpointIds(number) });
      await dropped.deleteOne({ _id: number });
    }
  }

  return {
    prepare,
    drop,
    dropWithin,
    tidy,
    sweep,
    tables: (build) => {
      const found = open.get(build);
      if (found !== undefined) return found;
      const message = `build ${build} was not prepared`;
      throw gone.has(build)
        ? new StoreError('build-dropped', `${message} since it was dropped`, false)
        : new Error(message);
    },
    close: () => clearTimeout(sweeping),
  };
}

/** The field of a row's key in an index, and the name of MongoDB's index on it. */
export function fieldOf(collection: Collection, index: Index): `k${number}` {
  return `k${collection.indexes.indexOf(index)}`;
}

function tablesOf(place: Omit<Tables, 'of'>, collections: readonly Collection[]): Tables {
  const tables = new Map(
    collections.map((collection, at) => [collection.name, { collection, prefix: `${at}\0` }]),
  );
  return {
    ...place,
    of: (collection) => {
      const table = tables.get(collection);
      if (table === undefined) throw new Error(`no collection ${collection} was prepared`);
      return table;
    },
  };
}

type IndexShape = { readonly name: string; readonly key: Key; readonly sparse?: boolean };
type Key = { readonly [field: string]: number };

type Wanted = { readonly collections: readonly Collection[]; readonly use: BuildUse };

/** Long enough for the largest build, and longer than the connection waits for anything else. */
const indexingMsMax = 3_600_000;

const idIndex: IndexShape = { name: '_id_', key: { _id: 1 } };

/**
 * Indexes are made once a build is full: the server sorts their keys then, instead of finding a place for each.
 * @throws Error where MongoDB has other indexes there than this build's
 */
async function makeReady(
  build: Build,
  rows: MongoCollection<RowDocument>,
  { collections, use }: Wanted,
): Promise<void> {
  const count = Math.max(0, ...collections.map(({ indexes }) => indexes.length));
  // A row without the field is not in the index.
  const wanted = Array.from({ length: count }, (_, at): IndexShape => {
    const name = `k${at}`;
    return { name, key: { [name]: 1 }, sparse: true };
  });
  const there = (await shapesIn(rows)) ?? (await create(rows));
  const others = there.filter((one) =>
    [idIndex, ...wanted].every((known) => !isDeepStrictEqual(one, known)),
  );
  if (others.length > 0) {
    throw new Error(
      `build ${build} stands in MongoDB with other indexes: ${JSON.stringify(others)} in ${rows.collectionName}`,
    );
  }
  // Also where all are listed: one that is being made is, and this waits until it is there.
  if (use === 'filling' || count === 0) return;
  const specifications = wanted.map((one) => ({ ...one }));
  await rows.createIndexes(specifications, { timeoutMS: indexingMsMax });
}

const namespaceNotFound = 26;
const namespaceExists = 48;

/** undefined where there is no such collection. */
async function shapesIn(
  rows: MongoCollection<RowDocument>,
): Promise<readonly IndexShape[] | undefined> {
  try {
    const indexes = await rows.listIndexes().toArray();
    return indexes.map(({ v: _, ...shape }) => shape as IndexShape); // MongoDB's own list
  } catch (error) {
    if (codeOf(error) === namespaceNotFound) return undefined;
    throw error;
  }
}

async function create(rows: MongoCollection<RowDocument>): Promise<readonly IndexShape[]> {
  try {
    await rows.db.createCollection(rows.collectionName);
  } catch (error) {
    if (codeOf(error) !== namespaceExists) throw error; // another process prepares the same build
  }
  return [];
}

const codeOf = (error: unknown): unknown =>
  error instanceof MongoServerError ? error.code : undefined;
