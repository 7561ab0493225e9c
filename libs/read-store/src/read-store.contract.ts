// What every read store promises; each adapter's spec runs it.
import { type Collection, type Row } from '@ledger/ledger';
import fc from 'fast-check';
import { type Checkpoint, type Find, type ReadStore, type RowChange } from './read-store.js';

export type OpenedReadStore = {
  readonly store: ReadStore;
  /** Opens the same store once more after `store` was closed; absent where nothing outlives it. */
  reopen?(): Promise<ReadStore>;
  /** Removes what the store left behind; it is closed by then. */
  remove(): Promise<void>;
};

const deals: Collection = {
  name: 'deal',
  indexes: [
    { name: 'status', fields: ['status', 'amountMinor'] },
    { name: 'owner', fields: ['owner'] },
  ],
};
const cells: Collection = { name: 'cell', indexes: [] };
const collections = [deals, cells];

const at = (sequence: number): Checkpoint => ({
  sequence,
  time: new Date(Date.UTC(2026, 0, 1, 0, 0, sequence)).toISOString(),
});
const deal = (id: string, row: Row | undefined): RowChange => ({ collection: 'deal', id, row });
const cell = (id: string, row: Row | undefined): RowChange => ({ collection: 'cell', id, row });

export function readStoreContract(name: string, open: () => Promise<OpenedReadStore>): void {
  describe(`read store, ${name}`, () => {
    let opened: OpenedReadStore;
    let store: ReadStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      await store.prepare('b1', collections);
    });

    afterEach(async () => {
      await store.close();
      await opened.remove();
    });

    const reading = async <T>(
      ledger: string,
      ask: (snapshot: Awaited<ReturnType<ReadStore['snapshot']>>) => Promise<T> | T,
      build = 'b1',
    ): Promise<T> => {
      const snapshot = await store.snapshot(build, ledger);
      try {
        return await ask(snapshot);
      } finally {
        snapshot.close();
      }
    };
    const rowOf = (collection: string, id: string, ledger = 'acme', build = 'b1') =>
      reading(ledger, async (s) => (await s.getMany(collection, [id]))[0], build);
    const checkpointOf = (ledger = 'acme', build = 'b1') =>
      reading(ledger, (s) => s.checkpoint, build);
    const idsOf = (find: Find, ledger = 'acme') =>
      reading(ledger, async (s) => (await s.find(find)).rows.map(({ id }) => id));

    describe('commit', () => {
      it('moves rows and checkpoint together', async () => {
        expect(await checkpointOf()).toBeUndefined();
        await store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 1 })]);
        expect(await checkpointOf()).toEqual(at(1));
        await store.commit('b1', 'acme', at(1), at(7), [cell('x', { n: 2 }), cell('y', { n: 3 })]);
        expect(await checkpointOf()).toEqual(at(7));
        const found = await reading('acme', (s) => s.getMany('cell', ['y', 'none', 'x', 'y']));
        expect(found).toEqual([{ n: 3 }, undefined, { n: 2 }, { n: 3 }]);
      });

      it('may change nothing but the checkpoint', async () => {
        await store.commit('b1', 'acme', undefined, at(4), []);
        expect(await checkpointOf()).toEqual(at(4));
      });

      it('deletes rows, also those that are not there', async () => {
        await store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 1 })]);
        await store.commit('b1', 'acme', at(1), at(2), [
          cell('x', undefined),
          cell('none', undefined),
        ]);
        expect(await rowOf('cell', 'x')).toBeUndefined();
      });

      it('counts the last change of a row that is named twice', async () => {
        await store.commit('b1', 'acme', undefined, at(1), [
          deal('d', { status: 'open', amountMinor: 1 }),
          deal('d', undefined),
          deal('d', { status: 'won', amountMinor: 2 }),
          cell('x', { n: 1 }),
          cell('x', undefined),
        ]);
        expect(await rowOf('deal', 'd')).toEqual({ status: 'won', amountMinor: 2 });
        expect(await rowOf('cell', 'x')).toBeUndefined();
        expect(await idsOf({ collection: 'deal', index: 'status', limit: 9 })).toEqual(['d']);
        const open = { collection: 'deal', index: 'status', prefix: ['open'], limit: 9 };
        expect(await idsOf(open)).toEqual([]);
      });

      it('moves rows in indexes, whether or not it is told what they were', async () => {
        const before = [deal('told', { owner: 'a' }), deal('not', { owner: 'a' })];
        await store.commit('b1', 'acme', undefined, at(1), [
          ...before.map((change): RowChange => ({ ...change, was: 'none' })),
          { ...deal('gone', { owner: 'a' }), was: 'none' },
        ]);
        await store.commit('b1', 'acme', at(1), at(2), [
          { ...deal('told', { owner: 'b' }), was: { owner: 'a' } },
          deal('not', { owner: 'b' }),
          { ...deal('gone', undefined), was: { owner: 'a' } },
        ]);
        const owner = (prefix: string): Promise<readonly string[]> =>
          idsOf({ collection: 'deal', index: 'owner', prefix: [prefix], limit: 9 });
        expect(await owner('a')).toEqual([]);
        expect(await owner('b')).toEqual(['not', 'told']);
      });

      it.each([
        { what: 'nothing', expected: undefined },
        { what: 'an earlier sequence', expected: at(2) },
        { what: 'a later sequence', expected: at(4) },
        { what: 'another time', expected: { ...at(3), time: at(2).time } },
      ])('refuses who expects $what, and changes nothing', async ({ expected }) => {
        await store.commit('b1', 'acme', undefined, at(3), [cell('x', { n: 1 })]);
        const late = store.commit('b1', 'acme', expected, at(5), [cell('x', { n: 2 })]);
        await expect(late).rejects.toMatchObject({ code: 'checkpoint-moved', retriable: false });
        expect(await rowOf('cell', 'x')).toEqual({ n: 1 });
        expect(await checkpointOf()).toEqual(at(3));
      });

      it('lets one of two who fold at once win', async () => {
        const both = await Promise.allSettled([
          store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 1 })]),
          store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 2 })]),
        ]);
        expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
        expect(await rowOf('cell', 'x')).toEqual({ n: 1 });
      });

      it('takes ledgers side by side', async () => {
        const ledgers = Array.from({ length: 20 }, (_, index) => `ledger-${index}`);
        await Promise.all(
          ledgers.map((ledger, n) =>
            store.commit('b1', ledger, undefined, at(1), [cell('x', { n })]),
          ),
        );
        for (const [n, ledger] of ledgers.entries()) {
          expect(await rowOf('cell', 'x', ledger)).toEqual({ n });
        }
      });

      it.each([
        {
          what: 'a collection that was not prepared',
          change: { collection: 'no', id: 'x', row: {} },
        },
        { what: 'an index field that is no string or number', change: deal('d', { owner: true }) },
        { what: 'a key of 3,000 bytes', change: cell('k'.repeat(3_000), { n: 1 }) },
      ])('fails for $what, and changes nothing', async ({ change }) => {
        const changes = [cell('x', { n: 1 }), change];
        await expect(store.commit('b1', 'acme', undefined, at(1), changes)).rejects.toThrow(Error);
        expect(await checkpointOf()).toBeUndefined();
        expect(await rowOf('cell', 'x')).toBeUndefined();
      });
    });

    describe('isolation', () => {
      it('keeps ledgers and builds apart', async () => {
        await store.prepare('b2', collections);
        await store.commit('b1', 'a', undefined, at(1), [deal('d', { owner: 'one' })]);
        await store.commit('b1', 'a-b', undefined, at(2), [deal('d', { owner: 'two' })]);
        await store.commit('b2', 'a', undefined, at(3), [deal('d', { owner: 'three' })]);
        expect(await rowOf('deal', 'd', 'a')).toEqual({ owner: 'one' });
        expect(await rowOf('deal', 'd', 'a-b')).toEqual({ owner: 'two' });
        expect(await rowOf('deal', 'd', 'a', 'b2')).toEqual({ owner: 'three' });
        expect(await rowOf('deal', 'd', 'b')).toBeUndefined();
        const all = { collection: 'deal', index: 'owner', limit: 9 };
        expect(await idsOf(all, 'a')).toEqual(['d']);
        expect(await idsOf({ collection: 'deal', limit: 9 }, 'a')).toEqual(['d']);
        expect(await idsOf(all, 'b')).toEqual([]);
        expect(await checkpointOf('a', 'b2')).toEqual(at(3));
      });

      it('drops a build alone, twice, and fills one of the same name anew', async () => {
        await store.prepare('b10', collections);
        await store.commit('b1', 'acme', undefined, at(1), [deal('d', { owner: 'one' })]);
        await store.commit('b10', 'acme', undefined, at(1), [deal('d', { owner: 'ten' })]);
        await store.drop('b1');
        await store.drop('b1');
        await expect(store.snapshot('b1', 'acme')).rejects.toThrow('b1 was not prepared');
        expect(await rowOf('deal', 'd', 'acme', 'b10')).toEqual({ owner: 'ten' });
        await store.prepare('b1', collections);
        expect(await checkpointOf()).toBeUndefined();
        expect(await rowOf('deal', 'd')).toBeUndefined();
        expect(await idsOf({ collection: 'deal', index: 'owner', limit: 9 })).toEqual([]);
      });

      it('prepares side by side', async () => {
        const builds = ['p', 'q', 'r', 's'];
        await Promise.all(builds.map((build) => store.prepare(build, collections)));
        for (const build of builds) {
          await store.commit(build, 'acme', undefined, at(1), [deal(build, { owner: build })]);
        }
        for (const build of builds) {
          const found = await reading(
            'acme',
            (s) => s.find({ collection: 'deal', limit: 9 }),
            build,
          );
          expect(found.rows.map(({ id }) => id)).toEqual([build]);
        }
      });

      it('finds what was put while a build filled once it is prepared for serving', async () => {
        await store.prepare('b2', collections, 'filling');
        const first = [deal('d', { owner: 'one' }), deal('e', { owner: 'two' })];
        await store.commit('b2', 'acme', undefined, at(1), first);
        expect(await rowOf('deal', 'd', 'acme', 'b2')).toEqual({ owner: 'one' });
        await store.prepare('b2', collections, 'filling'); // after a crash
        await store.commit('b2', 'acme', at(1), at(2), [deal('d', { owner: 'three' })]);
        await store.prepare('b2', collections, 'serving');
        await store.commit('b2', 'acme', at(2), at(3), [deal('f', { owner: 'four' })]);
        await store.prepare('b2', collections, 'filling');
        const found = await reading(
          'acme',
          (s) => s.find({ collection: 'deal', index: 'owner', limit: 9 }),
          'b2',
        );
        expect(found.rows.map(({ id }) => id)).toEqual(['f', 'd', 'e']);
      });

      it('rebuilds any number of times', async () => {
        for (let round = 0; round < 40; round += 1) {
          const build = `round-${round}`;
          await store.prepare(build, collections);
          await store.commit(build, 'acme', undefined, at(1), [deal('d', { owner: build })]);
          expect(await rowOf('deal', 'd', 'acme', build)).toEqual({ owner: build });
          await store.drop(build);
        }
      });

      it('prepares the same build again, and refuses another shape under its name', async () => {
        await store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 1 })]);
        await store.prepare('b1', collections);
        expect(await rowOf('cell', 'x')).toEqual({ n: 1 });
        await expect(store.prepare('b1', [cells])).rejects.toThrow('other collections');
      });

      it('knows no build that was not prepared', async () => {
        await expect(store.snapshot('no', 'acme')).rejects.toThrow('no was not prepared');
        await expect(store.commit('no', 'acme', undefined, at(1), [])).rejects.toThrow(
          'no was not prepared',
        );
      });
    });

    describe('rows', () => {
      it('come back as they were, columns too', async () => {
        const row = {
          text: 'Zoë 销售 \u0000 " \\',
          whole: 1_234_567_890_123,
          part: 0.1,
          yes: true,
          none: null,
          list: [1, 'two', [3], { four: 4 }],
          '': { deep: { deeper: [] } },
          amountMinor: Float64Array.from({ length: 250 }, (_, index) => index * 1e9 - 7),
          inside: { columns: [Float64Array.of(1.5), Float64Array.of()] },
        };
        await store.commit('b1', 'acme', undefined, at(1), [cell('x', row), cell('y', {})]);
        expect(await rowOf('cell', 'x')).toEqual(row);
        expect(Object.keys((await rowOf('cell', 'x')) ?? {})).toEqual(Object.keys(row));
        expect(await rowOf('cell', 'y')).toEqual({});
      });

      it('come back as they were, whatever they are', async () => {
        let checkpoint: Checkpoint | undefined;
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(fc.string({ minLength: 1 })),
            rows(),
            async (ids, row) => {
              const next = at((checkpoint?.sequence ?? 0) + 1);
              const changes = ids.map((id) => cell(id, row));
              await store.commit('b1', 'acme', checkpoint, next, changes);
              checkpoint = next;
              const found = await reading('acme', (s) => s.getMany('cell', ids));
              expect(found).toEqual(ids.map(() => row));
            },
          ),
          { numRuns: 50 },
        );
      }, 30_000);

      it('are the own of everyone who has them', async () => {
        const mine = { amountMinor: Float64Array.of(1, 2), list: [1] };
        await store.commit('b1', 'acme', undefined, at(1), [cell('x', mine)]);
        mine.amountMinor[0] = 99;
        mine.list.push(99);
        const spoil = async (): Promise<void> => {
          const row = await rowOf('cell', 'x');
          expect(row).toEqual({ amountMinor: Float64Array.of(1, 2), list: [1] });
          (row?.['amountMinor'] as Float64Array)[0] = 77;
          if (row !== undefined) row['new'] = 1;
        };
        await spoil();
        await spoil();
      });

      it('of many sizes do not run into each other', async () => {
        const sizes = [0, 1, 250, 3, 40_000, 2, 250];
        const changes = sizes.map((size, n) =>
          cell(`c${n}`, { n, column: new Float64Array(size).fill(n), text: 'é'.repeat(size) }),
        );
        await store.commit('b1', 'acme', undefined, at(1), changes);
        const found = await reading('acme', (s) =>
          s.getMany(
            'cell',
            changes.map(({ id }) => id),
          ),
        );
        expect(found).toEqual(changes.map(({ row }) => row));
      });
    });

    describe('find', () => {
      const fill = (changes: readonly RowChange[]): Promise<void> =>
        store.commit('b1', 'acme', undefined, at(1), changes);
      const amounts = [-5, 30, 1e12, 0, 0.5, -1e9, 30];

      beforeEach(() =>
        fill([
          ...amounts.map((amountMinor, n) =>
            deal(`d${n}`, { status: n % 2 === 0 ? 'open' : 'won', amountMinor, owner: 'u|1' }),
          ),
          deal('e1', { status: 'open', amountMinor: null, owner: 'ü' }),
          deal('e2', { owner: 'u' }),
          deal('e3', { owner: '😀' }),
          deal('e4', { owner: '' }),
          deal('e5', { owner: 7 }),
        ]),
      );

      it.each([
        { what: 'by id', find: {}, ids: 'd0 d1 d2 d3 d4 d5 d6 e1 e2 e3 e4 e5' },
        { what: 'by id, descending', find: { descending: true, limit: 3 }, ids: 'e5 e4 e3' },
        { what: 'ids that begin so', find: { prefix: ['e'] }, ids: 'e1 e2 e3 e4 e5' },
        {
          what: 'ids that begin so, within bounds',
          find: { prefix: ['e'], from: 'd3', to: 'e2' },
          ids: 'e1 e2',
        },
        { what: 'ids within bounds', find: { from: 'd5', to: 'e2' }, ids: 'd5 d6 e1 e2' },
        {
          what: 'numbers in order, then ids',
          find: { index: 'status', prefix: ['open'] },
          ids: 'd0 d4 d6 d2',
        },
        {
          what: 'numbers within bounds',
          find: { index: 'status', prefix: ['won'], from: -1e9, to: 0 },
          ids: 'd5 d3',
        },
        { what: 'all of an index', find: { index: 'status' }, ids: 'd0 d4 d6 d2 d5 d3 d1' },
        {
          what: 'bounds on the first field',
          find: { index: 'status', from: 'p', to: 'won' },
          ids: 'd5 d3 d1',
        },
        { what: 'a whole prefix', find: { index: 'status', prefix: ['open', 30] }, ids: 'd6' },
        {
          what: 'ids after a whole prefix',
          find: { index: 'owner', prefix: ['u|1'], from: 'd5' },
          ids: 'd5 d6',
        },
        {
          what: 'no beginnings of strings in an index',
          find: { index: 'owner', prefix: ['u'] },
          ids: 'e2',
        },
        {
          what: 'strings by code point, numbers first',
          find: { index: 'owner' },
          ids: 'e5 e4 e2 d0 d1 d2 d3 d4 d5 d6 e1 e3',
        },
        { what: 'an empty range', find: { from: 'e', to: 'd' }, ids: '' },
        {
          what: 'an empty range, descending',
          find: { from: 'e', to: 'd', descending: true },
          ids: '',
        },
      ])('$what', async ({ find, ids }) => {
        const found = await idsOf({ collection: 'deal', limit: 100, ...find });
        expect(found.join(' ')).toBe(ids);
      });

      it('hands out rows whole', async () => {
        const find = { collection: 'deal', index: 'status', prefix: ['open'], limit: 1 };
        const page = await reading('acme', (s) => s.find(find));
        expect(page.rows).toEqual([
          { id: 'd0', row: { status: 'open', amountMinor: -5, owner: 'u|1' } },
        ]);
      });

      it('follows rows that move, enter and leave', async () => {
        await store.commit('b1', 'acme', at(1), at(2), [
          deal('d0', { status: 'won', amountMinor: 1, owner: 'u|1' }),
          deal('d2', undefined),
          deal('e1', { status: 'open', amountMinor: 2, owner: 'ü' }),
          deal('d4', { owner: 'u|1' }),
        ]);
        const find = { collection: 'deal', index: 'status', limit: 100 };
        expect(await idsOf({ ...find, prefix: ['open'] })).toEqual(['e1', 'd6']);
        expect(await idsOf({ ...find, prefix: ['won'] })).toEqual(['d5', 'd3', 'd0', 'd1']);
      });

      it.each([
        {
          what: 'an undeclared index',
          find: { index: 'amountMinor' },
          message: 'declares no index',
        },
        {
          what: 'a prefix that is too long',
          find: { index: 'owner', prefix: ['a', 'b'] },
          message: 'only the fields',
        },
        { what: 'two strings by id', find: { prefix: ['a', 'b'] }, message: 'one string' },
        { what: 'no rows', find: { limit: 0 }, message: '1 to 10000 rows' },
        { what: 'too many rows', find: { limit: 10_001 }, message: '1 to 10000 rows' },
        { what: 'another collection', find: { collection: 'no' }, message: 'no collection no' },
      ])('fails for $what', async ({ find, message }) => {
        const asked = idsOf({ collection: 'deal', limit: 10, ...find });
        await expect(asked).rejects.toThrow(message);
      });

      it('answers page by page what it answers at once, and as the model does', async () => {
        await store.prepare('model', collections);
        let checkpoint: Checkpoint | undefined;
        const model = new Map<string, Row>();
        await fc.assert(
          fc.asyncProperty(dealChanges(), finds(), async (changes, find) => {
            const next = at((checkpoint?.sequence ?? 0) + 1);
            await store.commit('model', 'acme', checkpoint, next, changes);
            checkpoint = next;
            for (const { id, row } of changes) {
              if (row === undefined) model.delete(id);
              else model.set(id, row);
            }
            const found: string[] = [];
            const snapshot = await store.snapshot('model', 'acme');
            let cursor: string | undefined;
            do {
              const page = await snapshot.find({
                ...find,
                ...(cursor === undefined ? {} : { cursor }),
              });
              expect(page.rows.length).toBeLessThanOrEqual(find.limit);
              if (page.cursor !== undefined) expect(page.rows.length).toBe(find.limit);
              found.push(...page.rows.map(({ id }) => id));
              cursor = page.cursor;
            } while (cursor !== undefined);
            snapshot.close();
            expect(found).toEqual(modelAnswer(model, find));
          }),
          { numRuns: 150 },
        );
      }, 30_000);
    });

    describe('cursor', () => {
      const find: Find = { collection: 'deal', index: 'owner', limit: 2 };

      beforeEach(() =>
        store.commit('b1', 'acme', undefined, at(1), [
          deal('d1', { owner: 'a' }),
          deal('d2', { owner: 'b' }),
          deal('d3', { owner: 'c' }),
          deal('d4', { owner: 'd' }),
          deal('d5', { owner: 'e' }),
        ]),
      );

      const first = async (): Promise<string> => {
        const { cursor } = await reading('acme', (s) => s.find(find));
        if (cursor === undefined) throw new Error('there is no next page');
        return cursor;
      };

      it('goes on where rows came and went', async () => {
        const cursor = await first();
        await store.commit('b1', 'acme', at(1), at(2), [
          deal('d0', { owner: 'aa' }),
          deal('d2', undefined),
          deal('d6', { owner: 'bb' }),
        ]);
        expect(await idsOf({ ...find, cursor })).toEqual(['d6', 'd3']);
      });

      it('is absent at the end', async () => {
        const page = await reading('acme', (s) => s.find({ ...find, limit: 5 }));
        expect(page.rows.length).toBe(5);
        expect(page).not.toHaveProperty('cursor');
      });

      it('is refused when any character of it changed', async () => {
        const cursor = await first();
        for (let index = 0; index < cursor.length; index += 1) {
          const other = cursor[index] === 'A' ? 'B' : 'A';
          const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
          const asked = idsOf({ ...find, cursor: changed });
          await expect(asked).rejects.toMatchObject({ code: 'bad-cursor', retriable: false });
        }
      });

      it.each(['', 'x', '====', 'ü', 'AAAAAAAAAAAA', ' '])('is refused as %j', async (cursor) => {
        await expect(idsOf({ ...find, cursor })).rejects.toMatchObject({ code: 'bad-cursor' });
      });

      it('is refused for another question or ledger', async () => {
        const cursor = await first();
        const others = [
          { ...find, cursor, descending: true },
          { ...find, cursor, prefix: ['a'] },
          { ...find, cursor, from: 'a' },
          { collection: 'deal', limit: 2, cursor },
        ];
        for (const other of others) {
          await expect(idsOf(other)).rejects.toMatchObject({ code: 'bad-cursor' });
        }
        await expect(idsOf({ ...find, cursor }, 'other')).rejects.toMatchObject({
          code: 'bad-cursor',
        });
      });
    });

    describe('snapshot', () => {
      it('stays as it was while commits go on', async () => {
        const write = (sequence: number): Promise<void> =>
          store.commit('b1', 'acme', sequence === 1 ? undefined : at(sequence - 1), at(sequence), [
            deal('d', { owner: `o${sequence}`, n: sequence }),
            deal(`d${sequence}`, { owner: 'new' }),
            cell('x', { n: Float64Array.of(sequence) }),
          ]);
        const seen: { snapshot: Awaited<ReturnType<ReadStore['snapshot']>>; sequence: number }[] =
          [];
        for (let sequence = 1; sequence <= 6; sequence += 1) {
          await write(sequence);
          seen.push({ snapshot: await store.snapshot('b1', 'acme'), sequence });
        }
        for (const { snapshot, sequence } of seen.reverse()) {
          expect(snapshot.checkpoint).toEqual(at(sequence));
          expect(await snapshot.getMany('deal', ['d'])).toEqual([
            { owner: `o${sequence}`, n: sequence },
          ]);
          expect(await snapshot.getMany('cell', ['x'])).toEqual([{ n: Float64Array.of(sequence) }]);
          const { rows } = await snapshot.find({ collection: 'deal', index: 'owner', limit: 99 });
          expect(rows.length).toBe(sequence + 1);
          expect(rows.at(-1)?.row).toEqual({ owner: `o${sequence}`, n: sequence });
          snapshot.close();
        }
      });

      it('stays while builds are prepared, filled and dropped, its own too', async () => {
        await store.commit('b1', 'acme', undefined, at(1), [deal('d', { owner: 'one' })]);
        const snapshot = await store.snapshot('b1', 'acme');
        await store.prepare('b2', collections);
        await store.commit('b2', 'acme', undefined, at(9), [deal('d', { owner: 'two' })]);
        await store.drop('b1');
        await store.prepare('b3', collections);
        await store.commit('b3', 'acme', undefined, at(9), [deal('d', { owner: 'three' })]);
        expect(snapshot.checkpoint).toEqual(at(1));
        expect(await snapshot.getMany('deal', ['d'])).toEqual([{ owner: 'one' }]);
        const { rows } = await snapshot.find({ collection: 'deal', index: 'owner', limit: 9 });
        expect(rows).toEqual([{ id: 'd', row: { owner: 'one' } }]);
        snapshot.close();
      });

      it('shows what was committed just before', async () => {
        for (let sequence = 1; sequence <= 50; sequence += 1) {
          const before = sequence === 1 ? undefined : at(sequence - 1);
          const early = await store.snapshot('b1', 'acme');
          await store.commit('b1', 'acme', before, at(sequence), [cell('x', { sequence })]);
          expect(await checkpointOf()).toEqual(at(sequence));
          expect(await rowOf('cell', 'x')).toEqual({ sequence });
          expect(early.checkpoint).toEqual(before);
          early.close();
        }
      });

      it('answers nothing once it is closed, and closes twice', async () => {
        const snapshot = await store.snapshot('b1', 'acme');
        snapshot.close();
        snapshot.close();
        await expect(snapshot.getMany('cell', ['x'])).rejects.toMatchObject({ code: 'closed' });
        await expect(snapshot.find({ collection: 'cell', limit: 1 })).rejects.toMatchObject({
          code: 'closed',
        });
      });
    });

    describe('checkpoints', () => {
      it('tells how far one build shows each ledger, as its snapshots do', async () => {
        expect(await store.checkpoints('b1')).toEqual(new Map());
        await store.prepare('b2', collections);
        await store.commit('b1', 'acme', undefined, at(3), []);
        await store.commit('b1', 'zeta', undefined, at(2), []);
        await store.commit('b2', 'acme', undefined, at(7), []);
        const shown = await store.checkpoints('b1');
        expect(shown).toEqual(
          new Map([
            ['acme', at(3)],
            ['zeta', at(2)],
          ]),
        );
        const snapshot = await store.snapshot('b1', 'acme');
        expect(snapshot.checkpoint).toEqual(shown.get('acme'));
        snapshot.close();
        await expect(store.checkpoints('b3')).rejects.toThrow('was not prepared');
      });
    });

    describe('reached', () => {
      it('tells how far each ledger is shown, by whichever build shows most', async () => {
        expect(await store.reached()).toEqual(new Map());
        await store.prepare('b2', collections);
        await store.commit('b1', 'acme', undefined, at(3), []);
        await store.commit('b1', 'zeta', undefined, at(2), []);
        await store.commit('b2', 'acme', undefined, at(7), []);
        expect(await store.reached()).toEqual(
          new Map([
            ['acme', 7],
            ['zeta', 2],
          ]),
        );
        await store.drop('b2');
        expect((await store.reached()).get('acme')).toBe(3);
      });
    });

    describe('meta', () => {
      it('keeps small documents beside the rows', async () => {
        expect(await store.getMeta('serving')).toBeUndefined();
        await store.putMeta('serving', { leaderboard: 'b1' });
        await store.putMeta('serving/2', { leaderboard: 'b2' });
        expect(await store.getMeta('serving')).toEqual({ leaderboard: 'b1' });
        await store.putMeta('serving', { leaderboard: 'b3', position: '17' });
        expect(await store.getMeta('serving')).toEqual({ leaderboard: 'b3', position: '17' });
      });

      it('are changed by whoever read them last', async () => {
        const [first, second] = [{ n: 1, of: { build: 'b1' } }, { n: 2 }];
        const change = (expected: Row | undefined, next: Row | undefined): Promise<boolean> =>
          store.changeMeta('count', { expected, next });
        expect(await change(second, first)).toBe(false);
        expect(await change(undefined, first)).toBe(true);
        expect(await change(undefined, second)).toBe(false);
        expect(await change({ n: 1, of: { build: 'b2' } }, second)).toBe(false);
        expect(await store.getMeta('count')).toEqual(first);
        expect(await change(first, undefined)).toBe(true);
        expect(await store.getMeta('count')).toBeUndefined();
        expect(await change(undefined, undefined)).toBe(true);
      });

      it('are changed by one of several at once', async () => {
        const read = await store.getMeta('count');
        const changes = Array.from({ length: 8 }, (_, n) =>
          store.changeMeta('count', { expected: read, next: { n } }),
        );
        const outcomes = await Promise.all(changes);
        expect(outcomes.filter((isChanged) => isChanged)).toHaveLength(1);
        expect(await store.getMeta('count')).toEqual({ n: outcomes.indexOf(true) });
      });

      it('go with the build that their keys name', async () => {
        await store.prepare('b10', collections);
        await store.putMeta('b1/stop/acme', { sequence: 7 });
        await store.putMeta('b10/stop/acme', { sequence: 8 });
        await store.drop('b1');
        expect(await store.getMeta('b1/stop/acme')).toBeUndefined();
        expect(await store.getMeta('b10/stop/acme')).toEqual({ sequence: 8 });
      });
    });

    describe('a build in the place of another', () => {
      const serving = { build: 'b1' };
      const builds = { old: 'b1', by: 'b2' };
      const change = { expected: serving, next: { build: 'b2' } };
      beforeEach(async () => {
        await store.prepare('b2', collections);
        await store.putMeta('serving', serving);
        await store.putMeta('b1/stop/acme', { sequence: 7 });
        await store.commit('b1', 'acme', undefined, at(3), [cell('x', { n: 1 })]);
        await store.commit('b1', 'zeta', undefined, at(1), []);
        await store.commit('b2', 'acme', undefined, at(4), [cell('x', { n: 2 })]);
      });

      it('drops the other and is named in the same step', async () => {
        await store.commit('b2', 'zeta', undefined, at(1), []);
        const before = await store.snapshot('b1', 'acme');
        expect(await store.supersede(builds, 'serving', change)).toBe('done');
        expect(await store.getMeta('serving')).toEqual({ build: 'b2' });
        expect(await store.getMeta('b1/stop/acme')).toBeUndefined();
        expect(await before.getMany('cell', ['x'])).toEqual([{ n: 1 }]);
        before.close();
        await expect(store.snapshot('b1', 'acme')).rejects.toThrow('was not prepared');
        expect((await store.reached()).get('acme')).toBe(4);
      });

      it('changes nothing where it is behind in a ledger', async () => {
        expect(await store.supersede(builds, 'serving', change)).toBe('behind');
        expect(await store.getMeta('serving')).toEqual(serving);
        await store.commit('b1', 'acme', at(3), at(4), []);
      });

      it('need not show as much in the ledgers that are excepted', async () => {
        const except = new Set(['zeta']);
        expect(await store.supersede({ ...builds, except }, 'serving', change)).toBe('done');
      });

      it('changes nothing where somebody else was quicker', async () => {
        await store.commit('b2', 'zeta', undefined, at(1), []);
        await store.putMeta('serving', { build: 'b3' });
        expect(await store.supersede(builds, 'serving', change)).toBe('changed');
        await store.commit('b1', 'acme', at(3), at(4), []);
      });
    });

    describe('closed', () => {
      it('refuses everything, and closes twice', async () => {
        const snapshot = await store.snapshot('b1', 'acme');
        await store.close();
        await store.close();
        const closed = { code: 'closed' };
        await expect(snapshot.getMany('cell', ['x'])).rejects.toMatchObject(closed);
        await expect(store.snapshot('b1', 'acme')).rejects.toMatchObject(closed);
        await expect(store.commit('b1', 'acme', undefined, at(1), [])).rejects.toMatchObject(
          closed,
        );
        await expect(store.prepare('b1', collections)).rejects.toMatchObject(closed);
        await expect(store.drop('b1')).rejects.toMatchObject(closed);
        await expect(store.getMeta('x')).rejects.toMatchObject(closed);
        await expect(store.putMeta('x', {})).rejects.toMatchObject(closed);
        const change = { expected: undefined, next: {} };
        await expect(store.changeMeta('x', change)).rejects.toMatchObject(closed);
        const builds = { old: 'b1', by: 'b1' };
        await expect(store.supersede(builds, 'x', change)).rejects.toMatchObject(closed);
      });

      it('ends what it began', async () => {
        const running = store.commit('b1', 'acme', undefined, at(1), [cell('x', { n: 1 })]);
        await Promise.all([running, store.close()]);
      });

      it('and opened again shows what was committed', async () => {
        const reopen = opened.reopen;
        if (reopen === undefined) return;
        await store.commit('b1', 'acme', undefined, at(1), [deal('d', { owner: 'one' })]);
        await store.putMeta('serving', { deal: 'b1' });
        await store.prepare('old', collections);
        await store.commit('old', 'acme', undefined, at(1), [deal('d', { owner: 'old' })]);
        await store.close();
        store = await reopen();
        expect(await store.getMeta('serving')).toEqual({ deal: 'b1' });
        await expect(store.snapshot('b1', 'acme')).rejects.toThrow('was not prepared');
        await store.prepare('b1', collections);
        expect(await checkpointOf()).toEqual(at(1));
        expect(await idsOf({ collection: 'deal', index: 'owner', limit: 9 })).toEqual(['d']);
        const snapshot = await store.snapshot('b1', 'acme');
        await store.prepare('old', collections);
        for (let sequence = 1; sequence <= 20; sequence += 1) {
          const changes = [deal('d', { owner: `later ${sequence}` })];
          await store.commit('b1', 'acme', at(sequence), at(sequence + 1), changes);
        }
        expect(await snapshot.getMany('deal', ['d'])).toEqual([{ owner: 'one' }]);
        snapshot.close();
        await store.drop('old');
        await store.prepare('old', [cells]);
        expect(await checkpointOf('acme', 'old')).toBeUndefined();
        await store.prepare('new', collections);
        expect(await rowOf('deal', 'd', 'acme', 'new')).toBeUndefined();
      });
    });
  });
}

