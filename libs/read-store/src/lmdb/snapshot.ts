// Rows and checkpoint of one ledger as one lmdb read transaction shows them.
import { type RangeOptions, type Transaction } from 'lmdb';
import { findRange, type FindRange } from '../find-range.js';
import {
  type Checkpoint,
  type Find,
  type Page,
  type RowWithId,
  type Snapshot,
  StoreError,
} from '../read-store.js';
import { lastString, sortKey } from '../sort-key.js';
import { type Table, type Tables } from './builds.js';

export type Moment = {
  readonly ledger: string;
  readonly checkpoint: Checkpoint | undefined;
  readonly transaction: Transaction;
};

/** @param done called once, when the snapshot is closed */
export function snapshotOf(tables: Tables, moment: Moment, done: () => void): Snapshot {
  const { ledger, checkpoint, transaction } = moment;
  let closed = false;

  function tableOf(collection: string): Table {
    if (closed) throw new StoreError('closed', 'the snapshot is closed', false);
    const table = tables.get(collection);
    if (table === undefined) throw new Error(`no collection ${collection} was prepared`);
    return table;
  }

  return {
    checkpoint,
    getMany: async (collection, ids) => {
      const { rows } = tableOf(collection);
      return ids.map((id) => rows.get(sortKey([ledger, id]), { transaction }));
    },
    find: async (find) => {
      const table = tableOf(find.collection);
      const range = findRange(find, ledger, table.collection);
      return range.index === undefined
        ? pageById(table, range, { find, transaction })
        : pageByIndex(table, range, { find, transaction, ledger });
    },
    close: () => {
      if (closed) return;
      closed = true;
      done();
    },
  };
}

type Asked = { readonly find: Find; readonly transaction: Transaction };

function pageById(table: Table, range: FindRange, { find, transaction }: Asked): Page {
  const rows: RowWithId[] = [];
  const keys: Uint8Array[] = [];
  for (const { key, value } of table.rows.getRange({ ...scan(range, find.limit), transaction })) {
    keys.push(key);
    if (keys.length <= find.limit) rows.push({ id: lastString(key), row: value });
  }
  return pageOf(rows, keys, { find, range });
}

function pageByIndex(
  table: Table,
  range: FindRange,
  { find, transaction, ledger }: Asked & { readonly ledger: string },
): Page {
  const index = table.indexes.find((one) => one.index.name === range.index?.name);
  if (index === undefined) throw new Error(`index ${find.index ?? ''} was not prepared`);
  const keys = [...index.database.getKeys({ ...scan(range, find.limit), transaction })];
  const rows: RowWithId[] = [];
  for (const id of keys.slice(0, find.limit).map(lastString)) {
    const row = table.rows.get(sortKey([ledger, id]), { transaction });
    if (row !== undefined) rows.push({ id, row });
  }
  return pageOf(rows, keys, { find, range });
}

/** One key more than the page has rows, to know whether another page follows. */
function scan({ lower, upper, after, descending }: FindRange, limit: number): RangeOptions {
  const bounds = descending
    ? { start: after ?? upper, end: lower, inclusiveEnd: true, reverse: true }
    : { start: after ?? lower, end: upper };
  return { ...bounds, exclusiveStart: after !== undefined, limit: limit + 1 };
}

function pageOf(
  rows: readonly RowWithId[],
  keys: readonly Uint8Array[],
  { find, range }: { readonly find: Find; readonly range: FindRange },
): Page {
  const last = keys[find.limit - 1];
  if (last === undefined || keys.length <= find.limit) return { rows };
  return { rows, cursor: range.cursorAfter(last) };
}
