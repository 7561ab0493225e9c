import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { entryBytesMax } from '@ledger/ledger';
import { pageBytesMax } from './page.js';
import { type Served, recordOf, recordsOf, serveSubscriptions } from './testing.js';

type Page = {
  readonly entries: readonly { id: string }[];
  readonly next: number | null;
  readonly head: number;
};

describe('a page of entries', () => {
  const log = memoryEventLog();
  let served: Served;
  const get = (query: string, accept = 'application/json'): Promise<Response> =>
    fetch(`${served.url}/v1/ledgers/acme/entries${query}`, { headers: { accept } });
  const page = async (query: string): Promise<Page> => (await (await get(query)).json()) as Page;

  beforeAll(async () => {
    await log.append(0, recordsOf('acme', 1, 1_200));
    const large = Array.from({ length: 80 }, (_, at) => recordOf('wide', at + 1, 65_000));
    await log.append(0, large);
    served = await serveSubscriptions(log);
  });
  afterAll(() => served.close());

  it.each([
    { query: '', from: 1, count: 500, next: 501 },
    { query: '?from=2&limit=1', from: 2, count: 1, next: 3 },
    { query: '?from=501&limit=1000', from: 501, count: 700, next: null },
    { query: '?from=1200&limit=1', from: 1_200, count: 1, next: null },
    { query: '?from=1199&limit=1', from: 1_199, count: 1, next: 1_200 },
    { query: '?from=1201', from: 1_201, count: 0, next: null },
    { query: '?limit=1000', from: 1, count: 1_000, next: 1_001 },
  ])('$query holds $count', async ({ query, from, count, next }) => {
    const { entries, ...rest } = await page(query);
    expect(rest).toEqual({ next, head: 1_200 });
    expect(entries.map(({ id }) => id)).toEqual(
      Array.from({ length: count }, (_, at) => `acme:${from + at}`),
    );
  });

  it('holds the bytes as they were appended', async () => {
    const { bytes } = recordOf('acme', 7);
    const text = Buffer.from(bytes).toString('utf8');
    expect(await (await get('?from=7&limit=1')).text()).toBe(
      `{"entries":[${text}],\n"next":8,"head":1200}\n`,
    );
    const lines = await get('?from=7&limit=2', 'application/x-ndjson');
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    expect(lines.headers.get('sales-ledger-next')).toBe('9');
    expect(lines.headers.get('sales-ledger-head')).toBe('1200');
    const eighth = Buffer.from(recordOf('acme', 8).bytes).toString('utf8');
    expect(await lines.text()).toBe(`${text}\n${eighth}\n`);
  });

  it('is bounded by bytes, and the pages add up', async () => {
    const seen: string[] = [];
    let next: number | null = 1;
    while (next !== null) {
      const answer = await fetch(`${served.url}/v1/ledgers/wide/entries?from=${next}&limit=1000`);
      const text = await answer.text();
      expect(text.length).toBeLessThan(pageBytesMax + entryBytesMax);
      const found = JSON.parse(text) as Page;
      seen.push(...found.entries.map(({ id }) => id));
      next = found.next;
    }
    expect(seen).toEqual(Array.from({ length: 80 }, (_, at) => `wide:${at + 1}`));
  });

  it.each(['?limit=0', '?limit=1001', '?from=0', '?from=x', '?from=2147483648', '?frm=1'])(
    'is refused for %s',
    async (query) => {
      const answer = await get(query);
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'fields-invalid' }]);
    },
  );

  it('is refused where there is no such ledger', async () => {
    const answer = await fetch(`${served.url}/v1/ledgers/nowhere/entries`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'ledger-not-found' }]);
  });
});