/** Rows of anything that JSON can say exactly, and columns. */
function rows(): fc.Arbitrary<Row> {
  const { value } = fc.letrec<{ value: Row[string] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.float64Array({ maxLength: 5, noNaN: true }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  return fc.dictionary(fc.string(), value, {
    maxKeys: 4,
    noNullPrototype: true,
  });
}

const word = fc.constantFrom(
  '',
  'a',
  'aa',
  'b',
  'b|',
  'ü',
  '\u{1F600}',
  '\uFFFD',
  'a\u0000',
  'a\u0001',
);
const amount = fc.constantFrom(-1e15, -2, -0.5, 0, 1, 2, 2.5, 255, 256, 1e15);
const key = fc.oneof(word, amount);
const id = fc.tuple(word, fc.constantFrom('x', 'y', 'z\u0000')).map((parts) => parts.join(''));

function dealChanges(): fc.Arbitrary<RowChange[]> {
  const row = fc.record(
    { status: key, amountMinor: fc.oneof(amount, word, fc.constant(null)), owner: key },
    { requiredKeys: [], noNullPrototype: true },
  );
  const change = fc.tuple(id, fc.option(row, { nil: undefined, freq: 4 }));
  return fc.array(
    change.map(([one, put]) => deal(one, put)),
    { maxLength: 12 },
  );
}

function finds(): fc.Arbitrary<Find> {
  const bounds = { from: key, to: key, descending: fc.boolean() };
  const common = { limit: fc.integer({ min: 1, max: 5 }) };
  const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
    fc.record(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;
  const byId = record({ prefix: fc.tuple(word), from: word, to: word, descending: fc.boolean() });
  const byStatus = record({ prefix: fc.array(key, { maxLength: 2 }), ...bounds });
  const byOwner = record({ prefix: fc.array(key, { maxLength: 1 }), ...bounds });
  return fc
    .tuple(
      fc.oneof(
        byId,
        byStatus.map((find) => ({ ...find, index: 'status' })),
        byOwner.map((find) => ({ ...find, index: 'owner' })),
      ),
      fc.record(common),
    )
    .map(([find, { limit }]) => ({ collection: 'deal', ...find, limit }));
}

/** The same question, answered by looking at every row. */
function modelAnswer(model: ReadonlyMap<string, Row>, find: Find): string[] {
  const fields = deals.indexes.find(({ name }) => name === find.index)?.fields ?? [];
  const prefix = find.prefix ?? [];
  const places = [...model].flatMap(([one, row]) => {
    const values = fields.map((field) => row[field] ?? null);
    return values.includes(null) ? [] : [{ one, keys: [...values, one] as (string | number)[] }];
  });
  const wanted = places.filter(({ one, keys }) => {
    if (find.index === undefined) {
      const [start = ''] = prefix;
      return one.startsWith(String(start)) && within(one, find);
    }
    return (
      prefix.every((value, place) => keys[place] === value) &&
      within(keys[prefix.length] ?? one, find)
    );
  });
  wanted.sort((left, right) => compareAll(left.keys, right.keys));
  if (find.descending === true) wanted.reverse();
  return wanted.map(({ one }) => one);
}

function within(value: string | number, { from, to }: Find): boolean {
  return (
    (from === undefined || compare(from, value) <= 0) &&
    (to === undefined || compare(value, to) <= 0)
  );
}

function compareAll(
  left: readonly (string | number)[],
  right: readonly (string | number)[],
): number {
  for (const [place, value] of left.entries()) {
    const order = compare(value, right[place] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  return typeof left === 'number' ? -1 : 1;
}
