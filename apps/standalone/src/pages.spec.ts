import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from './start.js';

type DealList = { readonly deals: readonly { readonly deal: string }[]; readonly more?: string };
type Page = {
  readonly [part: string]: unknown;
  readonly owned: { readonly won: DealList };
  readonly timeLine: { readonly entries: readonly { readonly subject: string }[] };
};

describe('pages over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  let standalone: Standalone;
  let sequence = 0;

  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${standalone.address}/v1/ledgers${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sales-ledger-actor': 'user/u-7',
        'idempotency-key': `k-${sequence}`,
      },
      body: JSON.stringify(body),
    });
    expect([answer.status, path]).toEqual([200, path]);
    ({ sequence } = (await answer.json()) as { sequence: number });
  };
  const get = (path: string): Promise<Response> => {
    const after = `${path.includes('?') ? '&' : '?'}after=${sequence}`;
    return fetch(`${standalone.address}${path}${after}`);
  };
  const read = async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T;

  beforeAll(async () => {
    const flags = { dataFolder: join(folder, 'data'), port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
    const settings = { name: 'Acme', currency: 'USD', timeZone: 'UTC', firstDay: '2026-01-01' };
    await post('', { ledger: 'acme', ...settings });
    await post('/acme/teams', { team: 't-1', name: 'North' });
    await post('/acme/salespeople', { salesperson: 'sp-1', name: '李伟' });
    await post('/acme/salespeople/sp-1/assign-to-team', { team: 't-1' });
    await post('/acme/products', { product: 'p-1', name: 'Pen', listPrice: '5.00' });
    await post('/acme/customers', { customer: 'c-1', name: 'Konex', segment: 'retail' });
    const credits = { primary: [{ salesperson: 'sp-1', shareBp: 10_000 }] };
    for (let deal = 10; deal < 21; deal += 1) {
      const body = { salesperson: 'sp-1', currency: 'USD', customer: 'c-1', channel: 'web' };
      await post('/acme/deals', { deal: `D-${deal}`, ...body });
      const won = { closedOn: '2026-02-10', amount: '100.00', credits };
      await post(`/acme/deals/D-${deal}/win`, won);
    }
    await post('/acme/feedback/F-1/receive', {
      ...{ kind: 'survey', receivedOn: '2026-02-20', comment: 'Too late' },
      ...{ score: { scale: 'csat', value: 1 }, salesperson: 'sp-1', customer: 'c-1' },
    });
  }, 60_000);
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  it('tells a salesperson with names opened, and the rest of a list is where it says', async () => {
    const page = await read<Page>('/v1/ledgers/acme/salespeople/sp-1/page?period=2026-Q1');
    expect(page).toMatchObject({
      truth: { sequence, lagEntries: 0 },
      person: { name: '李伟', team: { id: 't-1', name: 'North' } },
      complaints: { feedback: [{ feedback: 'F-1', comment: 'Too late' }] },
    });
    const latest = page.timeLine.entries.map(({ subject }) => subject);
    expect(latest.slice(0, 2)).toEqual(['feedback/F-1', 'deal/D-20']);
    expect(page.owned.won.deals).toHaveLength(10);
    const rest = await read<DealList>(page.owned.won.more ?? '');
    const all = [...page.owned.won.deals, ...rest.deals].map(({ deal }) => deal);
    expect(all).toEqual(Array.from({ length: 11 }, (_, i) => `D-${20 - i}`));
  });

  it('tells a customer with names opened', async () => {
    expect(await read<Page>('/v1/ledgers/acme/customers/c-1/page')).toMatchObject({
      customer: { name: 'Konex' },
      inAll: { won: '1100.00', standing: '1100.00', deals: 11 },
      bought: { salespeople: [{ id: 'sp-1', name: '李伟', amount: '1100.00', deals: 11 }] },
      feedback: { feedback: [{ feedback: 'F-1', comment: 'Too late' }] },
    });
  });

  it.each([
    ['channels?period=2026-Q1', 'channel,salesAmount', 'web,1100.00,1.000000,11'],
    ['campaigns?period=2026-Q1', 'campaign,leads.received', ''],
    ['satisfaction?period=2026-Q1&by=salesperson', 'part,label,start,end,scores.csat', 'periods,'],
  ])('%s can be had as CSV', async (path, head, first) => {
    const text = await (await get(`/v1/ledgers/acme/${path}&format=csv`)).text();
    const [columns, row] = text.replace('\ufeff', '').split('\n');
    expect(columns).toMatch(new RegExp(`^${head}`));
    expect(row?.slice(0, first.length)).toBe(first);
  });

  it.each([
    ['salespeople/sp-9/page?period=2026-Q1', 404, 'salesperson-not-found'],
    ['customers/c-9/page', 404, 'customer-not-found'],
    ['channels?period=2026-Q9', 422, 'period-unknown'],
    ['deals?from=2026-01-01', 422, 'deal-days-need-status'],
  ])('%s is refused', async (path, status, code) => {
    const answer = await get(`/v1/ledgers/acme/${path}`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      status,
      code,
    ]);
  });
});
