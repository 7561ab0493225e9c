// A document that several may want to begin at once: the first one counts, and all learn which one that is.
import { type Collection, type Document, type MatchKeysAndValues, type WithId } from 'mongodb';

/** Puts the document unless there is one of that id; resolves, when durable, to the one that is there. */
export async function putFirst<T extends Document & { readonly _id: string }>(
  collection: Collection<T>,
  id: string,
  fields: Omit<T, '_id'>,
): Promise<WithId<T>> {
  const found = await collection.findOneAndUpdate(
    { _id: id } as Parameters<typeof collection.findOneAndUpdate>[0], // T is open, its id is not
    { $setOnInsert: fields as MatchKeysAndValues<T> },
    { upsert: true, returnDocument: 'after' },
  );
  if (found === null) throw new Error(`${collection.collectionName} did not keep ${id}`);
  return found;
}
