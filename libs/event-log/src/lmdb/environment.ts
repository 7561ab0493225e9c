// The log's lmdb environment: its databases, and the record of the format in which they are written.
import { type Database, open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { LogError } from '../event-log.js';
import { offsetKey, offsetMax } from './offset-key.js';

export const format = { name: 'event-log', version: 1 } as const;

/** lmdb's types leave out the options of `put`. */
export type Entries = Database<Uint8Array, number> & {
  put(offset: number, bytes: Uint8Array, options: { readonly append: true }): Promise<boolean>;
};

export type Environment = {
  readonly root: RootDatabase;
  /** Global offset → the entry's bytes. */
  readonly entries: Entries;
  /** [ledger, first sequence of a run] → its first offset. */
  readonly runs: Database<number, [string, number]>;
  /** First offset of a run → [ledger, first sequence]. */
  readonly switches: Database<[string, number], number>;
};

const options = {
  noSubdir: false,
  maxDbs: 8,
  /** By default lmdb shows what is not durable yet, and goes on showing it where the commit then fails. */
  overlappingSync: false,
  /** By default it makes a promise per turn that nobody can await; where a commit fails, that one ends the process. */
  eventTurnBatching: false,
};

/** @throws LogError `newer-format`, `corrupt` or `io` */
export function openEnvironment(folder: string): Environment {
  try {
    const root = open({ path: folder, ...options });
    const environment = {
      root,
      entries: root.openDB('entries', entriesOptions) as Entries, // see Entries
      runs: root.openDB<number, [string, number]>('runs', {}),
      switches: root.openDB<[string, number], number>('switches', {}),
    };
    checkFormat(environment);
    return environment;
  } catch (error) {
    if (error instanceof LogError) throw error;
    const message = `the log in ${folder} does not open: ${String(error)}`;
    throw new LogError('io', message, 'not-appended', false, { cause: error });
  }
}

const entriesOptions: RootDatabaseOptions = {
  keyEncoder: offsetKey,
  encoder: {
    encode: (bytes: Uint8Array) => bytes,
    // lmdb hands out one buffer again and again. Twice as fast as its own copy, which allocates outside Node's pool.
    decode: (shared: Uint8Array) => {
      const bytes = Buffer.allocUnsafe(shared.length);
      bytes.set(shared.subarray(0, shared.length));
      return bytes;
    },
  },
};

function checkFormat({ root, entries }: Environment): void {
  const database = root.openDB<{ name: string; version: number }, string>('format', {});
  const found = database.get('format');
  if (found === undefined) {
    if (lastOffset(entries) > 0) {
      const message = 'the log has entries but does not say in which format';
      throw new LogError('corrupt', message, 'not-appended', false);
    }
    database.putSync('format', format);
  } else if (found.name !== format.name || found.version > format.version) {
    const message =
      `the folder holds ${found.name} format ${found.version}; ` +
      `this release reads ${format.name} up to format ${format.version}`;
    throw new LogError('newer-format', message, 'not-appended', false);
  }
}

/** 0 where there is no entry. */
export function lastOffset(entries: Entries): number {
  for (const offset of entries.getKeys({ start: offsetMax, end: 0, reverse: true, limit: 1 })) {
    return offset;
  }
  return 0;
}
