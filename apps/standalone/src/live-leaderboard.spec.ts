import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from './start.js';

type Board = {
  readonly truth: { readonly sequence: number };
  readonly rows: readonly {
    readonly member: string;
    readonly name: string;
    readonly value: string;
  }[];
};
type Shown = { readonly id: number; readonly board: Board };

describe('a live leaderboard', () => {
  let folder: string;
  let standalone: Standalone;
  let keys = 0;

  const post = async (path: string, body: object): Promise<number> => {
    const answer = await fetch(`${standalone.address}/v1/ledgers${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sales-ledger-actor': 'user/u-7',
        'idempotency-key': `k-${(keys += 1)}`,
      },
      body: JSON.stringify(body),
    });
    expect([answer.status, path]).toEqual([200, path]);
    return ((await answer.json()) as { sequence: number }).sequence;
  };
  const win = (deal: string, salesperson: string, amount: string): Promise<number> =>
    post(`/acme/deals/${deal}/win`, {
      closedOn: '2026-02-10',
      currency: 'USD',
      amount,
      credits: { primary: [{ salesperson, shareBp: 10_000 }] },
    });
  const open = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(`${standalone.address}${path}`, { agent: false }, resolve).on('error', reject);
    });
  const boards = async function* (response: IncomingMessage): AsyncGenerator<Shown> {
    let rest = '';
    for await (const chunk of response.setEncoding('utf8')) {
      const blocks = `${rest}${String(chunk)}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const found = /^id: (\d+)\nevent: leaderboard\ndata: (.*)$/.exec(block);
        if (found !== null)
          yield { id: Number(found[1]), board: JSON.parse(found[2] ?? '') as Board };
      }
    }
  };
  const query = '/v1/ledgers/acme/leaderboards/sales-amount';
  const values = ({ board }: Shown): object =>
    Object.fromEntries(board.rows.map(({ name, value }) => [name, value]));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
    const flags = { dataFolder: join(folder, 'data'), port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
    await post('', {
      ledger: 'acme',
      name: 'Acme',
      currency: 'USD',
      timeZone: 'UTC',
      firstDay: '2026-01-01',
    });
    await post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ann' });
    await post('/acme/salespeople', { salesperson: 'sp-2', name: 'Bo' });
    let last = 0;
    for (const deal of ['D-1', 'D-2', 'D-3']) {
      const body = { deal, title: deal, salesperson: 'sp-1', currency: 'USD' };
      last = await post('/acme/deals', body);
    }
    expect((await fetch(`${standalone.address}${query}?period=2026-Q1&after=${last}`)).ok).toBe(
      true,
    );
  }, 60_000);
  afterEach(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  it('is sent at once, and again when a deal is won, as the query answers it', async () => {
    const stream = boards(await open(`${query}/stream?period=2026-Q1`));
    const next = async (): Promise<Shown> => {
      const { value, done } = await stream.next();
      if (done === true) throw new Error('the stream ended');
      return value;
    };
    expect(values(await next())).toEqual({ Ann: '0.00', Bo: '0.00' });
    await win('D-1', 'sp-1', '100.00');
    let shown = await next();
    expect(values(shown)).toEqual({ Ann: '100.00', Bo: '0.00' });
    // An entry that changes nothing on this board is not sent.
    await post('/acme/products', { product: 'p-1', name: 'Widget' });
    const last = await win('D-2', 'sp-2', '250.00');
    shown = await next();
    expect(values(shown)).toEqual({ Bo: '250.00', Ann: '100.00' });
    expect(shown.id).toBe(shown.board.truth.sequence);
    const asked = await fetch(`${standalone.address}${query}?period=2026-Q1&after=${last}`);
    const board = (await asked.json()) as Board;
    expect({ ...shown.board, truth: {} }).toEqual({ ...board, truth: {} });
    await stream.return(undefined);
  }, 60_000);

  it.each([
    ['luck/stream?period=2026-Q1', 404, 'metric-unknown'],
    ['sales-amount/stream?period=2026-Q9', 422, 'period-unknown'],
    ['sales-amount/stream?period=2026-Q1&limit=0', 400, 'fields-invalid'],
  ])('%s is refused as the query is', async (path, status, code) => {
    const answer = await fetch(`${standalone.address}/v1/ledgers/acme/leaderboards/${path}`);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  it('ends in order when the server stops', async () => {
    const response = await open(`${query}/stream?period=2026-Q1`);
    let ended: Promise<void> | undefined;
    let sent = 0;
    for await (const shown of boards(response)) {
      sent += shown.board.rows.length;
      ended = standalone.close();
    }
    await ended;
    expect([sent, response.complete]).toEqual([2, true]);
  });
});
