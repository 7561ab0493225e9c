// Entries by ledger and sequence in a MongoDB replica set, bytes as they are; a step's entries, heads and position in one
// transaction.
import { type EntryRecord } from '@ledger/ledger';
import {
  type Connection,
  type MongodbOptions,
  connect,
  faultOf,
  inTransaction,
  insertAll,
  putFirst,
} from '@ledger/mongodb';
import { type ClientSession, type Collection } from 'mongodb';
import { type EntryIndex, type Halt } from '../entry-index.js';
import { LogError } from '../event-log.js';
import { type Known, taken } from './taken.js';

const format = { name: 'entry-index', version: 1 } as const;

const isHalted = { halt: { $exists: true } } as const;

type EntryId = { readonly ledger: string; readonly sequence: number };
type EntryDocument = { readonly _id: EntryId; readonly bytes: Uint8Array };
type LedgerDocument = {
  readonly _id: string;
  readonly partition: number;
  readonly head: number;
  readonly halt?: Halt;
};
type PartitionDocument = {
  readonly _id: number;
  readonly position: number;
  /** Counted, so that two who store at once are in each other's way even where neither moves the position. */
  readonly stores: number;
};

type Layout = Connection & {
  /** One document: the id of the log that all this is of. */
  readonly logs: Collection<{ readonly _id: string; readonly log: string }>;
  readonly entries: Collection<EntryDocument>;
  readonly ledgers: Collection<LedgerDocument>;
  readonly partitions: Collection<PartitionDocument>;
};

/**
 * Opens the entry index in the database that the connection string names, or begins one.
 * @throws LogError `newer-format`, or `io` for what is no replica set or does not answer
 */
export async function mongodbEntryIndex(
  url: string,
  options?: MongodbOptions,
): Promise<EntryIndex> {
  const layout = await told('open', () => opened(url, options));
  const { entries, ledgers, logs, partitions, client } = layout;
  let closing: Promise<void> | undefined;

  async function work<T>(doing: string, ask: () => Promise<T>): Promise<T> {
    if (closing !== undefined) {
      throw new LogError('closed', 'the entry index is closed', 'not-appended', false);
    }
    return told(doing, ask);
  }

  return {
    claimedBy: (log) =>
      work('tell whose it is', async () => (await putFirst(logs, 'log', { log })).log),
    position: (partition) =>
      work('tell its position', async () => {
        const found = await partitions.findOne({ _id: partition });
        return found?.position ?? 0;
      }),
    store: (partition, records, position) =>
      work('store entries', () =>
        inTransaction(layout, async (session) => {
          // Every process stores what comes; who is later than another finds it in, and is in nobody's way.
          const found = await partitions.findOne({ _id: partition });
          if ((found?.position ?? 0) >= position) {
            return { halts: await haltsAmong(layout, records), isRepeat: true };
          }
          // First, so that who stores the same stretch is met before any entry is.
          const moved = { $max: { position }, $inc: { stores: 1 } };
          await partitions.updateOne({ _id: partition }, moved, { session, upsert: true });
          const halts = await store(layout, { partition, records, session });
          return { halts, isRepeat: false };
        }),
      ),
    read: (ledger, from, limit) =>
      work('read entries', async () => {
        const range = { $gte: { ledger, sequence: from }, $lt: { ledger, sequence: from + limit } };
        const found = await entries.find({ _id: range }).sort({ _id: 1 }).toArray();
        return found.map(({ _id: { sequence }, bytes }) => ({ ledger, sequence, bytes }));
      }),
    readEach: (ledger, sequences) =>
      work('read entries', async () => {
        const ids = [...new Set(sequences)].map((sequence) => ({ ledger, sequence }));
        const found = await entries.find({ _id: { $in: ids } }).toArray();
        const known = new Map(
          found.map(({ _id: { sequence }, bytes }) => [sequence, { ledger, sequence, bytes }]),
        );
        return sequences.map((sequence) => known.get(sequence));
      }),
    head: (ledger) =>
      work('tell a head', async () => {
        const found = await ledgers.findOne({ _id: ledger });
        return found?.head ?? 0;
      }),
    halts: (partition) =>
      work('list halted ledgers', async () => {
        const of = partition === undefined ? {} : { partition };
        const found = await ledgers.find({ ...of, ...isHalted }).toArray();
        return found.flatMap(({ halt }) => (halt === undefined ? [] : [halt]));
      }),
    ledgers: (partition) =>
      work('list ledgers', async () => {
        const of = partition === undefined ? {} : { partition };
        const found = await ledgers.find({ ...of, head: { $gt: 0 } }).toArray();
        return found.map(({ _id }) => _id).sort();
      }),
    close: () => (closing ??= client.close()),
  };
}

