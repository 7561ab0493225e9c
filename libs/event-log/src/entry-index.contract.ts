// What every entry index promises; each adapter's spec runs it.
import { entryBytesMax, type EntryRecord } from '@ledger/ledger';
import fc from 'fast-check';
import { type EntryIndex } from './entry-index.js';

export type OpenedEntryIndex = {
  readonly index: EntryIndex;
  /** Opens the same index once more, beside `index` or after it was closed; absent where nothing outlives it. */
  reopen?(): Promise<EntryIndex>;
  /** Removes what the index left behind; it is closed by then. */
  remove(): Promise<void>;
};

export function entryIndexContract(name: string, open: () => Promise<OpenedEntryIndex>): void {
  describe(`entry index, ${name}`, () => {
    const opened: OpenedEntryIndex[] = [];
    const fresh = async (): Promise<OpenedEntryIndex> => {
      const one = await open();
      opened.push(one);
      return one;
    };
    const freshIndex = async (): Promise<EntryIndex> => (await fresh()).index;

    afterEach(async () => {
      for (const { index, remove } of opened.splice(0)) {
        await index.close();
        await remove();
      }
    });

    it('has nothing while it is empty', async () => {
      const index = await freshIndex();
      expect(await index.position(0)).toBe(0);
      expect(await index.ledgers()).toEqual([]);
      expect(await index.head('acme')).toBe(0);
      expect(await index.read('acme', 1, 10)).toEqual([]);
    });

    it('is of the log that claims it first, and tells every other one', async () => {
      const { index, reopen } = await fresh();
      expect(await index.claimedBy('one')).toBe('one');
      expect(await index.claimedBy('two')).toBe('one');
      expect(await index.claimedBy('one')).toBe('one');
      const again = await reopen?.();
      expect(await again?.claimedBy('two')).toBe(again && 'one');
      await again?.close();
    });

    it('gives back the bytes as they are, up to the largest', async () => {
      const index = await freshIndex();
      const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
      const largest = Buffer.alloc(entryBytesMax, 'x');
      const entries = [
        { ledger: 'acme', sequence: 1, bytes },
        { ledger: 'acme', sequence: 2, bytes: largest },
      ];
      expect(await index.store(0, entries, 7)).toEqual({ halts: [], isRepeat: false });
      expect(plain(await index.read('acme', 1, 10))).toEqual(plain(entries));
    });

    it('leaves the bytes to the caller once it has stored them', async () => {
      const index = await freshIndex();
      const bytes = Buffer.from('first');
      await index.store(0, [{ ledger: 'acme', sequence: 1, bytes }], 1);
      bytes.write('XXXXX');
      const [stored] = await index.read('acme', 1, 1);
      expect(Buffer.from(stored?.bytes ?? []).toString()).toBe('first');
    });

    it('keeps ledgers and partitions apart', async () => {
      const index = await freshIndex();
      await index.store(0, [entry('b', 1), entry('a', 1), entry('b', 2), entry('a-b', 1)], 9);
      await index.store(3, [entry('c', 1)], 4);
      expect(await index.ledgers()).toEqual(['a', 'a-b', 'b', 'c']);
      expect(await index.ledgers(0)).toEqual(['a', 'a-b', 'b']);
      expect(await index.ledgers(3)).toEqual(['c']);
      expect(await index.ledgers(1)).toEqual([]);
      const positions = [0, 1, 3].map((partition) => index.position(partition));
      expect(await Promise.all(positions)).toEqual([9, 0, 4]);
      expect([await index.head('b'), await index.head('c')]).toEqual([2, 1]);
      expect(plain(await index.read('a', 1, 10))).toEqual(plain([entry('a', 1)]));
    });

    it.each([
      { from: 1, limit: 3, sequences: [1, 2, 3] },
      { from: 9, limit: 3, sequences: [9, 10] },
      { from: 10, limit: 1, sequences: [10] },
      { from: 11, limit: 3, sequences: [] },
      { from: 5, limit: 0, sequences: [] },
    ])('reads $limit from $from on', async ({ from, limit, sequences }) => {
      const index = await freshIndex();
      await index.store(0, many('acme', 1, 10), 10);
      const each = await index.readEach('acme', [from, 99, from]);
      const [first] = await index.read('acme', from, 1);
      expect(each.map((one) => one?.sequence)).toEqual([
        first?.sequence,
        undefined,
        first?.sequence,
      ]);
      const found = await index.read('acme', from, limit);
      expect(found.map(({ sequence }) => sequence)).toEqual(sequences);
    });

    it('moves on without entries, and never back', async () => {
      const index = await freshIndex();
      await index.store(0, [entry('acme', 1)], 3);
      expect((await index.store(0, [], 5)).isRepeat).toBe(false);
      expect(await index.position(0)).toBe(5);
      expect((await index.store(0, [entry('acme', 1)], 3)).isRepeat).toBe(true);
      expect(await index.position(0)).toBe(5);
      expect(await index.head('acme')).toBe(1);
    });

    it('takes what it has once more, from several at once, and changes nothing', async () => {
      const { index, reopen } = await fresh();
      const second = (await reopen?.()) ?? index;
      const stored = await Promise.all([
        index.store(0, many('acme', 1, 4), 4),
        second.store(0, many('acme', 1, 6), 6),
        index.store(0, many('acme', 1, 5), 5),
      ]);
      expect(stored.map(({ halts }) => halts)).toEqual([[], [], []]);
      expect((await second.store(0, many('acme', 1, 6), 6)).isRepeat).toBe(true);
      expect(plain(await index.read('acme', 1, 10))).toEqual(plain(many('acme', 1, 6)));
      expect(await second.position(0)).toBe(6);
      if (second !== index) await second.close();
    });

    it('holds the same however the stretches overlap', async () => {
      const stretches = fc.array(fc.tuple(fc.nat(20), fc.nat(8)), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(stretches, async (asked) => {
          const { index, remove } = await open();
          let known = 0;
          for (const [start, count] of asked) {
            const first = Math.min(start, known);
            await index.store(0, many('acme', first + 1, count), first + count);
            known = Math.max(known, first + count);
            expect(await index.head('acme')).toBe(known);
            expect(await index.position(0)).toBe(known);
          }
          expect(plain(await index.read('acme', 1, 99))).toEqual(plain(many('acme', 1, known)));
          await index.close();
          await remove();
        }),
        { numRuns: 15 },
      );
    });

    it.each([
      { what: 'a hole', bad: entry('acme', 5), sequence: 5, head: 3 },
      { what: 'a first entry that is not 1', bad: entry('new', 2), sequence: 2, head: 0 },
      { what: 'other bytes', bad: fork('acme', 2), sequence: 2, head: 3 },
    ])('halts a ledger with $what, and takes the others', async ({ bad, sequence, head }) => {
      const { index, reopen } = await fresh();
      await index.store(0, many('acme', 1, 3), 3);
      const next = { ...bad, sequence: sequence + 1 };
      const entries = [entry('beta', 1), bad, next, entry('beta', 2)];
      const { halts } = await index.store(0, entries, 7);
      expect(halts).toMatchObject([{ ledger: bad.ledger, sequence }]);
      expect(await index.position(0)).toBe(7);
      expect(await index.head('beta')).toBe(2);
      const again = (await reopen?.()) ?? index;
      expect(await again.head(bad.ledger)).toBe(head);
      expect(await again.halts()).toEqual(halts);
      expect(await again.halts(0)).toEqual(halts);
      expect(await again.halts(1)).toEqual([]);
      expect((await again.store(0, [entry('beta', 3)], 8)).halts).toEqual([]);
      // Also whoever comes to it later is told.
      expect((await again.store(0, [entry(bad.ledger, head + 1)], 9)).halts).toEqual(halts);
      expect(plain(await again.read(bad.ledger, 1, 9))).toEqual(plain(many(bad.ledger, 1, head)));
      expect(await again.head('beta')).toBe(3);
      if (again !== index) await again.close();
    });

    it('refuses everything once it is closed, and closes twice', async () => {
      const index = await freshIndex();
      await index.close();
      await index.close();
      const closed = { code: 'closed' };
      await expect(index.position(0)).rejects.toMatchObject(closed);
      await expect(index.store(0, [], 1)).rejects.toMatchObject(closed);
      await expect(index.read('acme', 1, 1)).rejects.toMatchObject(closed);
      await expect(index.head('acme')).rejects.toMatchObject(closed);
      await expect(index.halts()).rejects.toMatchObject(closed);
      await expect(index.ledgers()).rejects.toMatchObject(closed);
    });

    it('goes on where it was once it is opened again', async () => {
      const { index, reopen, remove } = await open();
      await index.store(2, many('acme', 1, 3), 8);
      await index.close();
      if (reopen !== undefined) {
        const again = await reopen();
        expect(await again.position(2)).toBe(8);
        expect(await again.ledgers(2)).toEqual(['acme']);
        await again.store(2, [entry('acme', 4)], 9);
        expect(plain(await again.read('acme', 1, 9))).toEqual(plain(many('acme', 1, 4)));
        await again.close();
      }
      await remove();
    });
  });
}

function entry(ledger: string, sequence: number): EntryRecord {
  return { ledger, sequence, bytes: Buffer.from(`${ledger}:${sequence}`) };
}

function fork(ledger: string, sequence: number): EntryRecord {
  return { ledger, sequence, bytes: Buffer.from('another') };
}

function many(ledger: string, first: number, count: number): EntryRecord[] {
  return Array.from({ length: count }, (_, position) => entry(ledger, first + position));
}

/** Entries to compare: adapters may hand out Buffers or Uint8Arrays. */
function plain(entries: readonly EntryRecord[]): [string, number, string][] {
  return entries.map(({ ledger, sequence, bytes }) => [
    ledger,
    sequence,
    Buffer.from(bytes).toString('hex'),
  ]);
}
