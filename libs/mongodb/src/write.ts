// Many documents in few commands. MongoDB's own commands, for the driver's bulk writes take as long again as the server.
import { type ClientSession, type Db, type Document, MongoServerError } from 'mongodb';
import { isTooLargeForCache } from './fault.js';

export type Writing = {
  readonly db: Db;
  /** Name of the collection. */
  readonly into: string;
  /** Of a transaction: outside one, a failure would leave some of the documents written. */
  readonly session: ClientSession;
};

/** A document, and at most how many bytes it takes. */
export type Sized<T extends Document> = { readonly document: T; readonly bytes: number };

/** @throws Error for a document that is there already; MongoServerError for more than the server's cache holds in one transaction */
export async function insertAll<T extends Document>(
  writing: Writing,
  sized: Iterable<Sized<T>>,
): Promise<void> {
  for (const documents of portions(sized)) await run(writing, { insert: writing.into, documents });
}

/** Puts documents in the place of those of the same ids, or beside them where there are none. */
export async function replaceAll<T extends Document & { readonly _id: unknown }>(
  writing: Writing,
  sized: Iterable<Sized<T>>,
): Promise<void> {
  for (const documents of portions(sized)) {
    const updates = documents.map((u) => ({ q: { _id: u._id }, u, upsert: true }));
    await run(writing, { update: writing.into, updates });
  }
}

export async function deleteAll(writing: Writing, ids: readonly unknown[]): Promise<void> {
  if (ids.length === 0) return;
  const deletes = [{ q: { _id: { $in: ids } }, limit: 0 }];
  await run(writing, { delete: writing.into, deletes });
}

type WriteError = { readonly code: number; readonly errmsg: string };

async function run({ db, session }: Writing, command: Document): Promise<void> {
  const answer = await db.command(command, { session });
  const [refused] = (answer['writeErrors'] ?? []) as readonly WriteError[]; // as the server's manual gives it
  if (refused === undefined) return;
  const error = new MongoServerError({ message: refused.errmsg, code: refused.code });
  if (isTooLargeForCache(error)) throw error;
  throw new Error(`a document is not taken: ${error.message}`);
}

/** A command is a document too, and those have 16 MB at most. */
const portionBytesMax = 8_000_000;

function* portions<T extends Document>(sized: Iterable<Sized<T>>): Iterable<readonly T[]> {
  let portion: T[] = [];
  let total = 0;
  for (const { document, bytes } of sized) {
    if (portion.length > 0 && total + bytes > portionBytesMax) {
      yield portion;
      portion = [];
      total = 0;
    }
    portion.push(document);
    total += bytes;
  }
  if (portion.length > 0) yield portion;
}
