import { parse } from 'csv-parse/sync';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from './start.js';

describe('lists as CSV', () => {
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
  const get = (path: string, accept = '*/*'): Promise<Response> => {
    const after = `${path.includes('?') ? '&' : '?'}after=${sequence}`;
    const headers = { accept };
    return fetch(`${standalone.address}/v1/ledgers/acme/${path}${after}`, { headers });
  };
  const rows = async (answer: Response): Promise<readonly Record<string, string>[]> =>
    parse(await answer.text(), { bom: true, columns: true });

  beforeAll(async () => {
    const flags = { dataFolder: join(folder, 'data'), port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
    const day = '2026-01-01';
    const settings = { name: 'Acme', currency: 'USD', timeZone: 'UTC', firstDay: day };
    await post('', { ledger: 'acme', ...settings });
    await post('/acme/teams', { team: 't-1', name: '-North' });
    await post('/acme/territories', { territory: 'west', name: 'West' });
    await post('/acme/salespeople', { salesperson: 'sp-1', name: '=HYPERLINK("x")' });
    await post('/acme/salespeople', { salesperson: 'sp-2', name: '李伟' });
    await post('/acme/products', { product: 'p-1', name: '@product', listPrice: '5.00' });
    for (const customer of ['c-1', 'c-2', 'c-3']) {
      await post('/acme/customers', { customer, name: `+${customer}, "Ltd"` });
    }
    await post('/acme/deals', { deal: 'D-1', title: '-1+1', salesperson: 'sp-1', currency: 'USD' });
    const credits = { primary: [{ salesperson: 'sp-1', shareBp: 10_000 }] };
    await post('/acme/deals/D-1/win', { closedOn: '2026-02-10', amount: '100.00', credits });
  }, 60_000);
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['customers', { id: 'c-1', name: `'+c-1, "Ltd"` }],
    ['products', { id: 'p-1', name: "'@product", listPrice: '5.00' }],
    ['salespeople', { id: 'sp-1', name: `'=HYPERLINK("x")` }],
    ['teams', { id: 't-1', name: "'-North" }],
    ['territories', { id: 'west', name: 'West' }],
    ['deals', { deal: 'D-1', title: "'-1+1", 'won.amount': '100.00' }],
    ['audit/deal/D-1', { sequence: '10', type: 'DealOpened', actor: 'user/u-7' }],
    [
      'leaderboards/sales-amount?period=2026-Q1',
      { rank: '1', name: `'=HYPERLINK("x")`, value: '100.00', movement: '' },
    ],
  ])('%s, opened, safe and with their truth', async (path, first) => {
    for (const answer of [
      await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`),
      await get(path, 'text/csv, application/json;q=0.5'),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(answer.headers.get('sales-ledger-sequence')).toBe(String(sequence));
      expect(answer.headers.get('sales-ledger-lag-entries')).toBe('0');
      expect((await rows(answer))[0]).toMatchObject(first);
    }
    expect((await get(path)).headers.get('content-type')).toContain('application/json');
    const json = await get(`${path}${path.includes('?') ? '&' : '?'}format=json`, 'text/csv');
    expect(json.headers.get('content-type')).toContain('application/json');
  });

  it('a page at a time, whose header names the next', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await get(`customers?limit=2&format=csv${cursor}`);
      seen.push(...(await rows(answer)).map(({ id = '' }) => id));
      const next = answer.headers.get('sales-ledger-next-cursor');
      cursor = next === null ? null : `&cursor=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual(['c-1', 'c-2', 'c-3']);
  });

  const partsOf = async (path: string): Promise<readonly (readonly (string | undefined)[])[]> => {
    const answer = await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`);
    expect(answer.status).toBe(200);
    return (await rows(answer)).map(({ part, member, name }) => [part, member ?? '', name ?? '']);
  };

  it('attainment, with what the scope itself reached', async () => {
    const path = 'attainment?period=2026-Q1';
    expect(await partsOf(path)).toEqual([['own', 'organization', '']]);
    expect(await partsOf(`${path}&by=salesperson`)).toEqual([
      ['own', 'organization', ''],
      ['rows', 'sp-1', `'=HYPERLINK("x")`],
    ]);
  });

  it('satisfaction, with each period and what waits', async () => {
    const answer = await get('satisfaction?period=2026-Q1&format=csv');
    expect((await rows(answer)).map(({ part, label }) => [part, label])).toEqual([
      ['periods', '2025-Q2'],
      ['periods', '2025-Q3'],
      ['periods', '2025-Q4'],
      ['periods', '2026-Q1'],
      ['complaints.waiting', ''],
    ]);
  });

  it.each([
    ['salespeople/sp-1/page?period=2026-Q1', { part: 'person', name: `'=HYPERLINK("x")` }],
    [
      'salespeople/sp-1/page?period=2026-Q1',
      { part: 'kpis', kpi: 'sales-amount', value: '100.00' },
    ],
    [
      'salespeople/sp-1/page?period=2026-Q1',
      { part: 'owned.won.deals', deal: 'D-1', title: "'-1+1" },
    ],
    ['salespeople/sp-1/page?period=2026-Q1', { part: 'timeLine.entries', type: 'DealWon' }],
    ['customers/c-1/page', { part: 'customer', id: 'c-1', name: `'+c-1, "Ltd"` }],
    ['customers/c-1/page', { part: 'inAll', won: '0.00', deals: '0' }],
    ['customers/c-1/page', { part: 'latest', type: 'CustomerRegistered' }],
  ])('%s has a line %j', async (path, line) => {
    const answer = await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`);
    expect(answer.headers.get('content-disposition')).toMatch(/(salesperson|customer)\.csv/);
    expect(await rows(answer)).toContainEqual(expect.objectContaining(line));
  });

  it.each([
    'leaderboards/sales-amount?period=2026-Q1',
    'channels?period=2026-Q1',
    'campaigns?period=2026-Q1',
    'customers?limit=10',
  ])('%s refuses a cursor that is none', async (path) => {
    const answer = await get(`${path}&cursor=none`);
    expect(await answer.json()).toMatchObject({
      code: 'fields-invalid',
      errors: [{ pointer: '/cursor' }],
    });
  });

  it.each([
    ['customers?format=xml', 'must be one of: csv, json'],
    ['customers/c-1?format=csv', 'is not a field of this request'],
  ])('%s is refused', async (path, detail) => {
    const answer = await get(path);
    expect(await answer.json()).toMatchObject({
      code: 'fields-invalid',
      errors: [{ pointer: '/format', detail }],
    });
  });

  it('refusals stay problems', async () => {
    const answer = await get('customers?limit=0', 'text/csv');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
