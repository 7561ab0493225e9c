// What is sent wrongly over HTTP is answered by a stable code in both languages, and recorded nowhere.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Served, serve } from '../cli.js';
import { type Api, type Problem, apiOf, headersOf } from './testing.js';

type Wrong = {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Buffer;
  /** null leaves a header out. */
  readonly headers?: { readonly [name: string]: string | null };
};
type Case = readonly [name: string, wrong: Wrong, status: number, code: string];
type Answer = { readonly status: number; readonly type: string; readonly problem: Problem };

const deal = { deal: 'D-9', salesperson: 'sp-1' };
const json = (value: object): Wrong => ({ body: JSON.stringify(value) });
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const win = (value: object): Wrong => ({
  path: '/acme/deals/D-1/win',
  body: JSON.stringify({ closedOn: '2026-02-01', amount: '1', ...value }),
});

const bodies: readonly Case[] = [
  ['no JSON', { body: '{"deal":' }, 400, 'json-broken'],
  ['an empty body', { body: '' }, 400, 'json-broken'],
  ['a list', { body: '[]' }, 400, 'json-not-an-object'],
  ['null', { body: 'null' }, 400, 'json-not-an-object'],
  ['NaN', { body: '{"deal":"D-9","salesperson":"sp-1","probabilityBp":NaN}' }, 400, 'json-broken'],
  [
    '10^400',
    { body: '{"deal":"D-9","salesperson":"sp-1","probabilityBp":1e400}' },
    400,
    'fields-invalid',
  ],
  [
    'a field twice',
    { body: '{"deal":"D-9","deal":"D-8","salesperson":"sp-1"}' },
    400,
    'json-field-twice',
  ],
  [
    'a field twice, once escaped',
    { body: '{"deal":"D-9","\\u0064eal":"D-8"}' },
    400,
    'json-field-twice',
  ],
  ['__proto__', { body: '{"__proto__":{"salesperson":"sp-1"}}' }, 400, 'field-reserved'],
  ['constructor', { body: '{"constructor":{}}' }, 400, 'field-reserved'],
  ['33 levels', { body: nested(33) }, 400, 'json-too-deep'],
  ['100,000 levels', { body: '['.repeat(100_000) }, 400, 'json-too-deep'],
  ['invalid UTF-8', { body: Buffer.from('{"deal":"\xff"}', 'latin1') }, 400, 'json-not-utf8'],
  ['an unknown field', json({ ...deal, colour: 'red' }), 400, 'fields-invalid'],
  ['a number for an id', json({ ...deal, deal: 9 }), 400, 'fields-invalid'],
  ['an object for an id', json({ ...deal, deal: { $ne: 1 } }), 400, 'fields-invalid'],
  ['null for a field', json({ ...deal, stage: null }), 400, 'fields-invalid'],
  ['a missing field', json({ deal: 'D-9' }), 400, 'fields-invalid'],
  ['an id with a slash', json({ ...deal, deal: 'D/9' }), 400, 'fields-invalid'],
  ['an id with a bar', json({ ...deal, deal: 'D|9' }), 400, 'fields-invalid'],
  ['a text that is too long', json({ ...deal, stage: 'x'.repeat(65) }), 400, 'fields-invalid'],
  ['a right-to-left override', json({ ...deal, title: 'a\u202eb' }), 400, 'fields-invalid'],
  ['a zero-width space', json({ ...deal, title: 'a\u200bb' }), 400, 'fields-invalid'],
  ['a control character', json({ ...deal, title: 'a\u0000b' }), 400, 'fields-invalid'],
  [
    'half a surrogate pair',
    { body: '{"deal":"D-9","salesperson":"sp-1","title":"\\ud800"}' },
    400,
    'fields-invalid',
  ],
  ['blanks around a text', json({ ...deal, title: ' a ' }), 400, 'fields-invalid'],
  [
    'a text that looks sealed',
    json({ ...deal, title: 'sealed:deal/D-9:AA' }),
    400,
    'fields-invalid',
  ],
  ['2026-02-30', json({ ...deal, openedOn: '2026-02-30' }), 400, 'fields-invalid'],
  ['the year 9999', json({ ...deal, openedOn: '9999-01-01' }), 400, 'fields-invalid'],
  [
    'a date with a time',
    json({ ...deal, openedOn: '2026-01-01T00:00:00Z' }),
    400,
    'fields-invalid',
  ],
  ['a day in the future', json({ ...deal, openedOn: '2199-01-01' }), 422, 'date-in-future'],
  [
    'a day before the ledger',
    json({ ...deal, openedOn: '1999-01-01' }),
    422,
    'date-before-first-day',
  ],
  ['more than 100 per cent', json({ ...deal, probabilityBp: 10_001 }), 400, 'fields-invalid'],
  ['half a basis point', json({ ...deal, probabilityBp: 0.5 }), 400, 'fields-invalid'],
  ['an unknown person', json({ ...deal, salesperson: 'nobody' }), 422, 'salesperson-unknown'],
  ['an amount as a number', win({ amount: 1 }), 400, 'fields-invalid'],
  ['an amount with an exponent', win({ amount: '1e5' }), 400, 'fields-invalid'],
  ['an amount of 16 digits', win({ amount: '1234567890123456' }), 400, 'fields-invalid'],
  ['a negative amount', win({ amount: '-1' }), 422, 'amount-negative'],
  ['too many decimals', win({ amount: '1.001' }), 422, 'amount-decimals'],
  ['an amount beyond the bound', win({ amount: '999999999999999' }), 422, 'amount-too-large'],
  ['another currency', win({ currency: 'EUR' }), 422, 'exchange-rate-missing'],
  [
    'an unknown currency',
    {
      path: '',
      body: JSON.stringify({ ledger: 'other', name: 'O', currency: 'XQQ', timeZone: 'UTC' }),
    },
    422,
    'currency-unknown',
  ],
  [
    'an unknown time zone',
    {
      path: '',
      body: JSON.stringify({ ledger: 'other', name: 'O', currency: 'USD', timeZone: 'Mars/Base' }),
    },
    422,
    'time-zone-unknown',
  ],
  ['a currency in small letters', win({ currency: 'usd' }), 400, 'fields-invalid'],
];

