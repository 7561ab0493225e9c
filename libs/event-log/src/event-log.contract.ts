// What every event log promises; each adapter's spec runs it.
import { entryBytesMax, type EntryRecord } from '@ledger/ledger';
import fc from 'fast-check';
import { type EventLog, LogError, type TailBatch } from './event-log.js';

export type OpenedEventLog = {
  readonly log: EventLog;
  /** Opens the same log once more after `log` was closed; absent where nothing outlives it. */
  reopen?(): Promise<EventLog>;
  /** Removes what the log left behind; it is closed by then. */
  remove(): Promise<void>;
};

const tailAtOnceMax = 8 * 1024 * 1024 + entryBytesMax;

/** @param runs logs that a property opens, one after another: fewer where each costs a topic on a broker */
export function eventLogContract(
  name: string,
  open: () => Promise<OpenedEventLog>,
  runs = 30,
): void {
  describe(`event log, ${name}`, () => {
    const opened: OpenedEventLog[] = [];
    const taken = async (): Promise<OpenedEventLog> => {
      const one = await open();
      await one.log.takeOver(0);
      return one;
    };
    const fresh = async (): Promise<OpenedEventLog> => {
      const one = await taken();
      opened.push(one);
      return one;
    };
    const freshLog = async (): Promise<EventLog> => (await fresh()).log;

    afterEach(async () => {
      for (const { log, remove } of opened.splice(0)) {
        await log.close();
        await remove();
      }
    });

    describe('empty', () => {
      it('has no ledgers, no heads, nothing to read', async () => {
        const log = await freshLog();
        expect(await log.ledgers()).toEqual([]);
        expect(await log.head('acme')).toBe(0);
        expect(await log.read('acme', 1, 10)).toEqual([]);
      });

      it('has one partition for each ledger, there or not', async () => {
        const log = await freshLog();
        await log.append(log.partitionOf('acme'), [entry('acme', 1)]);
        const places = ['acme', 'acme', 'nowhere'].map((ledger) => log.partitionOf(ledger));
        expect(places[0]).toBe(places[1]);
        for (const place of places) expect(place >= 0 && place < log.partitions).toBe(true);
      });

      it('takes an empty batch', async () => {
        const log = await freshLog();
        await log.append(0, []);
        expect(await log.ledgers()).toEqual([]);
      });
    });

    describe('take over', () => {
      it('changes nothing where this log is the writer already', async () => {
        const log = await freshLog();
        await log.append(0, many('acme', 1, 2));
        await log.takeOver(0);
        await log.append(0, [entry('acme', 3)]);
        expect(plain(await log.read('acme', 1, 9))).toEqual(plain(many('acme', 1, 3)));
      });
    });

    describe('append and read', () => {
      it('gives back the bytes as they are', async () => {
        const log = await freshLog();
        const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
        await log.append(0, [{ ledger: 'acme', sequence: 1, bytes }]);
        expect(plain(await log.read('acme', 1, 10))).toEqual([['acme', 1, hex(bytes)]]);
      });

      it('keeps ledgers apart', async () => {
        const log = await freshLog();
        await log.append(0, [entry('b', 1), entry('a', 1), entry('b', 2), entry('a-b', 1)]);
        expect(await log.ledgers()).toEqual(['a', 'a-b', 'b']);
        expect(await log.ledgers(0)).toEqual(['a', 'a-b', 'b']);
        expect([await log.head('a'), await log.head('b'), await log.head('c')]).toEqual([1, 2, 0]);
        expect(plain(await log.read('b', 1, 10))).toEqual(plain([entry('b', 1), entry('b', 2)]));
        expect(plain(await log.read('a', 1, 10))).toEqual(plain([entry('a', 1)]));
      });

      it.each([
        { from: 1, limit: 3, sequences: [1, 2, 3] },
        { from: 9, limit: 3, sequences: [9, 10] },
        { from: 10, limit: 1, sequences: [10] },
        { from: 11, limit: 3, sequences: [] },
        { from: 5, limit: 0, sequences: [] },
      ])('reads $limit from $from on', async ({ from, limit, sequences }) => {
        const log = await freshLog();
        await log.append(0, many('acme', 1, 10));
        const found = await log.read('acme', from, limit);
        expect(found.map(({ sequence }) => sequence)).toEqual(sequences);
      });

      it('leaves the bytes to the caller once it has appended', async () => {
        const log = await freshLog();
        const bytes = Buffer.from('first');
        await log.append(0, [{ ledger: 'acme', sequence: 1, bytes }]);
        bytes.write('XXXXX');
        expect(plain(await log.read('acme', 1, 1))).toEqual([
          ['acme', 1, hex(Buffer.from('first'))],
        ]);
      });

      it('takes an entry of the most bytes, alone and after others', async () => {
        const log = await freshLog();
        const largest = entry('acme', 2, entryBytesMax);
        await log.append(0, [entry('acme', 1), largest]);
        expect(plain(await log.read('acme', 2, 1))).toEqual(plain([largest]));
      });

      it('reads every ledger back in order, however their entries were mixed and batched', async () => {
        await fc.assert(
          fc.asyncProperty(batches(), fc.integer({ min: 1, max: 8 }), async (mixed, limit) => {
            const { log, remove } = await taken();
            for (const batch of mixed) await log.append(0, batch);
            const all = mixed.flat();
            for (const ledger of new Set(all.map((one) => one.ledger))) {
              const own = all.filter((one) => one.ledger === ledger);
              expect(await log.head(ledger)).toBe(own.length);
              for (let from = 1; from <= own.length + 1; from += 1) {
                const found = await log.read(ledger, from, limit);
                expect(plain(found)).toEqual(plain(own.slice(from - 1, from - 1 + limit)));
              }
              const asked = [
                own.length,
                1,
                own.length + 1,
                2,
                0,
                ...own.map((_, i) => own.length - i),
              ];
              const each = await log.readEach(ledger, asked);
              expect(each.map(plainly)).toEqual(
                asked.map((sequence) => plainly(own[sequence - 1])),
              );
            }
            await log.close();
            await remove();
          }),
          { numRuns: runs },
        );
      });
    });

    describe('refuses', () => {
      it.each([
        { what: 'a first entry that is not 1', batch: [entry('new', 2)] },
        { what: 'an entry 0', batch: [entry('new', 0)] },
        { what: 'a hole after the head', batch: [entry('acme', 5)] },
        { what: 'the head once more', batch: [entry('acme', 3)] },
        { what: 'a hole within the batch', batch: [entry('acme', 4), entry('acme', 6)] },
        { what: 'a duplicate within the batch', batch: [entry('acme', 4), entry('acme', 4)] },
      ])('$what as a gap, and records nothing of the batch', async ({ batch }) => {
        const log = await freshLog();
        await log.append(0, many('acme', 1, 3));
        await expect(log.append(0, [entry('beta', 1), ...batch])).rejects.toMatchObject({
          code: 'gap',
          outcome: 'not-appended',
        });
        expect(await log.ledgers()).toEqual(['acme']);
        expect(await log.head('acme')).toBe(3);
        await log.append(0, [entry('acme', 4)]);
        expect(await log.head('acme')).toBe(4);
      });

      it('an entry with too many bytes, and records nothing of the batch', async () => {
        const log = await freshLog();
        const batch = [entry('acme', 1), entry('acme', 2, entryBytesMax + 1)];
        await expect(log.append(0, batch)).rejects.toMatchObject({
          code: 'too-large',
          outcome: 'not-appended',
        });
        expect(await log.head('acme')).toBe(0);
      });

      it('a partition that it does not have', async () => {
        const log = await freshLog();
        await expect(log.append(log.partitions, [entry('acme', 1)])).rejects.toThrow('partition');
        await expect(log.takeOver(log.partitions)).rejects.toThrow('partition');
        await expect(log.ledgers(log.partitions)).rejects.toThrow('partition');
      });
    });

    describe('tail', () => {
      it('shows what is there and then what comes', async () => {
        const log = await freshLog();
        await log.append(0, [entry('a', 1), entry('b', 1)]);
        const tail = tailOf(log);
        expect(plain((await tail.next()).entries)).toEqual(plain([entry('a', 1), entry('b', 1)]));
        const later = tail.next();
        await log.append(0, [entry('b', 2)]);
        expect(plain((await later).entries)).toEqual(plain([entry('b', 2)]));
        await tail.stop();
      });

      it('wakes everyone who waits', async () => {
        const log = await freshLog();
        const tails = [tailOf(log), tailOf(log), tailOf(log)];
        const waiting = tails.map((tail) => tail.next());
        await log.append(0, [entry('a', 1)]);
        for (const { entries } of await Promise.all(waiting)) {
          expect(plain(entries)).toEqual(plain([entry('a', 1)]));
        }
        for (const tail of tails) await tail.stop();
      });

      it('shows nothing of a refused batch', async () => {
        const log = await freshLog();
        const tail = tailOf(log);
        const next = tail.next();
        await expect(log.append(0, [entry('a', 1), entry('a', 3)])).rejects.toThrow(LogError);
        await log.append(0, [entry('b', 1)]);
        expect(plain((await next).entries)).toEqual(plain([entry('b', 1)]));
        await tail.stop();
      });

      it('goes on from every position, in batches of any size', async () => {
        await fc.assert(
          fc.asyncProperty(batches(), fc.integer({ min: 1, max: 8 }), async (mixed, limit) => {
            const { log, remove } = await taken();
            for (const batch of mixed) await log.append(0, batch);
            const all = plain(mixed.flat());
            const whole = await collect(log, undefined, { limit, count: all.length });
            expect(whole.flatMap(({ entries }) => plain(entries))).toEqual(all);
            expect(Math.max(0, ...whole.map(({ entries }) => entries.length))).toBeLessThanOrEqual(
              limit,
            );
            let seen = 0;
            for (const { entries, position } of whole) {
              seen += entries.length;
              const rest = await collect(log, position, { limit, count: all.length - seen });
              expect(rest.flatMap((batch) => plain(batch.entries))).toEqual(all.slice(seen));
            }
            await log.close();
            await remove();
          }),
          { numRuns: runs },
        );
      });

      it('bounds a batch by bytes as well', async () => {
        const log = await freshLog();
        for (let first = 1; first <= 160; first += 10) {
          await log.append(
            0,
            many('acme', first, 10).map(({ sequence }) => entry('acme', sequence, 60_000)),
          );
        }
        expect(await log.head('acme')).toBe(160);
        const found = await collect(log, undefined, { limit: 4_000, count: 160 });
        expect(found.length).toBe(2);
        for (const { entries } of found) {
          const bytes = entries.reduce((sum, one) => sum + one.bytes.byteLength, 0);
          expect(bytes).toBeLessThanOrEqual(tailAtOnceMax);
        }
      });

      it('ends when it is aborted: before it starts, while it waits, between two batches', async () => {
        const log = await freshLog();
        const aborted = log.tail(0, undefined, { signal: AbortSignal.abort() });
        expect(await drain(aborted)).toEqual([]);

        const controller = new AbortController();
        const waiting = drain(log.tail(0, undefined, { signal: controller.signal }));
        controller.abort();
        expect(await waiting).toEqual([]);

        await log.append(0, many('acme', 1, 3));
        const between = new AbortController();
        const seen: number[] = [];
        const { signal } = between;
        for await (const { entries } of log.tail(0, undefined, { signal, limit: 1 })) {
          seen.push(...entries.map(({ sequence }) => sequence));
          if (seen.length === 2) between.abort();
        }
        expect(seen).toEqual([1, 2]);
      });

      it('begins at the end where only what comes is wanted', async () => {
        const log = await freshLog();
        const { signal } = new AbortController();
        const fromEmpty = log.tail(0, await log.end(0), { signal })[Symbol.asyncIterator]();
        await log.append(0, many('acme', 1, 3));
        expect(plain((await fromEmpty.next()).value?.entries ?? [])).toEqual(
          plain(many('acme', 1, 3)),
        );
        const tail = log.tail(0, await log.end(0), { signal })[Symbol.asyncIterator]();
        const next = tail.next();
        await log.append(0, many('acme', 4, 2));
        expect(plain((await next).value?.entries ?? [])).toEqual(plain(many('acme', 4, 2)));
      });

      it('ends with what was certain when it began, where nobody waits for more', async () => {
        const log = await freshLog();
        const { signal } = new AbortController();
        const rest = (from: string | undefined): Promise<TailBatch[]> =>
          drain(log.tail(0, from, { signal, toEnd: true, limit: 2 }));
        expect(await rest(undefined)).toEqual([]);
        await log.append(0, many('acme', 1, 3));
        const [first, ...others] = await rest(undefined);
        expect(others.flatMap(({ entries }) => plain(entries))).toEqual(plain(many('acme', 3, 1)));
        expect(await rest(await log.end(0))).toEqual([]);
        await log.append(0, many('acme', 4, 1));
        const later = await rest(first?.position);
        expect(later.flatMap(({ entries }) => plain(entries))).toEqual(plain(many('acme', 3, 2)));
      });

      it('refuses a position of a longer log', async () => {
        const longer = await freshLog();
        await longer.append(0, many('acme', 1, 5));
        const [last] = await collect(longer, undefined, { limit: 10, count: 5 });
        const shorter = await freshLog();
        await shorter.append(0, many('acme', 1, 3));
        const tail = shorter.tail(0, last?.position, { signal: new AbortController().signal });
        await expect(drain(tail)).rejects.toMatchObject({ code: 'corrupt' });
      });
    });

    describe('closed', () => {
      it('ends the tails that wait', async () => {
        const log = await freshLog();
        const waiting = drain(log.tail(0, undefined, { signal: new AbortController().signal }));
        await log.close();
        expect(await waiting).toEqual([]);
      });

      it('refuses everything, and closes twice', async () => {
        const log = await freshLog();
        await log.close();
        await log.close();
        const closed = { code: 'closed', outcome: 'not-appended' };
        await expect(log.append(0, [entry('acme', 1)])).rejects.toMatchObject(closed);
        await expect(log.takeOver(0)).rejects.toMatchObject(closed);
        await expect(log.read('acme', 1, 1)).rejects.toMatchObject(closed);
        await expect(log.head('acme')).rejects.toMatchObject(closed);
        await expect(log.ledgers()).rejects.toMatchObject(closed);
        await expect(log.end(0)).rejects.toMatchObject(closed);
        const tail = log.tail(0, undefined, { signal: new AbortController().signal });
        await expect(drain(tail)).rejects.toMatchObject(closed);
      });

      it('and opened again goes on where it was', async () => {
        const { log, reopen, remove } = await taken();
        await log.append(0, [entry('b', 1), entry('a', 1), entry('a', 2)]);
        const [first] = await collect(log, undefined, { limit: 2, count: 3 });
        await log.close();
        if (reopen !== undefined) {
          const again = await reopen();
          await again.takeOver(0);
          expect(await again.ledgers()).toEqual(['a', 'b']);
          expect([await again.head('a'), await again.head('b')]).toEqual([2, 1]);
          await expect(again.append(0, [entry('a', 2)])).rejects.toMatchObject({ code: 'gap' });
          await again.append(0, [entry('a', 3), entry('b', 2)]);
          const rest = await collect(again, first?.position, { limit: 10, count: 3 });
          const expected = plain([entry('a', 2), entry('a', 3), entry('b', 2)]);
          expect(rest.flatMap(({ entries }) => plain(entries))).toEqual(expected);
          expect(plain(await again.read('a', 1, 9))).toEqual(plain(many('a', 1, 3)));
          await again.close();
        }
        await remove();
      });
    });
  });
}

