// Keys in an lmdb environment of their own, so that they can be backed up apart from the ledger.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment } from '@ledger/ledger';
import { causeOf, isDiskFull } from '@ledger/lmdb';
import { type RootDatabase, open } from 'lmdb';
import { type KeyStore, KeyStoreError } from '../key-store.js';
import { type RowKey, keyStoreOver } from '../rows.js';

/** Whether there is a key store in the folder; opening one where there is none begins it. */
export function hasKeyStore(folder: string): boolean {
  return existsSync(join(folder, 'data.mdb'));
}

/** @throws KeyStoreError `io`, `newer-format` or `wrong-master-key` */
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
      } catch (error) {
        throw await failure(error, folder);
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

async function failure(error: unknown, folder: string): Promise<KeyStoreError> {
  const cause = await causeOf(error);
  const full = isDiskFull(cause, folder);
  const message = `a key could not be stored in ${folder}: ${String(cause)}`;
  return new KeyStoreError(full ? 'disk-full' : 'io', message, full, { cause });
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
