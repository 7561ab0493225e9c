// Keys in an lmdb environment of their own, so that they can be backed up apart from the ledger.
import { type Environment } from '@ledger/ledger';
import { type RootDatabase, open } from 'lmdb';
import { type KeyStore, KeyStoreError } from '../key-store.js';
import { type RowKey, keyStoreOver } from '../rows.js';

/** @throws KeyStoreError `io`, or `wrong-master-key` */
export async function lmdbKeyStore(
  folder: string,
  masterKey: Buffer,
  environment: Environment,
): Promise<KeyStore> {
  const root = opened(folder);
  const rows = {
    get: (key: RowKey) => root.get([...key]),
    putFirst: async (key: RowKey, value: Uint8Array) => {
      try {
        await root.ifNoExists([...key], () => {
          void root.put([...key], value);
        });
        await root.committed;
        await root.flushed;
      } catch (error) {
        throw new KeyStoreError('io', `a key could not be stored: ${String(error)}`, true, {
          cause: error,
        });
      }
      const first = root.get([...key]);
      if (first === undefined) throw new KeyStoreError('io', 'a key was not stored', true);
      return first;
    },
    close: () => root.close(),
  };
  try {
    return await keyStoreOver(rows, masterKey, environment);
  } catch (error) {
    await root.close();
    throw error;
  }
}

function opened(folder: string): RootDatabase<Uint8Array, string[]> {
  try {
    return open<Uint8Array, string[]>({
      path: folder,
      noSubdir: false,
      encoding: 'binary',
      overlappingSync: false,
      eventTurnBatching: false,
    });
  } catch (error) {
    const message = `the key store in ${folder} does not open: ${String(error)}`;
    throw new KeyStoreError('io', message, false, { cause: error });
  }
}