function entry(ledger: string, sequence: number, size?: number): EntryRecord {
  const text = Buffer.from(`${ledger}:${sequence}`);
  return { ledger, sequence, bytes: size === undefined ? text : Buffer.alloc(size, text) };
}

function many(ledger: string, first: number, count: number): EntryRecord[] {
  return Array.from({ length: count }, (_, index) => entry(ledger, first + index));
}

/** Batches of entries of up to four ledgers, each ledger's without gap. */
function batches(): fc.Arbitrary<EntryRecord[][]> {
  const ledgers = fc.constantFrom('a', 'a-b', 'b', 'z9');
  return fc.array(fc.array(ledgers, { maxLength: 8 }), { maxLength: 5 }).map((names) => {
    const heads = new Map<string, number>();
    return names.map((batch) =>
      batch.map((ledger) => {
        const sequence = (heads.get(ledger) ?? 0) + 1;
        heads.set(ledger, sequence);
        return entry(ledger, sequence);
      }),
    );
  });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Entries to compare: adapters may hand out Buffers or Uint8Arrays. */
function plain(entries: readonly EntryRecord[]): [string, number, string][] {
  return entries.map(({ ledger, sequence, bytes }) => [ledger, sequence, hex(bytes)]);
}

function plainly(entry: EntryRecord | undefined): unknown {
  return entry === undefined ? undefined : plain([entry]);
}

async function drain(tail: AsyncIterable<TailBatch>): Promise<TailBatch[]> {
  const found: TailBatch[] = [];
  for await (const batch of tail) found.push(batch);
  return found;
}

async function collect(
  log: EventLog,
  from: string | undefined,
  { limit, count }: { limit: number; count: number },
): Promise<TailBatch[]> {
  const controller = new AbortController();
  const found: TailBatch[] = [];
  let seen = 0;
  if (count === 0) return [];
  for await (const batch of log.tail(0, from, { signal: controller.signal, limit })) {
    found.push(batch);
    seen += batch.entries.length;
    if (seen >= count) controller.abort();
  }
  return found;
}

function tailOf(log: EventLog): { next(): Promise<TailBatch>; stop(): Promise<void> } {
  const controller = new AbortController();
  const tail = log.tail(0, undefined, { signal: controller.signal })[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await tail.next();
      if (done === true) throw new Error('the tail ended');
      return value;
    },
    stop: async () => {
      controller.abort();
      await tail.return?.();
    },
  };
}
