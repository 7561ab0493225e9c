// Keys in an lmdb environment of their own, so that they can be backed up apart from the ledger.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment } from '@ledger/ledger';
import { causeOf, isDiskFull } from '@ledger/lmdb';
import { type RootDatabase, open } from 'lmdb';
import { KeyStoreError, type MovableKeyStore } from '../key-store.js';
import { type KeyRows, type Row, type RowKey, type RowPage } from '../key-rows.js';
import { keyStoreOver } from '../rows.js';

/** Whether there is a key store in the folder; opening one where there is none begins it. */
export function hasKeyStore(folder: string): boolean {
  return existsSync(join(folder, 'data.mdb'));
}

/** @throws KeyStoreError `io`, `newer-format` or `wrong-master-key` */
export async function lmdbKeyStore(
  folder: string,
  masterKey: Buffer,
  environment: Environment,
): Promise<MovableKeyStore> {
  const root = opened(folder);
  const changed = async (change: () => Promise<boolean>): Promise<void> => {
    try {
      await change();
    } catch (error) {
      throw await failure(error, folder);
    }
  };
  const rows: KeyRows = {
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
    put: (key, value) => changed(() => root.put([...key], value)),
    remove: (key) => changed(() => root.remove([...key])),
    list: (page) => Promise.resolve(listed(root, page)),
    close: () => root.close(),
  };
  try {
    return await keyStoreOver(rows, masterKey, environment);
  } catch (error) {
    await root.close();
    throw error;
  }
}

function listed(
  root: RootDatabase<Uint8Array, string[]>,
  { what, ledger, after, limit }: RowPage,
): readonly Row[] {
  const found: Row[] = [];
  for (const { key, value } of root.getRange({ start: [what, ledger, after ?? ''] })) {
    const [kind, of, third = ''] = key;
    if (kind !== what || of !== ledger || found.length === limit) break;
    if (third !== after) found.push([third, value]);
  }
  return found;
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
