// The small documents beside the rows.
import { isDeepStrictEqual } from 'node:util';
import { type Row } from '@ledger/ledger';
import { type Build, type MetaChange, type ReadStore } from '../read-store.js';
import { copyRow } from './copy-row.js';

export type Documents = Pick<ReadStore, 'getMeta' | 'putMeta' | 'changeMeta'> & {
  change(key: string, change: MetaChange): boolean;
  drop(build: Build): void;
};

/** @param open throws where the store is closed */
export function memoryDocuments(open: () => void): Documents {
  const kept = new Map<string, Row>();

  function change(key: string, { expected, next }: MetaChange): boolean {
    if (!isDeepStrictEqual(kept.get(key), expected)) return false;
    if (next === undefined) kept.delete(key);
    else kept.set(key, copyRow(next));
    return true;
  }

  return {
    change,
    drop: (build) => {
      for (const key of [...kept.keys()]) if (key.startsWith(`${build}/`)) kept.delete(key);
    },
    getMeta: async (key) => {
      open();
      const value = kept.get(key);
      return value === undefined ? undefined : copyRow(value);
    },
    putMeta: async (key, value) => {
      open();
      kept.set(key, copyRow(value));
    },
    changeMeta: async (key, wanted) => {
      open();
      return change(key, wanted);
    },
  };
}
