import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from './start.js';

describe('labels of KPIs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  let standalone: Standalone;

  beforeAll(async () => {
    const flags = { dataFolder: join(folder, 'data'), port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
    const answer = await fetch(`${standalone.address}/v1/ledgers`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sales-ledger-actor': 'user/u-7',
        'idempotency-key': 'k-1',
      },
      body: JSON.stringify({
        ...{ ledger: 'acme', name: 'Acme', currency: 'USD', timeZone: 'UTC' },
        firstDay: '2026-01-01',
      }),
    });
    expect(answer.status).toBe(200);
  }, 60_000);
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  const asked = (query: string, accepted: string | undefined): Promise<Response> => {
    const headers: Record<string, string> =
      accepted === undefined ? {} : { 'accept-language': accepted };
    return fetch(`${standalone.address}/v1/ledgers/acme/kpis?after=1${query}`, { headers });
  };

  it.each([
    ['', 'zh-CN,zh;q=0.9,en;q=0.8', '赢单率', 'zh-CN'],
    ['', 'en-GB', 'Win rate', 'en'],
    ['', 'fr', 'Win rate', 'en'],
    ['', undefined, 'Win rate', 'en'],
    ['&language=zh', 'en', '赢单率', 'zh-CN'],
    ['&language=en', 'zh', 'Win rate', 'en'],
    ['&format=csv', 'zh', '赢单率', 'zh-CN'],
  ])('with %j and %s are told so', async (query, accepted, label, told) => {
    const answer = await asked(query, accepted);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-language')).toBe(told);
    expect(answer.headers.get('vary')).toBe('Accept, Accept-Language');
    expect(await answer.text()).toContain(label);
  });

  it('are described so', async () => {
    const document = (await (await fetch(`${standalone.address}/openapi.json`)).json()) as {
      readonly paths: { readonly [path: string]: { readonly get: object } };
    };
    expect(document.paths['/v1/ledgers/{ledger}/kpis']?.get).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'Accept-Language', in: 'header', required: false }),
      ]),
      responses: {
        '200': {
          headers: {
            'Content-Language': { schema: { type: 'string', enum: ['en', 'zh-CN'] } },
            Vary: { schema: { type: 'string' } },
            'Sales-Ledger-Next-Cursor': expect.anything(),
          },
        },
      },
    });
  });
});
