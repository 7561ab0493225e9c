// The embedded stores of a data folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogError } from '@ledger/event-log';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { KeyStoreError, readOrCreateMasterKey } from '@ledger/key-store';
import { lmdbKeyStore } from '@ledger/key-store/lmdb/key-store.js';
import { type Environment, realEnvironment } from '@ledger/ledger';
import { type ReadStore, StoreError } from '@ledger/read-store';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { type DataFolder, type RuntimeParts, StartError, lmdbStateStore } from '@ledger/runtime';
import { standaloneTexts } from './standalone.texts.js';

export type Stores = Pick<
  RuntimeParts,
  'log' | 'readStore' | 'keys' | 'stateStore' | 'openScratch' | 'scratchFolder'
>;

/** @throws StartError where one does not open */
export async function openStores(folder: DataFolder, environment: Environment): Promise<Stores> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  try {
    // Never a simulated one: it wraps the keys of every ledger that this folder will ever hold.
    const masterKey = readOrCreateMasterKey(folder.masterKey, realEnvironment);
    return {
      keys: keep(await lmdbKeyStore(folder.keys, masterKey, environment)),
      log: keep(lmdbEventLog(folder.log)),
      readStore: keep(lmdbReadStore(folder.read)),
      stateStore: keep(lmdbStateStore(folder.state)),
      scratchFolder: folder.scratch,
      openScratch: () => openScratch(folder.scratch),
    };
  } catch (error) {
    for (const store of opened) await store.close();
    throw unopened(error, folder.path);
  }
}

/** On disk, for a large ledger's rows would not fit into memory beside what serves. */
async function openScratch(scratch: string): Promise<ReadStore> {
  const folder = await mkdtemp(join(scratch, 'verify-'));
  const store = lmdbReadStore(folder);
  const close = async (): Promise<void> => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...store, close };
}

function unopened(error: unknown, folder: string): unknown {
  const isStore =
    error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError;
  if (!isStore) return error;
  const values = { folder, reason: error.message };
  return new StartError(error.code, standaloneTexts.storeNotOpened, values, { cause: error });
}
