// What anybody would write for the same rows: a bulkWrite for each collection and batch of what projections commit, a document
// for each row and the declared indexes on its fields; no transaction, no checkpoint, nothing read before.
import { type ReadStore, type RowChange } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { type Row } from '@ledger/ledger';
import { type AnyBulkWriteOperation, type Db, type Document } from 'mongodb';

export type RawRows = ReadStore & {
  /** How long the bulk writes took, one after another. */
  readonly tookMs: number;
};

type RawDocument = Document & { readonly _id: string };

const options = { ordered: false, writeConcern: { w: 'majority', journal: true } } as const;

/** Keeps rows in memory, where folds read them, and writes them to `database` besides. */
export function rawRows(database: Db): RawRows {
  const memory = memoryReadStore();
  let tookMs = 0;
  let turn: Promise<void> = Promise.resolve();

  async function write(build: string, ledger: string, all: readonly RowChange[]): Promise<void> {
    for (const [name, operations] of operationsOf(ledger, all)) {
      const rows = database.collection<RawDocument>(`${build}.${name}`);
      const begun = performance.now();
      await rows.bulkWrite(operations, options);
      tookMs += performance.now() - begun;
    }
  }

  return {
    ...memory,
    get tookMs() {
      return tookMs;
    },
    prepare: async (build, collections) => {
      await memory.prepare(build, collections);
      for (const { name, indexes } of collections) {
        const rows = database.collection(`${build}.${name}`); // made by its indexes or its first row
        const keys = indexes.map(({ fields }) => ({ key: keyOf(['ledger', ...fields, '_id']) }));
        if (keys.length > 0) await rows.createIndexes(keys);
      }
    },
    commit: async (...step) => {
      const [build, ledger, , , changes] = step;
      turn = turn.then(() => write(build, ledger, changes));
      await turn;
      await memory.commit(...step);
    },
  };
}

function keyOf(fields: readonly string[]): Record<string, 1> {
  return Object.fromEntries(fields.map((field) => [field, 1]));
}

function operationsOf(
  ledger: string,
  changes: readonly RowChange[],
): ReadonlyMap<string, AnyBulkWriteOperation<RawDocument>[]> {
  const found = new Map<string, AnyBulkWriteOperation<RawDocument>[]>();
  for (const { collection, id, row, was } of changes) {
    const _id = `${ledger}|${id}`;
    const operations = found.get(collection) ?? [];
    found.set(collection, operations);
    if (row === undefined) operations.push({ deleteOne: { filter: { _id } } });
    else if (was === 'none')
      operations.push({ insertOne: { document: documentOf(_id, ledger, row) } });
    else {
      const replacement = documentOf(_id, ledger, row);
      operations.push({ replaceOne: { filter: { _id }, replacement, upsert: true } });
    }
  }
  return found;
}

/** Columns as their bytes: MongoDB has no lists of plain numbers. */
function documentOf(_id: string, ledger: string, row: Row): RawDocument {
  const fields = Object.entries(row).map(([field, value]) => [
    field,
    value instanceof Float64Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      : value,
  ]);
  return { _id, ledger, ...Object.fromEntries(fields) } as RawDocument;
}
