// Keys in a MongoDB replica set, for processes that share them: a document per key, wrapped by the master key, in a
// database of its own, so that it can be backed up apart from entries and read models.
import { type Environment } from '@ledger/ledger';
import { connect, faultOf, putFirst } from '@ledger/mongodb';
import { type KeyStore, KeyStoreError } from '../key-store.js';
import { type KeyRows, type RowKey, keyStoreOver } from '../rows.js';

type KeyDocument = { readonly _id: string; readonly v: Uint8Array };

/**
 * Opens the key store in the database that the connection string names, or begins one.
 * @throws KeyStoreError `newer-format`, `wrong-master-key`, or `io` for what is no replica set or does not answer
 */
export async function mongodbKeyStore(
  url: string,
  masterKey: Buffer,
  environment: Environment,
): Promise<KeyStore> {
  const { client, db } = await told('opened', () => connect(url));
  const keys = db.collection<KeyDocument>('key-store.keys');
  const rows: KeyRows = {
    get: (key) =>
      told('read', async () => {
        const found = await keys.findOne({ _id: idOf(key) });
        return found?.v;
      }),
    // Whoever comes second is given the first one's key, from whichever process.
    putFirst: (key, value) =>
      told('stored', async () => (await putFirst(keys, idOf(key), { v: value })).v),
    close: () => client.close(),
  };
  try {
    return await keyStoreOver(rows, masterKey, environment);
  } catch (error) {
    await client.close();
    throw error;
  }
}

const idOf = (key: RowKey): string => JSON.stringify(key);

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
