// Small documents that several processes change: whoever read an older one changes nothing.
import { isDeepStrictEqual } from 'node:util';
import { type ClientSession, MongoServerError } from 'mongodb';
import { type MetaChange } from '../read-store.js';
import { decodeRow, rowEncoder } from '../row-code.js';
import { type Layout, metaId } from './layout.js';

const duplicateKey = 11_000;

/** @returns whether it stood as expected */
export async function changeMeta(
  { meta }: Layout,
  key: string,
  { expected, next, session }: MetaChange & { readonly session?: ClientSession },
): Promise<boolean> {
  const _id = metaId(key);
  const options = session === undefined ? {} : { session };
  const found = await meta.findOne({ _id }, options);
  const stands = found === null ? undefined : decodeRow(found.v);
  if (!isDeepStrictEqual(stands, expected)) return false;
  const v = next === undefined ? undefined : rowEncoder()(next);
  if (found === null) {
    return v === undefined || inserted(() => meta.insertOne({ _id, v }, options));
  }
  const filter = { _id, v: found.v };
  if (v === undefined) return (await meta.deleteOne(filter, options)).deletedCount === 1;
  return (await meta.replaceOne(filter, { v }, options)).matchedCount === 1;
}

async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === duplicateKey) return false;
    throw error;
  }
}
