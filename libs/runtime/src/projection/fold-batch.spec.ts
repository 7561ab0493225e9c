import { type Entry, type Projection, type Row, decodeEntry } from '@ledger/ledger';
import { BatchRows, type ReadRows } from './batch-rows.js';
import { type FoldFault, foldBatch } from './fold-batch.js';
import { type Score, Scribe, scoreCatalogue, scoreProjection } from './testing.js';

const entriesOf = (scores: readonly Score[]): readonly Entry[] =>
  new Scribe().write('acme', scores).map(({ bytes }) => decodeEntry(bytes, scoreCatalogue));

/** Twelve players, so that four chunks are met one after another. */
const scores = Array.from({ length: 48 }, (_, i) => ({ player: `p-${i % 12}`, points: i }));

type Store = { readonly read: ReadRows; readonly isFar: boolean; asked: number };

/** An empty store that counts how often it is asked. */
function storeThat(isFar: boolean): Store {
  const store = {
    isFar,
    asked: 0,
    read: async (_collection: string, ids: readonly string[]) => {
      store.asked += 1;
      return ids.map(() => undefined);
    },
  };
  return store;
}

async function changesOf(
  projection: Projection,
  entries: readonly Entry[],
  { read, isFar }: Pick<Store, 'read' | 'isFar'>,
): Promise<object> {
  const rows = new BatchRows();
  expect(await foldBatch(projection, entries, { rows, read, isFar })).toBeUndefined();
  return Object.fromEntries(
    rows.changes().map(({ collection, id, row }) => [`${collection} ${id}`, row]),
  );
}

async function faultOf(
  projection: Projection,
  entries: readonly Entry[],
): Promise<FoldFault | undefined> {
  return foldBatch(projection, entries, { rows: new BatchRows(), ...storeThat(false) });
}

describe('a batch', () => {
  it('comes to the same rows however far away the store is, in no more questions where it is far', async () => {
    const near = storeThat(false);
    const far = storeThat(true);
    const entries = entriesOf(scores);
    const projection = scoreProjection();
    expect(await changesOf(projection, entries, far)).toEqual(
      await changesOf(projection, entries, near),
    );
    expect(far.asked).toBeGreaterThan(0);
    expect(far.asked).toBeLessThanOrEqual(near.asked);
  });

  it('asks a far store once for all that it can guess', async () => {
    const far = storeThat(true);
    // Everybody has a number already, so that every guess is right.
    const read: ReadRows = async (collection, ids) => {
      await far.read(collection, ids);
      return ids.map((id): Row | undefined =>
        collection === 'player' ? { number: Number(id.slice(2)), total: 0, last: '' } : undefined,
      );
    };
    await changesOf(scoreProjection(), entriesOf(scores), { read, isFar: true });
    // Players and counter, then all chunks together.
    expect(far.asked).toBe(3);
  });

  it('asks each entry once for what it wants of a store that is near', async () => {
    const { more, ...kept } = scoreProjection();
    const asked: number[] = [];
    const projection: Projection = {
      ...kept,
      more: (entry, rows) => {
        asked.push(entry.sequence);
        return more?.(entry, rows) ?? [];
      },
    };
    const entries = entriesOf(scores);
    await changesOf(projection, entries, storeThat(false));
    expect(asked).toEqual(entries.map(({ sequence }) => sequence));
  });

  it.each<readonly [string, Partial<Projection>, string]>([
    [
      'keys',
      { keys: ({ sequence }) => [{ collection: 'player', id: fussy(sequence) }] },
      'not this one',
    ],
    [
      'more',
      { more: ({ sequence }) => [{ collection: 'player', id: fussy(sequence) }] },
      'not this one',
    ],
    ['fold', { fold: ({ sequence }) => void fussy(sequence) }, 'not this one'],
    [
      'a change outside fold',
      {
        more: ({ sequence }, rows) => {
          if (sequence === 5) rows.put({ collection: 'counter', id: 'players' }, {});
          return [];
        },
        fold: () => undefined,
      },
      'row players of counter is changed outside fold',
    ],
  ])('names the entry at which it meets a fault in %s', async (_where, part, message) => {
    const calm = { fold: () => undefined, more: () => [] };
    const projection = { ...scoreProjection(), ...calm, ...part };
    const fault = await faultOf(projection, entriesOf(scores));
    expect(fault).toMatchObject({ index: 4, error: { message } });
  });

  it('rejects where rows can not be read: that is no fault of an entry', async () => {
    const read: ReadRows = async () => {
      throw new Error('no store');
    };
    const folding = foldBatch(scoreProjection(), entriesOf(scores), {
      rows: new BatchRows(),
      isFar: false,
      read,
    });
    await expect(folding).rejects.toThrow('no store');
  });
});

describe('rows', () => {
  const key = { collection: 'chunk', id: '0' };
  const nothing: ReadRows = async (_collection, ids) => ids.map(() => undefined);

  it('are no longer to be touched when the next entry has its turn', async () => {
    const rows = new BatchRows();
    rows.nextTurn();
    rows.declare(rows.expect([key]));
    await rows.load(nothing);
    rows.put(key, { points: 1 });
    expect(rows.get({ ...key })).toEqual({ points: 1 });
    rows.nextTurn();
    expect(() => rows.get(key)).toThrow('row 0 of chunk is touched but not declared');
  });

  it('of the batch before count, and stay as they are', async () => {
    const before = new BatchRows();
    before.nextTurn();
    before.declare(before.expect([key]));
    await before.load(nothing);
    before.put(key, { points: Float64Array.of(1, 2) });
    const rows = new BatchRows(before);
    rows.nextTurn();
    rows.declare(rows.expect([key]));
    expect(rows.isComplete).toBe(true);
    const row = rows.get(key) ?? {};
    (row['points'] as Float64Array)[0] = 9;
    rows.put(key, row);
    const was = { points: Float64Array.of(1, 2) };
    expect(before.changes()).toEqual([{ ...key, row: was, was: 'none' }]);
    expect(rows.changes()).toEqual([{ ...key, row: { points: Float64Array.of(9, 2) }, was }]);
  });

  it('that are deleted are gone for the batch after', async () => {
    const before = new BatchRows();
    before.nextTurn();
    before.declare(before.expect([key]));
    await before.load(async () => [{ points: 1 }]);
    before.delete(key);
    const rows = new BatchRows(before);
    rows.nextTurn();
    rows.declare(rows.expect([key]));
    expect(rows.isComplete).toBe(true);
    expect(rows.get(key)).toBeUndefined();
    rows.put(key, { points: 2 });
    expect(before.changes()).toEqual([{ ...key, row: undefined, was: { points: 1 } }]);
    expect(rows.changes()).toEqual([{ ...key, row: { points: 2 }, was: 'none' }]);
  });
});

function fussy(sequence: number): string {
  if (sequence === 5) throw new Error('not this one');
  return 'p-1';
}
