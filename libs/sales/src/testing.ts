// Folds entries as the runner does, for the specs of read models: a projection that looks past its declared keys fails.
import {
  type Entry,
  type Event,
  type Projection,
  type Row,
  type RowKey,
  type Rows,
} from '@ledger/ledger';
import { entryOf } from '@ledger/ledger/testing';
import { type ReadModels } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';

/** Rows by collection and id. */
export type Folded = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Entries 1 … n of the ledger `acme`, with each subject's versions. */
export function entriesOf<E extends Event>(events: readonly E[]): readonly Entry<E>[] {
  const versions = new Map<string, number>();
  return events.map((event, i) => {
    const version = (versions.get(event.subject) ?? 0) + 1;
    versions.set(event.subject, version);
    return entryOf(event, i + 1, version);
  });
}

export function folded(projection: Projection, entries: readonly Entry[]): Folded {
  const collections = new Map(
    projection.collections.map(({ name }) => [name, new Map<string, Row>()]),
  );
  for (const entry of entries) {
    if (!projection.types.includes(entry.type)) continue;
    const declared = new Set<string>();
    const rows = rowsOf(collections, declared);
    declare(declared, projection.keys(entry));
    declare(declared, projection.more?.(entry, rows) ?? []);
    projection.fold(entry, rows);
  }
  return collections;
}

function declare(declared: Set<string>, keys: readonly RowKey[]): void {
  for (const key of keys) declared.add(nameOf(key));
}

function rowsOf(
  collections: ReadonlyMap<string, Map<string, Row>>,
  declared: ReadonlySet<string>,
): Rows {
  const rowsIn = (key: RowKey): Map<string, Row> => {
    const rows = collections.get(key.collection);
    if (rows === undefined || !declared.has(nameOf(key)))
      throw new Error(`${nameOf(key)} was not declared`);
    return rows;
  };
  return {
    get: (key) => rowsIn(key).get(key.id),
    put: (key, row) => void rowsIn(key).set(key.id, row),
    delete: (key) => void rowsIn(key).delete(key.id),
  };
}

function nameOf({ collection, id }: RowKey): string {
  return `${collection} ${id}`;
}

/** What query handlers ask, over entries that are all folded. */
export async function readModelsOf(
  projections: readonly Projection[],
  entries: readonly Entry[],
): Promise<ReadModels> {
  const store = memoryReadStore();
  const checkpoint = { sequence: entries.length, time: entries.at(-1)?.time ?? '' };
  for (const projection of projections) {
    await store.prepare(projection.name, projection.collections);
    const changes = [...folded(projection, entries)].flatMap(([collection, rows]) =>
      [...rows].map(([id, row]) => ({ collection, id, row })),
    );
    await store.commit(projection.name, 'acme', undefined, checkpoint, changes);
  }
  return {
    view: async (projection, ledger, after, ask) => {
      const snapshot = await store.snapshot(projection, ledger);
      // Who waits for an entry is shown it.
      const sequence = Math.max(entries.length, after ?? 0);
      const truth = { sequence, lagEntries: 0, lagSeconds: 0 };
      return ask({
        truth,
        getMany: (collection, ids) => snapshot.getMany(collection, ids),
        find: (find) => snapshot.find(find),
        entries: async (sequences) => sequences.map((sequence) => entries[sequence - 1]),
      });
    },
  };
}