const requests: readonly Case[] = [
  ['no Idempotency-Key', { headers: { 'Idempotency-Key': null } }, 400, 'idempotency-key-missing'],
  [
    'a key with a space',
    { headers: { 'Idempotency-Key': 'a b' } },
    400,
    'idempotency-key-malformed',
  ],
  [
    'a key of 256 characters',
    { headers: { 'Idempotency-Key': 'k'.repeat(256) } },
    400,
    'idempotency-key-malformed',
  ],
  ['no actor', { headers: { 'Sales-Ledger-Actor': null } }, 400, 'actor-missing'],
  ['an actor in capitals', { headers: { 'Sales-Ledger-Actor': 'user/U' } }, 400, 'actor-malformed'],
  [
    'the actor of a policy',
    { headers: { 'Sales-Ledger-Actor': 'policy/x' } },
    403,
    'actor-reserved',
  ],
  [
    'the actor of an import',
    { headers: { 'Sales-Ledger-Actor': 'import/x' } },
    403,
    'actor-reserved',
  ],
  ['If-Match without quotes', { headers: { 'If-Match': '3' } }, 400, 'if-match-malformed'],
  [
    'If-None-Match with a version',
    { headers: { 'If-None-Match': '"3"' } },
    400,
    'if-none-match-malformed',
  ],
  [
    'both conditions',
    { headers: { 'If-Match': '"1"', 'If-None-Match': '*' } },
    400,
    'preconditions-contradict',
  ],
  ['another version', { ...win({}), headers: { 'If-Match': '"7"' } }, 412, 'version-conflict'],
  [
    'a correlation id with a space',
    { headers: { 'X-Correlation-Id': 'a b' } },
    400,
    'correlation-id-malformed',
  ],
  ['a foreign Host', { headers: { Host: 'evil.example' } }, 421, 'host-foreign'],
  ['a foreign Origin', { headers: { Origin: 'http://evil.example' } }, 403, 'origin-foreign'],
  ['the Origin null', { headers: { Origin: 'null' } }, 403, 'origin-foreign'],
  ['text', { headers: { 'Content-Type': 'text/plain' } }, 415, 'media-type-unsupported'],
  [
    'a form',
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    415,
    'media-type-unsupported',
  ],
  ['JSON for an import', { path: '/acme/imports' }, 415, 'media-type-unsupported'],
  ['a body that is too large', { body: ' '.repeat(1_048_577) }, 413, 'body-too-large'],
  ['an unknown route', { path: '/acme/horoscopes' }, 404, 'route-not-found'],
  [
    'an unknown method',
    { method: 'DELETE', path: '/acme/deals/D-1', headers: { 'Content-Type': null } },
    405,
    'method-not-allowed',
  ],
  ['an escaped slash in an id', { path: '/acme/deals/D%2F1/win' }, 400, 'id-invalid'],
  ['a climbing path', { path: '/acme/deals/..%2f..%2fx/win' }, 400, 'id-invalid'],
  ['a zero byte in a path', { path: '/acme/deals/D%001/win' }, 400, 'id-invalid'],
  ['a broken escape', { path: '/acme/deals/%E0%A4/win' }, 400, 'request-malformed'],
  ['a ledger that is not there', { path: '/nowhere/deals' }, 404, 'ledger-not-found'],
  [
    'a deal that is not there',
    { ...win({}), path: '/acme/deals/D-404/win' },
    404,
    'deal-not-found',
  ],
  [
    'a query with a reserved name',
    { method: 'GET', path: '/acme/deals?__proto__=1' },
    400,
    'field-reserved',
  ],
  [
    'a query with an unknown name',
    { method: 'GET', path: '/acme/deals?colour=red' },
    400,
    'fields-invalid',
  ],
  ['a limit of nothing', { method: 'GET', path: '/acme/deals?limit=0' }, 400, 'fields-invalid'],
  ['a cursor made up', { method: 'GET', path: '/acme/deals?cursor=%00' }, 400, 'fields-invalid'],
  ['a sequence below zero', { method: 'GET', path: '/acme/deals?after=-1' }, 400, 'fields-invalid'],
  [
    'an unknown metric',
    { method: 'GET', path: '/acme/leaderboards/luck?period=2026' },
    404,
    'metric-unknown',
  ],
  [
    'an unknown period',
    { method: 'GET', path: '/acme/leaderboards/sales-amount?period=2026-Q5' },
    422,
    'period-unknown',
  ],
  ['no period', { method: 'GET', path: '/acme/leaderboards/sales-amount' }, 400, 'fields-invalid'],
  [
    'an unknown preset',
    { path: '/acme/imports?preset=stars', headers: { 'Content-Type': 'text/csv' } },
    400,
    'fields-invalid',
  ],
  [
    'a mapping that is no JSON',
    { path: '/acme/imports', headers: { 'Content-Type': 'text/csv', 'Sales-Ledger-Mapping': 'x' } },
    400,
    'mapping-invalid',
  ],
  [
    'an empty CSV',
    { path: '/acme/imports', body: '', headers: { 'Content-Type': 'text/csv' } },
    400,
    'csv-empty',
  ],
];

