import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import fc from 'fast-check';
import { pieceEntriesMax } from './entry-stream.js';
import {
  type Got,
  type Reader,
  type Served,
  openStream,
  recordOf,
  recordsOf,
  serveSubscriptions,
  take,
} from './testing.js';

const ids = (events: readonly Got[]): readonly number[] => events.map(({ id }) => id);
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('the stream of entries', () => {
  let log: EventLog;
  let served: Served;
  const path = (ledger: string, query = ''): string =>
    `${served.url}/v1/ledgers/${ledger}/entries/stream${query}`;

  beforeEach(async () => {
    log = memoryEventLog();
    served = await serveSubscriptions(log, { streamsMax: 3 });
  });
  afterEach(() => served.close());

  it('sends those that are there, then those that come, byte for byte', async () => {
    await log.append(0, recordsOf('acme', 1, 100));
    const reader = await openStream(path('acme'));
    expect(reader.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(reader.headers['x-correlation-id']).toBeDefined();
    const events = reader.events[Symbol.asyncIterator]();
    const seen: Got[] = [];
    const until = async (count: number): Promise<void> => {
      while (seen.length < count) {
        const { value, done } = await events.next();
        if (done === true) throw new Error('the stream ended');
        seen.push(value);
      }
    };
    await until(100);
    await log.append(0, [recordOf('other', 1), recordOf('acme', 101)]);
    await until(101);
    await log.append(0, recordsOf('acme', 102, 2));
    await until(103);
    expect(seen).toEqual(
      recordsOf('acme', 1, 103).map(({ sequence, bytes }) => ({
        id: sequence,
        event: 'entry',
        data: Buffer.from(bytes).toString('utf8'),
      })),
    );
    reader.kill();
  });

  it('goes on after Last-Event-ID, which wins over from', async () => {
    await log.append(0, recordsOf('acme', 1, 10));
    const from = await openStream(path('acme', '?from=4'));
    expect(ids(await take(from.events, 2))).toEqual([4, 5]);
    const resumed = await openStream(path('acme', '?from=4'), { 'last-event-id': '8' });
    expect(ids(await take(resumed.events, 2))).toEqual([9, 10]);
    const ahead = await openStream(path('acme'), { 'last-event-id': '10' });
    await log.append(0, recordsOf('acme', 11, 3));
    expect(ids(await take(ahead.events, 2))).toEqual([11, 12]);
    for (const reader of [from, resumed, ahead]) reader.kill();
  });

  it.each([
    ['nowhere', {}, 404, 'ledger-not-found'],
    ['acme', { 'last-event-id': 'x' }, 400, 'last-event-id-malformed'],
    ['acme', { 'last-event-id': '2147483648' }, 400, 'last-event-id-malformed'],
    ['acme', { 'last-event-id': '-1' }, 400, 'last-event-id-malformed'],
    ['acme', { 'last-event-id': '2' }, 409, 'last-event-id-ahead'],
  ])('of %s with %j is refused before it begins', async (ledger, headers, status, code) => {
    await log.append(0, [recordOf('acme', 1)]);
    const answer = await fetch(path(ledger), { headers });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  it('is refused while as many are open as may be, and no longer', async () => {
    await log.append(0, [recordOf('acme', 1)]);
    const readers = [];
    for (let count = 0; count < 3; count += 1) readers.push(await openStream(path('acme')));
    const full = await fetch(path('acme'));
    expect([full.status, await full.json()]).toMatchObject([503, { code: 'streams-full' }]);
    expect(full.headers.get('retry-after')).toBe('10');
    readers[0]?.kill();
    let again = await openStream(path('acme'));
    while (again.status === 503) {
      again.response.resume();
      again = await openStream(path('acme'));
    }
    expect(ids(await take(again.events, 1))).toEqual([1]);
    for (const reader of [...readers, again]) reader.kill();
  });

  it('says that it lives while nothing comes', async () => {
    const beating = await serveSubscriptions(log, { heartbeatMs: 5 });
    await log.append(0, [recordOf('acme', 1)]);
    const reader = await openStream(`${beating.url}/v1/ledgers/acme/entries/stream?from=2`);
    const lines: string[] = [];
    for await (const chunk of reader.response) {
      lines.push(...String(chunk).split('\n'));
      if (lines.filter((line) => line === ':').length > 3) break;
    }
    expect(lines.slice(0, 2)).toEqual([': open', 'retry: 2000']);
    await beating.close();
  });

  it('ends in order when the server stops, for those who wait, too', async () => {
    await log.append(0, recordsOf('acme', 1, 3));
    const reader = await openStream(path('acme'));
    const seen: number[] = [];
    let ended: Promise<void> | undefined;
    for await (const { id } of reader.events) {
      seen.push(id);
      if (id === 3) ended = served.close();
    }
    await ended;
    expect(seen).toEqual([1, 2, 3]);
    expect(reader.response.complete).toBe(true);
  });

  it('shows every entry once and in order to who is killed and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 12 }),
        async (batches, patience) => {
          const ledger = 'busy';
          const own = memoryEventLog();
          const server = await serveSubscriptions(own);
          const total = batches.reduce((sum, count) => sum + count, 1);
          await own.append(0, [recordOf(ledger, 1)]);
          const append = async (): Promise<void> => {
            let next = 2;
            for (const count of batches) {
              await own.append(0, recordsOf(ledger, next, count));
              next += count;
              await new Promise(setImmediate);
            }
          };
          const appending = append();
          const seen: number[] = [];
          for (let visit = 0; seen.length < total; visit += 1) {
            const wanted = patience[visit % patience.length] ?? 0;
            const reader = await openStream(
              `${server.url}/v1/ledgers/${ledger}/entries/stream`,
              seen.length === 0 ? {} : { 'last-event-id': String(seen.at(-1)) },
            );
            const count = Math.min(
              visit % 5 === 4 ? Math.max(1, wanted) : wanted,
              total - seen.length,
            );
            seen.push(...ids(await take(reader.events, count)));
            reader.kill();
          }
          await appending;
          await server.close();
          expect(seen).toEqual(range(1, total));
        },
      ),
      { numRuns: 15 },
    );
  });

  describe('to a reader who takes nothing', () => {
    const size = 2_000;
    /** What the machine itself takes in for a socket; the rest would have to be in this process. */
    const entriesMax = 20_000;
    let read: number;

    /** A log of many entries that are made when they are read, so that only what the stream holds is in memory. */
    const large = (): EventLog => ({
      ...log,
      head: () => Promise.resolve(entriesMax),
      read: async (ledger, from, limit) => {
        const count = Math.max(0, Math.min(limit, entriesMax - from + 1));
        if (ledger === 'acme') read = Math.max(read, from + count - 1);
        return Array.from({ length: count }, (_, at) => recordOf(ledger, from + at, size));
      },
    });
    const deaf = async (url: string): Promise<Socket> => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      socket.pause();
      await once(socket, 'connect');
      socket.write('GET /v1/ledgers/acme/entries/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
      return socket;
    };
    /** Until a reader who came later has everything: by then the other has all that it will get. */
    const othersServed = async (url: string): Promise<void> => {
      const other = await openStream(`${url}/v1/ledgers/other/entries/stream`);
      let left = entriesMax * size;
      for await (const chunk of other.response) {
        left -= (chunk as Buffer).byteLength; // no encoding is set
        if (left <= 0) break;
      }
    };

    beforeEach(() => (read = 0));

    it('reads on no further than the socket takes, and holds little', async () => {
      const server = await serveSubscriptions(large());
      const socket = await deaf(server.url);
      await othersServed(server.url);
      const atStall = read;
      expect(atStall * size).toBeLessThan(24 * 1024 * 1024); // the kernel's own buffers
      expect(atStall).toBeLessThan(entriesMax);
      socket.resume();
      while (read < atStall + 10 * pieceEntriesMax) await once(socket, 'data');
      socket.destroy();
      await server.close();
    });

    it('ends after a while', async () => {
      const server = await serveSubscriptions(large(), { stallMsMax: 300, streamsMax: 2 });
      const socket = await deaf(server.url);
      await othersServed(server.url);
      const opened = async (): Promise<Reader> => {
        for (;;) {
          const reader = await openStream(`${server.url}/v1/ledgers/other/entries/stream`);
          reader.response.resume();
          if (reader.status === 200) return reader;
        }
      };
      const readers = [await opened(), await opened()];
      expect(readers.length).toBe(2);
      for (const reader of readers) reader.kill();
      socket.destroy();
      await server.close();
    });

    it('does not keep the server from stopping', async () => {
      const server = await serveSubscriptions(large());
      const socket = await deaf(server.url);
      await othersServed(server.url);
      socket.on('error', () => undefined);
      await expect(server.close()).resolves.toBeUndefined();
      socket.destroy();
    });
  });
});
