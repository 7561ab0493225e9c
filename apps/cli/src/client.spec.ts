import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { clientOf } from './client.js';

type Answer = { readonly status: number; readonly body: object };

const busy: Answer = { status: 503, body: { code: 'busy', detail: 'come again' } };
const done: Answer = { status: 200, body: { sequence: 7 } };
const full: Answer = { status: 503, body: { code: 'disk-full', detail: 'no room' } };

/** A server that gives these answers, one after another, to whatever it is asked. */
async function whileAnswering(
  answers: readonly Answer[],
  use: (url: string, keys: readonly unknown[]) => Promise<void>,
): Promise<void> {
  const left = [...answers];
  const keys: unknown[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    keys.push(request.headers['idempotency-key']);
    const { status, body } = left.shift() ?? full;
    response.writeHead(status, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys);
  } finally {
    server.close();
  }
}

describe('an answer that streams', () => {
  it.each([
    ['en', 'The answer of the server broke off: '],
    ['zh', '服务器的应答中断：'],
  ] as const)('is told as cut off where the server goes away (%s)', async (language, said) => {
    const server = createServer((_, response: ServerResponse) => {
      response.writeHead(200).write('{"done":1}\n', () => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const read = async (): Promise<void> => {
      for await (const chunk of await clientOf(url, { language }).stream('/v1/x')) void chunk;
    };
    await expect(read()).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(said),
    });
    server.close();
  });
});

describe('a command from the command line', () => {
  it('is sent again with its key while the ledger is busy', async () => {
    await whileAnswering([busy, busy, done], async (url, keys) => {
      const answer = await clientOf(url, { language: 'en' }).post('/v1/ledgers', {});
      expect(answer).toEqual({ sequence: 7 });
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(1);
    });
  });

  it('is not sent again where that would not help', async () => {
    await whileAnswering([full, done], async (url, keys) => {
      const answer = clientOf(url, { language: 'en' }).post('/v1/ledgers', {});
      await expect(answer).rejects.toMatchObject({ problem: { code: 'disk-full' } });
      expect(keys).toHaveLength(1);
    });
  });
});
