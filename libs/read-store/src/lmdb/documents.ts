// The small documents beside the rows.
import { isDeepStrictEqual } from 'node:util';
import { type Row } from '@ledger/ledger';
import { type Turns } from '../in-turn.js';
import { type MetaChange, type ReadStore } from '../read-store.js';
import { rowEncoder } from '../row-code.js';
import { sortKey } from '../sort-key.js';
import { commit } from './commit.js';
import { type Environment } from './environment.js';

export type Documents = Pick<ReadStore, 'getMeta' | 'putMeta' | 'changeMeta'> & {
  /** What is to be written within a commit; undefined where the document does not stand as expected. */
  changing(key: string, change: MetaChange): (() => void) | undefined;
};

/** @param open throws where the store is closed */
export function documentsIn(
  { root, meta }: Environment,
  folder: string,
  { open, turns }: { open(): void; readonly turns: Turns },
): Documents {
  const get = (key: string): Row | undefined => meta.get(sortKey([key]));

  function putting(key: string, value: Row): () => void {
    const bytes = rowEncoder()(value);
    return () => void meta.put(sortKey([key]), bytes);
  }

  function changing(key: string, { expected, next }: MetaChange): (() => void) | undefined {
    if (!isDeepStrictEqual(get(key), expected)) return undefined;
    return next === undefined ? () => void meta.remove(sortKey([key])) : putting(key, next);
  }

  return {
    changing,
    getMeta: async (key) => {
      open();
      return get(key);
    },
    putMeta: (key, value) =>
      turns(key, async () => {
        open();
        await commit(root, folder, putting(key, value));
      }),
    changeMeta: (key, wanted) =>
      turns(key, async () => {
        open();
        const change = changing(key, wanted);
        if (change !== undefined) await commit(root, folder, change);
        return change !== undefined;
      }),
  };
}
