// What a Find asks of sorted keys, and the cursor that goes on with it: one meaning for every adapter without queries.
import { createHash } from 'node:crypto';
import { type Collection, type Index, type Row } from '@ledger/ledger';
import { type Find, StoreError } from './read-store.js';
import { keyAfterAll, keyOfStringsFrom, sortKey } from './sort-key.js';

export const findLimitMax = 10_000;

/** Keys from `lower` (inclusive) up to `upper` (exclusive), in either direction, after the key `after`. */
export type FindRange = {
  /** undefined: the rows themselves, by id. */
  readonly index: Index | undefined;
  readonly lower: Buffer;
  readonly upper: Buffer;
  readonly descending: boolean;
  readonly after: Buffer | undefined;
  /** For the page that ends with this key. */
  cursorAfter(key: Uint8Array): string;
};

/** @throws StoreError `bad-cursor`; Error for what the collection does not declare */
export function findRange(find: Find, ledger: string, collection: Collection): FindRange {
  if (!(find.limit >= 1 && find.limit <= findLimitMax)) {
    throw new Error(`a page has 1 to ${findLimitMax} rows, not ${find.limit}`);
  }
  const index = indexOf(find, collection);
  const question = createHash('sha256').update(
    JSON.stringify([ledger, find.collection, find.index, find.prefix, find.from, find.to]),
  );
  question.update(find.descending === true ? 'descending' : 'ascending');
  const cursorAfter = (key: Uint8Array): string => {
    const seal = question.copy().update(key).digest().subarray(0, sealBytes);
    return Buffer.concat([seal, key]).toString('base64url');
  };
  return {
    index,
    ...bounds(find, ledger),
    descending: find.descending === true,
    after: find.cursor === undefined ? undefined : keyIn(find.cursor, cursorAfter),
    cursorAfter,
  };
}

/** The key of a row in an index; undefined where it lacks one of the fields. */
export function indexKey(
  ledger: string,
  index: Index,
  { id, row }: { readonly id: string; readonly row: Row },
): Buffer | undefined {
  const parts: (string | number)[] = [ledger];
  for (const field of index.fields) {
    const value = row[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new Error(
        `row ${id}: index ${index.name} sorts by ${field}, which is no string or number`,
      );
    }
    parts.push(value);
  }
  parts.push(id);
  return sortKey(parts);
}

/** It detects a cursor that was changed or belongs to another question; what it opens is the same question only. */
const sealBytes = 8;

function keyIn(cursor: string, cursorAfter: (key: Uint8Array) => string): Buffer {
  const key = Buffer.from(cursor, 'base64url').subarray(sealBytes);
  if (cursorAfter(key) === cursor) return key;
  throw new StoreError('bad-cursor', 'the cursor does not belong to this question', false);
}

function indexOf(find: Find, collection: Collection): Index | undefined {
  if (find.index === undefined) return undefined;
  const index = collection.indexes.find(({ name }) => name === find.index);
  if (index === undefined) {
    throw new Error(`collection ${collection.name} declares no index ${find.index}`);
  }
  if ((find.prefix?.length ?? 0) > index.fields.length) {
    throw new Error(`index ${index.name} has only the fields ${index.fields.join(', ')}`);
  }
  return index;
}

function bounds(find: Find, ledger: string): { lower: Buffer; upper: Buffer } {
  const { prefix = [], from, to } = find;
  const parts = find.index === undefined ? [ledger] : [ledger, ...prefix];
  const all = sortKey(parts);
  const lowest = from === undefined ? all : sortKey([...parts, from]);
  const highest = keyAfterAll(to === undefined ? all : sortKey([...parts, to]));
  if (find.index !== undefined || prefix.length === 0) return { lower: lowest, upper: highest };
  const [start] = prefix;
  if (prefix.length > 1 || typeof start !== 'string') {
    throw new Error('by id, a prefix is one string');
  }
  const first = keyOfStringsFrom(all, start);
  const end = keyAfterAll(first);
  return {
    lower: Buffer.compare(first, lowest) > 0 ? first : lowest,
    upper: Buffer.compare(end, highest) < 0 ? end : highest,
  };
}
