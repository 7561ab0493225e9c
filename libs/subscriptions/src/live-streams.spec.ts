import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { Controller, Get, Module, Param, Req, Res } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { sealer } from '@ledger/key-store';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { createHttpApp, createLog } from '@ledger/runtime';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type LiveAnswer, LiveStreams } from './live-streams.js';
import { SubscriptionsModule } from './subscriptions.module.js';
import { type Got, type Served, openStream, recordOf } from './testing.js';

/** Larger than what a machine takes in for a socket whose reader takes nothing. */
const large = 32 * 1024 * 1024;

type Board = LiveAnswer & { readonly value: number; readonly name?: string; readonly pad?: string };
type Ask = (reader: string) => Board;
type Open = (ledger: string, answer: unknown) => Promise<unknown>;

async function serveBoards(log: EventLog, ask: Ask, open: Open): Promise<Served> {
  @Controller('v1/ledgers/:ledger/boards')
  class Boards {
    constructor(private readonly live: LiveStreams) {}

    @Get(':reader/stream')
    stream(
      @Param('reader') reader: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const question = { ledger: 'acme', event: 'board', ask: () => Promise.resolve(ask(reader)) };
      return this.live.serve(question, { request, reply });
    }
  }
  const limits = { streamsMax: 10, stallMsMax: 60_000, liveEveryMs: 90 };
  @Module({
    imports: [SubscriptionsModule.forRoot({ log, open, ...limits })],
    controllers: [Boards],
  })
  class App {}
  const app = await createHttpApp(App, {
    bodyBytesMax: 1_024,
    language: 'en',
    log: createLog('silent'),
    environment: realEnvironment,
    open,
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), close: () => app.close() };
}

/** The next event's answer. */
async function next(events: AsyncIterator<Got>): Promise<Board> {
  const { value, done } = await events.next();
  if (done === true) throw new Error('the stream ended');
  return JSON.parse(value.data) as Board;
}

describe('a live answer', () => {
  const plain: Open = (_, answer) => Promise.resolve(answer);
  const board: Ask = () => ({ truth: { sequence: 1, lagEntries: 0 }, value: 1 });
  let log: EventLog;
  let served: Served | undefined;
  beforeEach(async () => {
    log = memoryEventLog();
    await log.append(0, [recordOf('acme', 1)]);
  });
  afterEach(() => served?.close());

  it.each(['abc', '-1', '2147483648'])('refuses %s, which is no event of a stream', async (id) => {
    served = await serveBoards(log, board, plain);
    const answer = await fetch(`${served.url}/v1/ledgers/acme/boards/ada/stream`, {
      headers: { 'last-event-id': id },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'last-event-id-malformed' });
  });

  it('is sent whole to whoever comes back', async () => {
    served = await serveBoards(log, board, plain);
    const path = `${served.url}/v1/ledgers/acme/boards/ada/stream`;
    const reader = await openStream(path, { 'last-event-id': '1' });
    expect(await next(reader.events[Symbol.asyncIterator]())).toMatchObject({ value: 1 });
    reader.kill();
  });

  it('is only the newest for who is slow: those between are never made', async () => {
    const asked = new Map<string, number>();
    let value = 1;
    const ask: Ask = (reader) => {
      asked.set(reader, (asked.get(reader) ?? 0) + 1);
      const truth = { sequence: value, lagEntries: 0 };
      return reader === 'slow' ? { truth, value, pad: 'x'.repeat(large) } : { truth, value };
    };
    served = await serveBoards(log, ask, plain);
    const slow = await openStream(`${served.url}/v1/ledgers/acme/boards/slow/stream`);
    slow.response.pause();
    const quick = await openStream(`${served.url}/v1/ledgers/acme/boards/quick/stream`);
    const boards = quick.events[Symbol.asyncIterator]();
    expect(await next(boards)).toMatchObject({ value: 1 });
    // Each is seen by who is quick before there is another: who is slow had its turns, too.
    for (value = 2; value <= 6; value += 1) {
      await log.append(0, [recordOf('acme', value)]);
      expect(await next(boards)).toMatchObject({ value });
    }
    value = 6;
    expect(asked.get('slow')).toBe(2); // to see whether it can be asked, and for the first board
    const found = await valuesIn(slow.response, 2);
    expect(found).toEqual([1, 6]);
    slow.kill();
    quick.kill();
  }, 60_000);

  it('has no name any more once the keys to it are gone', async () => {
    const keys = (): ReturnType<typeof memoryKeyStore> =>
      memoryKeyStore(Buffer.alloc(32, 1), realEnvironment);
    const before = sealer(await keys());
    const name = await before.seal('acme', 'salesperson/sp-1', 'name', 'Ada');
    let open: Open = before.openAll;
    let sequence = 1;
    const ask: Ask = () => ({ truth: { sequence, lagEntries: 0 }, value: 1, name });
    served = await serveBoards(log, ask, (ledger, answer) => open(ledger, answer));
    const reader = await openStream(`${served.url}/v1/ledgers/acme/boards/any/stream`);
    const boards = reader.events[Symbol.asyncIterator]();
    expect(await next(boards)).toMatchObject({ value: 1, name: 'Ada' });
    open = sealer(await keys()).openAll;
    sequence = 2;
    await log.append(0, [recordOf('acme', sequence)]);
    expect(await next(boards)).toMatchObject({ truth: { sequence: 2 }, value: 1, name: null });
    reader.kill();
  }, 60_000);
});

/** The values of the first events, read without keeping what pads them. */
async function valuesIn(response: IncomingMessage, count: number): Promise<readonly number[]> {
  const found: number[] = [];
  let rest = '';
  response.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    for (const [, value] of text.matchAll(/"value":(\d+),/g)) found.push(Number(value));
    rest = text.slice(-20).replaceAll(/"value":\d+,/g, '');
  });
  response.resume();
  while (found.length < count) await once(response, 'data');
  return found;
}
