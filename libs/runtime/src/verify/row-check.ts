// Compares what a read model holds with what the log folds to, row by row, and each index with its rows.
import { type Collection, canonicalJson } from '@ledger/ledger';
import { type Find, type RowWithId, type Snapshot } from '@ledger/read-store';
import { type Problems } from './check.js';

const pageRows = 1_000;

/** @param folded the same ledger at the same sequence, folded from the log just now */
export async function compareRows(
  served: Snapshot,
  folded: Snapshot,
  {
    collections,
    problems,
  }: {
    readonly collections: readonly Collection[];
    readonly problems: Problems;
  },
): Promise<void> {
  for (const { name, indexes } of collections) {
    const shown = (id: string): string => `row ${id} of ${name}`;
    for await (const rows of pages(served, { collection: name })) {
      const expected = await folded.getMany(
        name,
        rows.map(({ id }) => id),
      );
      rows.forEach(({ id, row }, i) => {
        const fold = expected[i];
        if (fold === undefined) problems.add(`${shown(id)} is there and must not be`);
        else if (canonicalJson(row) !== canonicalJson(fold)) problems.add(`${shown(id)} differs`);
      });
    }
    for await (const rows of pages(folded, { collection: name })) {
      const found = await served.getMany(
        name,
        rows.map(({ id }) => id),
      );
      rows.forEach(({ id }, i) => {
        if (found[i] === undefined) problems.add(`${shown(id)} is missing`);
      });
    }
    for (const index of indexes) {
      const [has, must] = await Promise.all(
        [served, folded].map((side) => idsOf(side, { collection: name, index: index.name })),
      );
      if (has !== must) problems.add(`the index ${index.name} of ${name} does not list its rows`);
    }
  }
}

async function idsOf(side: Snapshot, find: Omit<Find, 'limit'>): Promise<string> {
  const ids: string[] = [];
  for await (const rows of pages(side, find)) for (const { id } of rows) ids.push(id);
  return ids.join('\n');
}

async function* pages(
  snapshot: Snapshot,
  find: Omit<Find, 'limit' | 'cursor'>,
): AsyncIterable<readonly RowWithId[]> {
  let cursor: string | undefined;
  do {
    const page = await snapshot.find({
      ...find,
      limit: pageRows,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.rows;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
