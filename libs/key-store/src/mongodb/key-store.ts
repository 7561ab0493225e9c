// Keys in a MongoDB replica set, for processes that share them: a document per key, wrapped by the master key, in a
// database of its own, so that it can be backed up apart from entries and read models.
import { type Environment } from '@ledger/ledger';
import { connect, faultOf, grouped } from '@ledger/mongodb';
import { type Collection } from 'mongodb';
import { KeyStoreError, type MovableKeyStore } from '../key-store.js';
import { type KeyRows, type Row, type RowKey, type RowPage } from '../key-rows.js';
import { keyStoreOver } from '../rows.js';

type KeyDocument = { readonly _id: string; readonly v: Uint8Array };

/**
 * Opens the key store in the database that the connection string names, or begins one.
 * @throws KeyStoreError `newer-format`, `wrong-master-key`, or `io` for what is no replica set or does not answer
 */
export async function mongodbKeyStore(
  url: string,
  masterKey: Buffer,
  environment: Environment,
): Promise<MovableKeyStore> {
  const { client, db } = await told('opened', () => connect(url));
  const keys = db.collection<KeyDocument>('key-store.keys');
  // Every row of an import asks for keys and ids of its own.
  const find = grouped((ids: readonly string[]) => found(keys, ids), askedAtOnceMax);
  const keep = grouped((rows: readonly KeyDocument[]) => kept(keys, rows), askedAtOnceMax);
  const rows: KeyRows = {
    get: (key) => told('read', () => find(idOf(key))),
    putFirst: (key, value) => told('stored', () => keep({ _id: idOf(key), v: value })),
    put: (key, value) =>
      told('stored', async () => {
        await keys.replaceOne({ _id: idOf(key) }, { v: value }, { upsert: true });
      }),
    remove: (key) =>
      told('removed', async () => {
        await keys.deleteOne({ _id: idOf(key) });
      }),
    list: (page) =>
      told('listed', async () => {
        const found = keys.find({ _id: rangeOf(page) }).sort({ _id: 1 });
        return (await found.limit(page.limit).toArray()).map(rowOf);
      }),
    close: () => client.close(),
  };
  try {
    return await keyStoreOver(rows, masterKey, environment);
  } catch (error) {
    await client.close();
    throw error;
  }
}

const askedAtOnceMax = 1_000;

async function found(
  keys: Collection<KeyDocument>,
  ids: readonly string[],
): Promise<(id: string) => Uint8Array | undefined> {
  const there = await keys.find({ _id: { $in: [...new Set(ids)] } }).toArray();
  const values = new Map(there.map(({ _id, v }) => [_id, v]));
  return (id) => values.get(id);
}

/** Whoever comes second is given the first one's value, from whichever process. */
async function kept(
  keys: Collection<KeyDocument>,
  rows: readonly KeyDocument[],
): Promise<(row: KeyDocument) => Uint8Array> {
  const firsts = new Map<string, Uint8Array>();
  for (const { _id, v } of rows) if (!firsts.has(_id)) firsts.set(_id, v);
  const puts = [...firsts].map(([_id, v]) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: { v } }, upsert: true },
  }));
  const { upsertedIds } = await keys.bulkWrite(puts, { ordered: false });
  const fresh = new Set<unknown>(Object.values(upsertedIds));
  const others = await found(
    keys,
    [...firsts.keys()].filter((id) => !fresh.has(id)),
  );
  return ({ _id }) => {
    const value = fresh.has(_id) ? firsts.get(_id) : others(_id);
    if (value === undefined) throw new Error(`the key store did not keep ${_id}`);
    return value;
  };
}

const idOf = (key: RowKey): string => JSON.stringify(key);

/** All ids of a kind and ledger begin alike; MongoDB compares them byte by byte. */
function rangeOf({ what, ledger, after }: RowPage): { readonly $gt: string; readonly $lt: string } {
  const begin = JSON.stringify([what, ledger]).slice(0, -1);
  return { $gt: after === undefined ? `${begin},` : idOf([what, ledger, after]), $lt: `${begin}-` };
}

function rowOf({ _id, v }: KeyDocument): Row {
  const [, , of] = JSON.parse(_id) as RowKey; // written by idOf
  return [of, v];
}

/** @throws KeyStoreError where MongoDB could not do it */
async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    const message = `a key could not be ${what} in MongoDB: ${fault.message}`;
    throw new KeyStoreError(fault.code, message, fault.retriable, { cause: error });
  }
}
