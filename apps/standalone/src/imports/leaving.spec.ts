// Whoever imports may go away at any moment.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ImportLedgers } from '@ledger/connectors';
import { type Standalone, startStandalone } from '../start.js';

describe('an import whose caller goes away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-leaving-'));
  let standalone: Standalone;
  beforeAll(async () => {
    const flags = { dataFolder: folder, port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
  }, 60_000);
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  /** Not by fetch, which opens a connection in advance in the place of one that was broken off. */
  const post = (path: string, type: string, body: string): ClientRequest => {
    const headers = {
      'content-type': type,
      'sales-ledger-actor': 'user/u-7',
      'idempotency-key': `k-${path.length}`,
    };
    const address = `${standalone.address}/v1/ledgers${path}`;
    return request(address, { method: 'POST', agent: false, headers }).end(body);
  };
  const answered = async (asked: ClientRequest): Promise<IncomingMessage> => {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]; // as its documentation says
    return answer;
  };

  it('is told so while it waits for a store', async () => {
    const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'UTC' };
    const opening = await answered(post('', 'application/json', JSON.stringify(acme)));
    expect(await json(opening)).toMatchObject({ sequence: 1 });
    const ledgers = standalone.app.get(ImportLedgers);
    const open = ledgers.open.bind(ledgers);
    let signal: AbortSignal | undefined;
    let closed = (): void => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    ledgers.open = async (wish) => {
      const { edge, close } = await open(wish);
      ({ signal } = wish);
      const head = async (): Promise<number> => {
        await once(wish.signal, 'abort');
        return edge.head();
      };
      return { edge: { ...edge, head }, close: () => close().then(closed) };
    };
    const importing = post('/acme/imports?preset=customers', 'text/csv', 'account\nKonex\n');
    const { statusCode } = await answered(importing);
    expect([statusCode, signal?.aborted]).toEqual([200, false]);
    importing.destroy();
    await isClosed;
    expect(signal?.aborted).toBe(true);
  });
});
