// The puts and deletes of one commit, worked out before it begins: nothing may throw inside.
import { type Index, type Row } from '@ledger/ledger';
import { indexKey } from '../find-range.js';
import { type RowChange } from '../read-store.js';
import { sortKey } from '../sort-key.js';
import { type Table, type Tables } from './builds.js';
import { type IndexDatabase, type RowDatabase } from './environment.js';
import { rowEncoder } from '../row-code.js';

export type Write =
  | { readonly database: RowDatabase; readonly key: Buffer; readonly bytes: Uint8Array | undefined }
  | { readonly index: IndexDatabase; readonly key: Buffer; readonly present: boolean };

const nothing = Buffer.alloc(0);

/** @throws Error for a collection that was not prepared, an index field of another type, a key that is too long */
export function writesOf(
  tables: Tables,
  ledger: string,
  changes: readonly RowChange[],
): readonly Write[] {
  const encode = rowEncoder();
  const writes: Write[] = [];
  const indexed = new Map<Table, Map<string, RowChange>>();
  for (const change of changes) {
    const { collection, id, row } = change;
    const table = tables.get(collection);
    if (table === undefined) throw new Error(`no collection ${collection} was prepared`);
    if (table.indexes.length > 0) {
      const latest = indexed.get(table) ?? new Map<string, RowChange>();
      indexed.set(table, latest.set(id, change));
    }
    const bytes = row === undefined ? undefined : encode(row);
    writes.push({ database: table.rows, key: sortKey([ledger, id]), bytes });
  }
  for (const [table, latest] of indexed) {
    for (const change of latest.values()) indexWrites(table, ledger, { change, writes });
  }
  return writes;
}

export function put(write: Write): void {
  if ('index' in write) {
    if (write.present) void write.index.put(write.key, nothing);
    else void write.index.remove(write.key);
  } else if (write.bytes === undefined) void write.database.remove(write.key);
  else void write.database.put(write.key, write.bytes);
}

/** A row's old places in the indexes must go. */
function indexWrites(
  table: Table,
  ledger: string,
  to: { readonly change: RowChange; readonly writes: Write[] },
): void {
  const { id, row } = to.change;
  const old = rowBefore(table, ledger, to.change);
  for (const { index, database } of table.indexes) {
    if (old !== undefined && row !== undefined && isSameIn(index, old, row)) continue;
    const before = old === undefined ? undefined : indexKey(ledger, index, { id, row: old });
    const after = row === undefined ? undefined : indexKey(ledger, index, { id, row });
    if (before !== undefined) to.writes.push({ index: database, key: before, present: false });
    if (after !== undefined) to.writes.push({ index: database, key: after, present: true });
  }
}

/** Most changes leave a row where it stands, which is seen without making its key. */
function isSameIn({ fields }: Index, old: Row, row: Row): boolean {
  return fields.every((field) => old[field] === row[field]);
}

function rowBefore(table: Table, ledger: string, { id, was }: RowChange): Row | undefined {
  if (was === undefined) return table.rows.get(sortKey([ledger, id]));
  return was === 'none' ? undefined : was;
}
