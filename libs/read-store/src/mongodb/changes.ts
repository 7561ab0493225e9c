// The documents of one commit, worked out before it begins, and how they are written.
import { setImmediate } from 'node:timers/promises';
import { deleteAll, insertAll, replaceAll, type Sized, type Writing } from '@ledger/mongodb';
import { type Document } from 'mongodb';
import { indexKey } from '../find-range.js';
import { type RowChange } from '../read-store.js';
import { rowEncoder } from '../row-code.js';
import { sortKey } from '../sort-key.js';
import { fieldOf, type Table, type Tables } from './builds.js';
import { type RowDocument, textOf } from './layout.js';

export type Writes = {
  /** Rows that were not there. */
  readonly inserts: readonly Sized<RowDocument>[];
  readonly replacements: readonly Sized<RowDocument>[];
  readonly deletes: readonly string[];
};

/** Some milliseconds of work. */
const stepsAtOnce = 512;

/** MongoDB takes documents of up to 16 MB. */
const rowBytesMax = 16_000_000;

/** @throws Error for a collection that was not prepared, an index field of another type, a key or row that is too long */
export async function writesOf(
  tables: Tables,
  ledger: string,
  changes: readonly RowChange[],
): Promise<Writes> {
  const encode = rowEncoder();
  const latest = new Map<string, { readonly table: Table; readonly change: RowChange }>();
  for (const change of changes) {
    const table = tables.of(change.collection);
    latest.set(table.prefix + textOf(sortKey([ledger, change.id])), { table, change });
  }
  const inserts: Sized<RowDocument>[] = [];
  const replacements: Sized<RowDocument>[] = [];
  const deletes: string[] = [];
  let steps = 0;
  for (const [_id, { table, change }] of latest) {
    steps += 1;
    if (steps % stepsAtOnce === 0) await setImmediate(); // others wait for the event loop, within their transactions, too
    const { id, row, was } = change;
    if (row === undefined) {
      if (was !== 'none') deletes.push(_id);
      continue;
    }
    const v = encode(row);
    if (v.byteLength > rowBytesMax) throw new Error(`row ${id} has ${v.byteLength} bytes`);
    const document: Document = { _id, v };
    for (const index of table.collection.indexes) {
      const key = indexKey(ledger, index, { id, row });
      if (key !== undefined)
        document[fieldOf(table.collection, index)] = table.prefix + textOf(key);
    }
    (was === 'none' ? inserts : replacements).push(sized(document as RowDocument));
  }
  return { inserts, replacements, deletes };
}

export async function write(
  writing: Writing,
  { inserts, replacements, deletes }: Writes,
): Promise<void> {
  await insertAll(writing, inserts);
  await replaceAll(writing, replacements);
  await deleteAll(writing, deletes);
}

/** At most: a replaced row's id is sent twice, and latin1 takes up to two bytes a letter. */
function sized(document: RowDocument): Sized<RowDocument> {
  const { _id, v, ...keys } = document;
  let bytes = 100 + v.byteLength + _id.length * 4;
  for (const key of Object.values(keys)) bytes += 16 + key.length * 2;
  return { document, bytes };
}