async function opened(url: string, options: MongodbOptions | undefined): Promise<Layout> {
  const connection = await connect(url, options);
  const { client, db } = connection;
  const named = (what: string): string => `${format.name}.${what}`;
  try {
    const known = db.collection<{ _id: string; version: number }>(named('format'));
    const { version } = await putFirst(known, format.name, { version: format.version });
    if (version > format.version) {
      const message = `the database holds ${format.name} format ${version}; this release reads up to format ${format.version}`;
      throw new LogError('newer-format', message, 'not-appended', false);
    }
    const ledgers = db.collection<LedgerDocument>(named('ledgers'));
    // Asked for with each question, among any number of ledgers.
    await ledgers.createIndex({ partition: 1 }, { partialFilterExpression: isHalted });
    return {
      ...connection,
      ledgers,
      logs: db.collection(named('log')),
      entries: db.collection(named('entries')),
      partitions: db.collection(named('partitions')),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** Of the entries' ledgers. */
async function haltsAmong(
  { ledgers }: Layout,
  records: readonly EntryRecord[],
): Promise<readonly Halt[]> {
  const names = [...new Set(records.map(({ ledger }) => ledger))];
  if (names.length === 0) return [];
  const found = await ledgers.find({ _id: { $in: names }, ...isHalted }).toArray();
  return found.flatMap(({ halt }) => (halt === undefined ? [] : [halt]));
}

type Step = {
  readonly partition: number;
  readonly records: readonly EntryRecord[];
  readonly session: ClientSession;
};

async function store(layout: Layout, step: Step): Promise<readonly Halt[]> {
  const { partition, records, session } = step;
  const known = await knownOf(layout, step);
  const { fresh, heads, halts } = taken(records, known);
  const writing = { db: layout.db, into: layout.entries.collectionName, session };
  await insertAll(
    writing,
    fresh.map(({ ledger, sequence, bytes }) => ({
      document: { _id: { ledger, sequence }, bytes },
      bytes: 200 + ledger.length * 3 + bytes.byteLength,
    })),
  );
  const halted = new Map(halts.map((halt) => [halt.ledger, halt]));
  const changed = new Set([...heads.keys(), ...halted.keys()]);
  const all = [...known.halts.values(), ...halts];
  if (changed.size === 0) return all;
  const updates = [...changed].map((ledger) => {
    const halt = halted.get(ledger);
    const head = heads.get(ledger) ?? known.heads.get(ledger) ?? 0;
    const $set = { partition, head, ...(halt === undefined ? {} : { halt }) };
    return { updateOne: { filter: { _id: ledger }, update: { $set }, upsert: true } };
  });
  await layout.ledgers.bulkWrite(updates, { session });
  return all;
}

/** What is in already of the ledgers, and of those entries that come once more. */
async function knownOf({ ledgers, entries }: Layout, { records, session }: Step): Promise<Known> {
  const names = [...new Set(records.map(({ ledger }) => ledger))];
  const found = await ledgers.find({ _id: { $in: names } }, { session }).toArray();
  const heads = new Map(found.map(({ _id, head }) => [_id, head]));
  const halts = new Map(
    found.flatMap(({ _id, halt }): [string, Halt][] => (halt === undefined ? [] : [[_id, halt]])),
  );
  const repeated = records
    .filter(({ ledger, sequence }) => sequence <= (heads.get(ledger) ?? 0))
    .map(({ ledger, sequence }) => ({ ledger, sequence }));
  const stored = new Map<string, Map<number, Uint8Array>>();
  if (repeated.length > 0) {
    for await (const one of entries.find({ _id: { $in: repeated } }, { session })) {
      const { ledger, sequence } = one._id;
      stored.set(
        ledger,
        (stored.get(ledger) ?? new Map<number, Uint8Array>()).set(sequence, one.bytes),
      );
    }
  }
  return { heads, halts, stored };
}

/** @throws LogError where MongoDB could not do it */
async function told<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    const message = `the entry index in MongoDB could not ${doing}: ${fault.message}`;
    // Nothing is appended here: the log has it, and the same step may be made again.
    throw new LogError(fault.code, message, 'not-appended', fault.retriable, { cause: error });
  }
}
