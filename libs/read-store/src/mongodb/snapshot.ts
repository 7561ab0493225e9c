// Rows and checkpoint of one ledger as they stood together: reads at the time of the first one, which is the checkpoint's.
// MongoDB keeps what such reads need for five minutes (minSnapshotHistoryWindowInSeconds) and holds no lock for them.
import { type ClientSession, type Filter } from 'mongodb';
import { findRange, type FindRange } from '../find-range.js';
import { type Checkpoint, type Find, type Page, type Snapshot, StoreError } from '../read-store.js';
import { decodeRow } from '../row-code.js';
import { lastString, sortKey } from '../sort-key.js';
import { fieldOf, type Table, type Tables } from './builds.js';
import { type Layout, type RowDocument, checkpointId, keyOf, textOf } from './layout.js';

/** Said with every read: the connection's own would be taken instead, and the session's moment be lost. */
const readConcern = { level: 'snapshot' } as const;

export type Reading = {
  readonly ledger: string;
  /** Runs a question of the store, which refuses it once it is closed. */
  work<T>(doing: string, ask: () => Promise<T>): Promise<T>;
};

export async function snapshotOf(
  { client, checkpoints }: Layout,
  tables: Tables,
  { ledger, work }: Reading,
): Promise<Snapshot> {
  const session = client.startSession({ snapshot: true });
  const _id = checkpointId(tables.number, ledger);
  const checkpoint = await checkpoints.findOne({ _id }, { session, readConcern });
  let closed = false;

  function tableOf(collection: string): Table {
    if (closed) throw new StoreError('closed', 'the snapshot is closed', false);
    return tables.of(collection);
  }

  return {
    checkpoint: plain(checkpoint),
    getMany: (collection, ids) =>
      work('read rows', async () => {
        const { prefix } = tableOf(collection);
        const keys = ids.map((id) => prefix + textOf(sortKey([ledger, id])));
        const found = await rowsBy(keys, tables, session);
        return keys.map((key) => {
          const bytes = found.get(key);
          return bytes === undefined ? undefined : decodeRow(bytes);
        });
      }),
    find: (find) =>
      work('find rows', async () => {
        const table = tableOf(find.collection);
        const range = findRange(find, ledger, table.collection);
        return page(tables, { table, range, limit: find.limit, session });
      }),
    close: () => {
      if (closed) return;
      closed = true;
      session.endSession().catch(() => undefined); // the server forgets it by itself as well
    },
  };
}

function plain(checkpoint: Checkpoint | null): Checkpoint | undefined {
  return checkpoint === null ? undefined : { sequence: checkpoint.sequence, time: checkpoint.time };
}

/** One question is a document of at most 16 MB. */
const askedAtOnceMax = 10_000;

async function rowsBy(
  keys: readonly string[],
  { rows }: Tables,
  session: ClientSession,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (let from = 0; from < keys.length; from += askedAtOnceMax) {
    const asked = keys.slice(from, from + askedAtOnceMax);
    const batchSize = asked.length + 1;
    const options = { session, readConcern, projection: { v: 1 }, batchSize };
    const answer = await rows.find({ _id: { $in: asked } }, options).toArray();
    for (const { _id, v } of answer) found.set(_id, v);
  }
  return found;
}

type Asked = {
  readonly table: Table;
  readonly range: FindRange;
  readonly limit: Find['limit'];
  readonly session: ClientSession;
};

async function page({ rows }: Tables, { table, range, limit, session }: Asked): Promise<Page> {
  const { index, lower, upper, after, descending } = range;
  const textIn = (key: Uint8Array): string => table.prefix + textOf(key);
  const field = index === undefined ? '_id' : fieldOf(table.collection, index);
  const bounds = {
    ...(after !== undefined && !descending ? { $gt: textIn(after) } : { $gte: textIn(lower) }),
    $lt: textIn(after !== undefined && descending ? after : upper),
  };
  const answer = await rows
    .find({ [field]: bounds } as Filter<RowDocument>, { session, readConcern }) // of one of its two kinds of field
    .sort({ [field]: descending ? -1 : 1 })
    .hint(index === undefined ? '_id_' : field)
    // One more than the page has, to know whether another page follows.
    .limit(limit + 1)
    .batchSize(limit + 2)
    .toArray();
  const shown = answer.slice(0, limit).map(({ _id, v }) => ({
    id: lastString(keyOf(_id.slice(table.prefix.length))),
    row: decodeRow(v),
  }));
  const last = answer[limit - 1]?.[field];
  if (last === undefined || answer.length <= limit) return { rows: shown };
  return { rows: shown, cursor: range.cursorAfter(keyOf(last.slice(table.prefix.length))) };
}
