// The embedded stores of a data folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogError } from '@ledger/event-log';
import { eventLogFormat, hasEventLog, lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import {
  KeyStoreError,
  type MovableKeyStore,
  keyStoreFormat,
  readMasterKey,
  readOrCreateMasterKey,
} from '@ledger/key-store';
import { hasKeyStore, lmdbKeyStore } from '@ledger/key-store/lmdb/key-store.js';
import { type Environment, realEnvironment } from '@ledger/ledger';
import { type ReadStore, StoreError } from '@ledger/read-store';
import { lmdbReadStore, readStoreFormat } from '@ledger/read-store/lmdb/read-store.js';
import {
  type DataFolder,
  type RuntimeParts,
  StartError,
  dataFolderFormat,
  demandLedgerKeys,
  demandWholeLog,
  lmdbStateStore,
  stateVersion,
} from '@ledger/runtime/opening';
import { standaloneTexts } from './standalone.texts.js';

export type Stores = Pick<
  RuntimeParts,
  'log' | 'readStore' | 'stateStores' | 'channel' | 'openScratch' | 'scratchFolder' | 'formats'
> & { readonly keys: MovableKeyStore };

/** A store of a newer format does not open, so what is open is in these. */
const formats = {
  folder: dataFolderFormat,
  log: eventLogFormat,
  keys: keyStoreFormat,
  state: stateVersion,
  read: readStoreFormat,
};

/**
 * Nothing is begun where a part is lost that can't be computed again: it would hide the loss, and lie where its backup goes.
 * @throws StartError where one does not open, is missing, or does not belong to the others
 */
export async function openStores(folder: DataFolder, environment: Environment): Promise<Stores> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  try {
    const readStore = keep(lmdbReadStore(folder.read));
    const stateStores = [keep(lmdbStateStore(folder.state))];
    if (!hasEventLog(folder.log)) await demandWholeLog(undefined, { readStore, stateStores });
    const log = keep(lmdbEventLog(folder.log));
    await demandWholeLog(log, { readStore, stateStores });
    demandKeyFiles(folder, (await log.ledgers()).length > 0);
    // Never a simulated one: it wraps the keys of every ledger that this folder will ever hold.
    const masterKey = readOrCreateMasterKey(folder.masterKey, realEnvironment);
    const keys = keep(await lmdbKeyStore(folder.keys, masterKey, environment));
    await demandLedgerKeys({ log, keys });
    return {
      keys,
      log,
      readStore,
      stateStores,
      formats,
      scratchFolder: folder.scratch,
      openScratch: () => openScratch(folder.scratch),
    };
  } catch (error) {
    for (const store of opened) await store.close();
    throw masterKeyRefused(error, folder.masterKey) ?? unopened(error, folder.path);
  }
}

function demandKeyFiles({ keys, masterKey: file }: DataFolder, holdsLedgers: boolean): void {
  const isThere = hasKeyStore(keys);
  if (holdsLedgers && !isThere) {
    throw new StartError('keys-missing', standaloneTexts.keysMissing, { folder: keys });
  }
  if ((holdsLedgers || isThere) && readMasterKey(file) === undefined) {
    throw new StartError('master-key-missing', standaloneTexts.masterKeyMissing, { file });
  }
}

/** On disk, for a large ledger's rows would not fit into memory beside what serves. */
export async function openScratch(scratch: string): Promise<ReadStore> {
  const folder = await mkdtemp(join(scratch, 'verify-'));
  const store = lmdbReadStore(folder);
  const close = async (): Promise<void> => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...store, close };
}

/** Where it is another one, or none: what an installation can't do without, and what several processes must share. */
export function masterKeyRefused(error: unknown, file: string): StartError | undefined {
  if (!(error instanceof KeyStoreError && error.code === 'wrong-master-key')) return undefined;
  const { code } = error;
  return new StartError(code, standaloneTexts.masterKeyWrong, { file }, { cause: error });
}

function unopened(error: unknown, folder: string): unknown {
  const isStore =
    error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError;
  if (!isStore) return error;
  const values = { folder, reason: error.message };
  return new StartError(error.code, standaloneTexts.storeNotOpened, values, { cause: error });
}
