// The documents of one commit, worked out before it begins, and the few commands that write them.
import { type ClientSession, type Document } from 'mongodb';
import { indexKey } from '../find-range.js';
import { type RowChange } from '../read-store.js';
import { rowEncoder } from '../row-code.js';
import { sortKey } from '../sort-key.js';
import { fieldOf, type Table, type Tables } from './builds.js';
import { type Layout, type RowDocument, textOf } from './layout.js';

export type Writes = {
  /** Rows that were not there. */
  readonly inserts: readonly RowDocument[];
  readonly replacements: readonly RowDocument[];
  readonly deletes: readonly string[];
};

/** MongoDB takes documents of up to 16 MB. */
const rowBytesMax = 16_000_000;

/** @throws Error for a collection that was not prepared, an index field of another type, a key or row that is too long */
export function writesOf(tables: Tables, ledger: string, changes: readonly RowChange[]): Writes {
  const encode = rowEncoder();
  const latest = new Map<string, { readonly table: Table; readonly change: RowChange }>();
  for (const change of changes) {
    const table = tables.of(change.collection);
    latest.set(table.prefix + textOf(sortKey([ledger, change.id])), { table, change });
  }
  const inserts: RowDocument[] = [];
  const replacements: RowDocument[] = [];
  const deletes: string[] = [];
  for (const [_id, { table, change }] of latest) {
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
      if (key !== undefined) document[fieldOf(table.collection, index)] = table.prefix + textOf(key);
    }
    (was === 'none' ? inserts : replacements).push(document as RowDocument);
  }
  return { inserts, replacements, deletes };
}

/** Commands of MongoDB's own, for the driver's bulk writes take as long again as the server. */
export async function write(
  { db }: Layout,
  { rows }: Tables,
  { inserts, replacements, deletes }: Writes,
  session: ClientSession,
): Promise<void> {
  const name = rows.collectionName;
  const run = async (command: Document): Promise<void> => {
    const { writeErrors } = await db.command(command, { session });
    if (writeErrors !== undefined) {
      throw new Error(`a row is not taken: ${JSON.stringify(writeErrors[0])}`);
    }
  };
  for (const documents of portions(inserts)) await run({ insert: name, documents });
  for (const documents of portions(replacements)) {
    const updates = documents.map((u) => ({ q: { _id: u._id }, u, upsert: true }));
    await run({ update: name, updates });
  }
  if (deletes.length > 0) {
    await run({ delete: name, deletes: [{ q: { _id: { $in: deletes } }, limit: 0 }] });
  }
}

/** A command is a document too. */
const portionBytesMax = 8_000_000;

function* portions(documents: readonly RowDocument[]): Iterable<readonly RowDocument[]> {
  let portion: RowDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = sizeOf(document);
    if (portion.length > 0 && bytes + size > portionBytesMax) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(document);
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}

/** At most: a replaced row's id is sent twice, and latin1 takes up to two bytes a letter. */
function sizeOf({ _id, v, ...keys }: RowDocument): number {
  let bytes = 100 + v.byteLength + _id.length * 4;
  for (const field in keys) bytes += 16 + (keys[field as `k${number}`]?.length ?? 0) * 2;
  return bytes;
}