describe('over HTTP', () => {
  let folder: string;
  let served: Served;
  let api: Api;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-bad-'));
    served = await serve({ data: join(folder, 'data') });
    api = apiOf(served);
    const [currency, timeZone] = ['USD', 'UTC'];
    await api.post('', {
      ledger: 'acme',
      name: 'Acme',
      currency,
      timeZone,
      firstDay: '2020-01-01',
    });
    await api.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' });
    await api.post('/acme/deals', { deal: 'D-1', salesperson: 'sp-1', openedOn: '2026-01-05' });
    await api.post('/acme/products', { product: 'kit', name: 'Kit' });
    await api.post('/acme/deals/D-1/advance', { products: ['kit'] });
  }, 60_000);
  afterAll(async () => {
    await served?.stop();
    await rm(folder, { recursive: true });
  });

  const ask = async (wrong: Wrong, language: string): Promise<Answer> => {
    const { method = 'POST', path = '/acme/deals', body = JSON.stringify(deal) } = wrong;
    const wanted = {
      ...headersOf(),
      'Content-Type': 'application/json',
      'Accept-Language': language,
    };
    const headers = Object.fromEntries(
      Object.entries({ ...wanted, ...wrong.headers }).flatMap(([name, value]) =>
        value === null ? [] : [[name, value]],
      ),
    );
    // Node's own client: fetch mends paths and forbids some headers.
    const asked = request(`${api.url}/`, {
      method,
      path: `/v1/ledgers${path}`,
      headers,
      agent: false,
    });
    asked.on('error', () => undefined); // a server that answers early may close before all is sent
    asked.end(method === 'POST' ? body : undefined);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    const type = answer.headers['content-type'] ?? '';
    return { status: answer.statusCode ?? 0, type, problem: JSON.parse(text) as Problem };
  };

  it.each([...bodies, ...requests])('%s is refused', async (_, wrong, status, code) => {
    const before = await api.head('acme');
    const [en, zh] = [await ask(wrong, 'en'), await ask(wrong, 'zh-CN')];
    expect([en.status, en.problem.code]).toEqual([status, code]);
    expect([zh.status, zh.problem.code]).toEqual([status, code]);
    expect([en.type, zh.type]).toEqual(Array(2).fill('application/problem+json; charset=utf-8'));
    expect(en.problem.detail).toMatch(/^[^\p{Script=Han}]+\.$/u);
    expect(zh.problem.detail).toMatch(/\p{Script=Han}.*。$/u);
    expect(JSON.stringify(en.problem)).not.toContain('    at ');
    expect(await api.head('acme')).toBe(before);
  });

  it('a deal of 32 levels is refused for its fields only', async () => {
    expect((await ask({ body: nested(32) }, 'en')).problem.code).toBe('fields-invalid');
  });

  it('the right command is still taken', async () => {
    const before = await api.head('acme');
    expect(await api.post('/acme/deals', deal)).toMatchObject({ sequence: before + 1 });
  });
});
