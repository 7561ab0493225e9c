// A server of nothing but subscriptions over a log, for specs, and a reader of its streams that can be killed.
import { type ClientRequest, type IncomingMessage, get } from 'node:http';
import { type EventLog } from '@ledger/event-log';
import { type EntryRecord, realEnvironment } from '@ledger/ledger';
import { createHttpApp, createLog } from '@ledger/runtime';
import { SubscriptionsModule, type SubscriptionsOptions } from './subscriptions.module.js';

export type Served = { readonly url: string; close(): Promise<void> };

export async function serveSubscriptions(
  log: EventLog,
  options: Partial<SubscriptionsOptions> = {},
): Promise<Served> {
  const limits = { streamsMax: 10, stallMsMax: 60_000, ...options };
  const open = (_: string, answer: unknown): Promise<unknown> => Promise.resolve(answer);
  const module = SubscriptionsModule.forRoot({ log, open, ...limits });
  const app = await createHttpApp(module, {
    bodyBytesMax: 1_024,
    language: 'en',
    log: createLog('silent'),
    environment: realEnvironment,
    open,
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), close: () => app.close() };
}

/** An entry as the log holds it; of `size` bytes where given. */
export function recordOf(ledger: string, sequence: number, size = 0): EntryRecord {
  const entry = { specversion: '1.0', id: `${ledger}:${sequence}`, data: { text: '赢单 \n' } };
  const text = JSON.stringify(entry);
  const padded = `${text.slice(0, -1)},"pad":"${'x'.repeat(Math.max(0, size - 90))}"}`;
  return { ledger, sequence, bytes: Buffer.from(padded) };
}

export function recordsOf(ledger: string, from: number, count: number): readonly EntryRecord[] {
  return Array.from({ length: count }, (_, index) => recordOf(ledger, from + index));
}

export type Got = { readonly id: number; readonly event: string; readonly data: string };

export type Reader = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Ends when the server ends it, or when it is killed. */
  readonly events: AsyncIterable<Got>;
  /** The comments so far. */
  readonly comments: readonly string[];
  readonly response: IncomingMessage;
  kill(): void;
};

export function openStream(url: string, headers: Record<string, string> = {}): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(url, { headers, agent: false }, (response) => {
      const comments: string[] = [];
      response.on('error', () => undefined); // a killed reader's own end
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events: eventsIn(response, comments),
        comments,
        response,
        kill: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

async function* eventsIn(response: IncomingMessage, comments: string[]): AsyncGenerator<Got> {
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const blocks = `${rest}${String(chunk)}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const of = (field: string): string | undefined =>
        lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
      const data = of('data');
      if (data === undefined) comments.push(block);
      else yield { id: Number(of('id')), event: of('event') ?? '', data };
    }
  }
}

export async function take(events: AsyncIterable<Got>, count: number): Promise<readonly Got[]> {
  const taken: Got[] = [];
  if (count === 0) return taken;
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}
