// The read store in memory: for tests, and for read models that are folded for one question.
import { type Collection } from '@ledger/ledger';
import { expectCheckpoint } from '../expect-checkpoint.js';
import { indexKey } from '../find-range.js';
import { furthest } from '../furthest.js';
import {
  type Build,
  type Checkpoint,
  type ReadStore,
  type RowChange,
  type Snapshot,
  StoreError,
} from '../read-store.js';
import { sortKey } from '../sort-key.js';
import { copyRow } from './copy-row.js';
import { memoryDocuments } from './documents.js';
import { changeable, findIn, newTable, type Table } from './table.js';

type Tables = ReadonlyMap<string, Table>;
type Ledger = { readonly checkpoint: Checkpoint; readonly tables: Tables };
type BuildRows = {
  readonly collections: readonly Collection[];
  readonly ledgers: Map<string, Ledger>;
};

export function memoryReadStore(): ReadStore {
  const builds = new Map<Build, BuildRows>();
  const gone = new Set<Build>();
  const { change, drop: dropDocuments, ...documents } = memoryDocuments(open);
  let closed = false;

  function open(): void {
    if (closed) throw new StoreError('closed', 'the read store is closed', false);
  }

  function prepared(build: Build): BuildRows {
    open();
    const found = builds.get(build);
    if (found !== undefined) return found;
    const message = `build ${build} was not prepared`;
    throw gone.has(build)
      ? new StoreError('build-dropped', `${message} since it was dropped`, false)
      : new Error(message);
  }

  function drop(build: Build): void {
    builds.delete(build);
    gone.add(build);
    dropDocuments(build);
  }

  return {
    prepare: async (build, collections) => {
      open();
      const stands = builds.get(build)?.collections ?? collections;
      if (JSON.stringify(stands) !== JSON.stringify(collections)) {
        throw new Error(`build ${build} stands with other collections`);
      }
      if (!builds.has(build)) builds.set(build, { collections, ledgers: new Map() });
    },
    commit: async (build, ledger, expected, next, changes) => {
      const { collections, ledgers } = prepared(build);
      const before = ledgers.get(ledger);
      expectCheckpoint(before?.checkpoint, expected);
      const tables = before?.tables ?? emptyTables(collections);
      ledgers.set(ledger, { checkpoint: { ...next }, tables: changed(tables, ledger, changes) });
    },
    snapshot: async (build, ledger) => {
      const { collections, ledgers } = prepared(build);
      const { checkpoint, tables } = ledgers.get(ledger) ?? { tables: emptyTables(collections) };
      for (const table of tables.values()) table.shared = true;
      return snapshotOf(ledger, tables, { checkpoint, open });
    },
    checkpoints: async (build) => checkpointsOf(prepared(build)),
    reached: async () => {
      open();
      const shown = [...builds.values()].flatMap(({ ledgers }) => [...ledgers]);
      return furthest(shown.map(([ledger, { checkpoint }]) => [ledger, checkpoint.sequence]));
    },
    ...documents,
    supersede: async ({ old, by, except }, key, wanted) => {
      const { ledgers } = prepared(by);
      const shown = [...(builds.get(old)?.ledgers ?? [])];
      const isBehind = shown.some(
        ([ledger, { checkpoint }]) =>
          except?.has(ledger) !== true &&
          (ledgers.get(ledger)?.checkpoint.sequence ?? 0) < checkpoint.sequence,
      );
      if (isBehind) return 'behind';
      if (!change(key, wanted)) return 'changed';
      drop(old);
      return 'done';
    },
    drop: async (build) => {
      open();
      drop(build);
    },
    close: async () => {
      closed = true;
    },
  };
}

function checkpointsOf({ ledgers }: BuildRows): ReadonlyMap<string, Checkpoint> {
  return new Map([...ledgers].map(([ledger, { checkpoint }]) => [ledger, checkpoint]));
}

function emptyTables(collections: readonly Collection[]): Tables {
  return new Map(collections.map((collection) => [collection.name, newTable(collection)]));
}

/** All or nothing: what does not fit throws before anything is touched. */
function changed(tables: Tables, ledger: string, changes: readonly RowChange[]): Tables {
  for (const { collection, id, row } of changes) {
    for (const index of tableOf(tables, collection).collection.indexes) {
      if (row !== undefined) indexKey(ledger, index, { id, row });
    }
    sortKey([ledger, id]);
  }
  const next = new Map(tables);
  for (const { collection, id, row } of changes) {
    let table = tableOf(next, collection);
    if (table.shared) {
      table = changeable(table);
      next.set(collection, table);
    }
    table.sorted.clear();
    if (row === undefined) table.rows.delete(id);
    else table.rows.set(id, copyRow(row));
  }
  return next;
}

function tableOf(tables: Tables, collection: string): Table {
  const table = tables.get(collection);
  if (table === undefined) throw new Error(`no collection ${collection} was prepared`);
  return table;
}

function snapshotOf(
  ledger: string,
  tables: Tables,
  store: { readonly checkpoint: Checkpoint | undefined; open(): void },
): Snapshot {
  let closed = false;
  const usable = (collection: string): Table => {
    store.open();
    if (closed) throw new StoreError('closed', 'the snapshot is closed', false);
    return tableOf(tables, collection);
  };
  return {
    checkpoint: store.checkpoint,
    getMany: async (collection, ids) => {
      const { rows } = usable(collection);
      return ids.map((id) => {
        const row = rows.get(id);
        return row === undefined ? undefined : copyRow(row);
      });
    },
    find: async (find) => findIn(usable(find.collection), ledger, find),
    close: () => {
      closed = true;
    },
  };
}
