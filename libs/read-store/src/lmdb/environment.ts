// The read store's lmdb environment: its databases, and the record of the format in which they are written.
import { type Collection, type Row } from '@ledger/ledger';
import { type Database, open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { type Build, type Checkpoint, StoreError } from '../read-store.js';
import { decodeRow } from '../row-code.js';

export const format = { name: 'read-store', version: 1 } as const;

/** Sort key [ledger, id] → row; written as bytes. */
export type RowDatabase = Database<Row, Uint8Array> & {
  put(key: Uint8Array, value: Uint8Array): Promise<boolean>;
};
/** Sort key [ledger, …fields, id] → nothing. */
export type IndexDatabase = Database<Uint8Array, Uint8Array>;

/** A build's collections and the numbered databases that hold them; of a collection the rows first, then its indexes. */
export type BuildRecord = readonly {
  readonly collection: Collection;
  readonly databases: readonly number[];
}[];

export type Environment = {
  readonly root: RootDatabase;
  readonly builds: Database<BuildRecord, Build>;
  /** Sort key [build, ledger] → checkpoint. */
  readonly checkpoints: Database<Checkpoint, Uint8Array>;
  readonly meta: RowDatabase;
  rows(number: number): RowDatabase;
  index(number: number): IndexDatabase;
};

const options = {
  noSubdir: false,
  /** About 100 per set of read models; a rebuild needs as many again, and dropped ones are used anew. */
  maxDbs: 1_024,
  /** A snapshot of another moment is another reader. */
  maxReaders: 512,
  /** By default lmdb shows what is not durable yet, and goes on showing it where the commit then fails. */
  overlappingSync: false,
  /** By default it makes a promise per turn that nobody can await; where a commit fails, that one ends the process. */
  eventTurnBatching: false,
};

const rowOptions: RootDatabaseOptions = {
  keyEncoding: 'binary',
  encoder: { encode: (bytes: Uint8Array) => bytes, decode: decodeRow },
};

/** @throws StoreError `newer-format` or `io` */
export function openEnvironment(folder: string): Environment {
  try {
    const root = open({ path: folder, ...options });
    checkFormat(root);
    return {
      root,
      builds: root.openDB<BuildRecord, Build>('builds', {}),
      checkpoints: root.openDB<Checkpoint, Uint8Array>('checkpoints', { keyEncoding: 'binary' }),
      meta: openRows(root, 'meta'),
      rows: (number) => openRows(root, String(number)),
      index: (number) => {
        root.resetReadTxn();
        return root.openDB(String(number), { encoding: 'binary', keyEncoding: 'binary' });
      },
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const message = `the read store in ${folder} does not open: ${String(error)}`;
    throw new StoreError('io', message, false, { cause: error });
  }
}

/** Opening a database ends lmdb's current read transaction, so it must not be one that a snapshot holds. */
function openRows(root: RootDatabase, name: string): RowDatabase {
  root.resetReadTxn();
  return root.openDB(name, rowOptions) as RowDatabase; // lmdb's types do not follow its encoder
}

function checkFormat(root: RootDatabase): void {
  const database = root.openDB<{ name: string; version: number }, string>('format', {});
  const found = database.get('format');
  if (found === undefined) database.putSync('format', format);
  else if (found.name !== format.name || found.version > format.version) {
    const message =
      `the folder holds ${found.name} format ${found.version}; ` +
      `this release reads ${format.name} up to format ${format.version}`;
    throw new StoreError('newer-format', message, false);
  }
}
