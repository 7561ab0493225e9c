// Where the read store keeps what, in the one database of its connection string.
import { type Connection, type MongodbOptions, connect, putFirst } from '@ledger/mongodb';
import { type Collection as MongoCollection } from 'mongodb';
import { type Build, StoreError } from '../read-store.js';
import { keyAfterAll, keyOfStringsFrom, sortKey } from '../sort-key.js';

export const format = { name: 'read-store', version: 1 } as const;

/**
 * A row of any of a build's collections. MongoDB compares strings byte by byte, and sort keys are bytes that sort: as
 * latin1 they are strings that sort the same.
 */
export type RowDocument = {
  /** Collection, ledger and id. */
  readonly _id: string;
  /** The row: see row-code.ts. */
  readonly v: Uint8Array;
  /** `k0`, `k1` …: the row's keys in its collection's indexes, where it has one. */
  readonly [index: `k${number}`]: string;
};

export type BuildDocument = {
  readonly _id: Build;
  /** Names the MongoDB collection of its rows; never used twice. */
  readonly number: number;
  /** The declared collections as JSON. */
  readonly collections: string;
};

export type CheckpointDocument = {
  /** Build number and ledger. */
  readonly _id: string;
  readonly sequence: number;
  readonly time: string;
};

export type MetaDocument = { readonly _id: string; readonly v: Uint8Array };

export type Layout = Connection & {
  readonly builds: MongoCollection<BuildDocument>;
  readonly checkpoints: MongoCollection<CheckpointDocument>;
  readonly meta: MongoCollection<MetaDocument>;
  /** Numbers of builds whose rows are still there for those who read them as they stood. */
  readonly dropped: MongoCollection<{ readonly _id: number; readonly at: Date }>;
  readonly numbers: MongoCollection<{ readonly _id: string; readonly last: number }>;
  rows(number: number): MongoCollection<RowDocument>;
};

/** @throws Fault; StoreError `newer-format` */
export async function openLayout(url: string, options?: MongodbOptions): Promise<Layout> {
  const connection = await connect(url, options);
  const { db, client } = connection;
  try {
    const known = db.collection<{ _id: string; version: number }>(nameOf('format'));
    const { version } = await putFirst(known, format.name, { version: format.version });
    if (version > format.version) throw newer(version);
    return {
      ...connection,
      builds: db.collection(nameOf('builds')),
      checkpoints: db.collection(nameOf('checkpoints')),
      meta: db.collection(nameOf('meta')),
      dropped: db.collection(nameOf('dropped')),
      numbers: db.collection(nameOf('numbers')),
      rows: (number) => db.collection(rowsName(number)),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

export const rowsName = (number: number): string => nameOf(`rows.${number}`);

/** A sort key as MongoDB keeps it. */
export const textOf = (key: Uint8Array): string =>
  Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');

export const keyOf = (text: string): Buffer => Buffer.from(text, 'latin1');

export function checkpointId(number: number, ledger: string): string {
  return textOf(sortKey([number, ledger]));
}

/** The ids of a build's checkpoints. */
export function checkpointIds(number: number): { readonly $gte: string; readonly $lt: string } {
  const start = sortKey([number]);
  return { $gte: textOf(start), $lt: textOf(keyAfterAll(start)) };
}

export const metaId = (key: string): string => textOf(sortKey([key]));

/** The ids of a build's small documents. */
export function metaIdsOf(build: Build): { readonly $gte: string; readonly $lt: string } {
  const start = keyOfStringsFrom(sortKey([]), `${build}/`);
  return { $gte: textOf(start), $lt: textOf(keyAfterAll(start)) };
}

const nameOf = (what: string): string => `${format.name}.${what}`;

function newer(version: number): StoreError {
  const message =
    `the database holds ${format.name} format ${version}; ` +
    `this release reads ${format.name} up to format ${format.version}`;
  return new StoreError('newer-format', message, false);
}
