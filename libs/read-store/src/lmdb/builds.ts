// Which databases hold which build. Databases are numbered and used anew after a drop: emptying one leaves snapshots that
// still read it in peace, and closing it would not.
import { type Collection, type Index } from '@ledger/ledger';
import { inTurn } from '../in-turn.js';
import { type Build } from '../read-store.js';
import { keyAfterAll, keyOfStringsFrom, sortKey } from '../sort-key.js';
import { commit } from './commit.js';
import {
  type BuildRecord,
  type Environment,
  type IndexDatabase,
  type RowDatabase,
} from './environment.js';

export type Table = {
  readonly collection: Collection;
  readonly rows: RowDatabase;
  readonly indexes: readonly { readonly index: Index; readonly database: IndexDatabase }[];
};

/** Collection name → where it is. */
export type Tables = ReadonlyMap<string, Table>;

export type Builds = {
  prepare(build: Build, collections: readonly Collection[]): Promise<void>;
  /** @throws Error for a build that was not prepared */
  tables(build: Build): Tables;
  /** @param along what else is written in the same step; it must not throw */
  drop(build: Build, along?: () => void): Promise<void>;
};

export function buildsIn(environment: Environment, folder: string): Builds {
  const { root, builds, checkpoints, meta } = environment;
  const open = new Map<Build, Tables>();
  const rows = remembered((number) => environment.rows(number));
  const indexes = remembered((number) => environment.index(number));

  async function begin(build: Build, collections: readonly Collection[]): Promise<BuildRecord> {
    const records = [...builds.getRange()].map(({ value }) => value);
    const record = numbered(collections, new Set(records.flat().flatMap((one) => one.databases)));
    await commit(root, folder, () => void builds.put(build, record));
    return record;
  }

  function tablesOf(record: BuildRecord): Tables {
    const found = new Map<string, Table>();
    for (const { collection, databases } of record) {
      const [first = 0, ...others] = databases;
      found.set(collection.name, {
        collection,
        rows: rows(first),
        indexes: collection.indexes.map((index, at) => ({
          index,
          database: indexes(others[at] ?? first),
        })),
      });
    }
    return found;
  }

  async function prepare(build: Build, collections: readonly Collection[]): Promise<void> {
    const record = builds.get(build) ?? (await begin(build, collections));
    const stands = record.map(({ collection }) => collection);
    if (JSON.stringify(stands) !== JSON.stringify(collections)) {
      throw new Error(`build ${build} stands with other collections`);
    }
    open.set(build, tablesOf(record));
  }

  async function drop(build: Build, along?: () => void): Promise<void> {
    open.delete(build);
    const record = builds.get(build);
    if (record === undefined && along === undefined) return;
    const tables = [...tablesOf(record ?? []).values()];
    const start = sortKey([build]);
    const ledgers = [...checkpoints.getKeys({ start, end: keyAfterAll(start) })];
    const own = keyOfStringsFrom(sortKey([]), `${build}/`);
    const documents = [...meta.getKeys({ start: own, end: keyAfterAll(own) })];
    await commit(root, folder, () => {
      along?.();
      for (const table of tables) {
        void table.rows.clearAsync();
        for (const { database } of table.indexes) void database.clearAsync();
      }
      for (const key of ledgers) void checkpoints.remove(key);
      for (const key of documents) void meta.remove(key);
      void builds.remove(build);
    });
  }

  const turns = inTurn();
  return {
    // One after another, or two builds would take the same free databases.
    prepare: (build, collections) => turns('', () => prepare(build, collections)),
    drop: (build, along) => turns('', () => drop(build, along)),
    tables: (build) => {
      const found = open.get(build);
      if (found === undefined) throw new Error(`build ${build} was not prepared`);
      return found;
    },
  };
}

/** Gives each collection and index the lowest number that is not used. */
function numbered(collections: readonly Collection[], used: Set<number>): BuildRecord {
  let next = 0;
  const free = (): number => {
    while (used.has(next)) next += 1;
    used.add(next);
    return next;
  };
  return collections.map((collection) => ({
    collection,
    databases: [free(), ...collection.indexes.map(free)],
  }));
}

/** Opening a database is a commit of its own, so each is opened once. */
function remembered<T>(open: (number: number) => T): (number: number) => T {
  const known = new Map<number, T>();
  return (number) => {
    const found = known.get(number) ?? open(number);
    known.set(number, found);
    return found;
  };
}
