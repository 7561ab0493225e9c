import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type EdgeApp, startEdgeApp } from './testing.js';

type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Record<string, unknown>;
};

type Sent = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
};

const win = '/v1/ledgers/acme/deals/D-1/win';
const sender = { 'sales-ledger-actor': 'user/u-7', 'idempotency-key': 'k-1' };
const json = { 'content-type': 'application/json' };
const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...json, ...sender }).filter(([key]) => key !== name));

describe('HTTP edge', () => {
  let edge: EdgeApp;
  beforeAll(async () => {
    edge = await startEdgeApp();
  });
  afterAll(() => edge.app.close());
  beforeEach(() => edge.logged.splice(0));

  const ask = ({ method = 'GET', path = '/', headers = {}, body }: Sent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${edge.url}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: got } = response;
          resolve({ status: statusCode, headers: got, body: text === '' ? {} : JSON.parse(text) });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  const post = (body: string | Buffer, headers: Sent['headers'] = {}): Promise<Answer> =>
    ask({ method: 'POST', path: win, headers: { ...json, ...sender, ...headers }, body });
  const get = (path: string, headers: Sent['headers'] = {}): Promise<Answer> =>
    ask({ path, headers });

  describe('commands', () => {
    it('carry who sent them and under which conditions', async () => {
      const answer = await post('{"title":"one"}', {
        'if-match': '"2"',
        'x-correlation-id': 'c-1',
      });
      expect(answer).toMatchObject({
        status: 200,
        headers: { etag: '"3"', 'x-correlation-id': 'c-1' },
        body: {
          sequence: 17,
          sender: {
            actor: 'user/u-7',
            assurance: 'stated',
            idempotencyKey: 'k-1',
            correlationId: 'c-1',
            expectedVersion: 2,
          },
          body: { title: 'one' },
        },
      });
    });

    it('mean "not yet there" by If-None-Match: *, and nothing without either header', async () => {
      expect((await post('{"title":"a"}', { 'if-none-match': '*' })).body['sender']).toMatchObject({
        expectedVersion: 0,
      });
      expect((await post('{"title":"a"}')).body['sender']).not.toHaveProperty('expectedVersion');
    });

    it('get a correlation id where they bring none', async () => {
      const { headers } = await post('{"title":"a"}');
      expect(headers['x-correlation-id']).toMatch(/^[A-Za-z0-9_-]{12}\.[0-9a-z]+$/);
    });

    it.each([
      ['no key', without('idempotency-key'), 400, 'idempotency-key-missing'],
      [
        'empty key',
        { ...without('idempotency-key'), 'idempotency-key': '' },
        400,
        'idempotency-key-missing',
      ],
      ['key with a space', { 'idempotency-key': 'a b' }, 400, 'idempotency-key-malformed'],
      [
        'key of 256 characters',
        { 'idempotency-key': 'x'.repeat(256) },
        400,
        'idempotency-key-malformed',
      ],
      ['key of 255 characters', { 'idempotency-key': 'x'.repeat(255) }, 200, undefined],
      ['no actor', without('sales-ledger-actor'), 400, 'actor-missing'],
      ['policy as actor', { 'sales-ledger-actor': 'policy/quota' }, 403, 'actor-reserved'],
      ['import as actor', { 'sales-ledger-actor': 'import/crm' }, 403, 'actor-reserved'],
      ['actor without kind', { 'sales-ledger-actor': 'u-7' }, 400, 'actor-malformed'],
      ['actor in capitals', { 'sales-ledger-actor': 'user/U-7' }, 400, 'actor-malformed'],
      [
        'actor of 65 characters',
        { 'sales-ledger-actor': `user/${'u'.repeat(65)}` },
        400,
        'actor-malformed',
      ],
      [
        'actor of 64 characters',
        { 'sales-ledger-actor': `user/${'u'.repeat(64)}` },
        200,
        undefined,
      ],
      ['weak version', { 'if-match': 'W/"3"' }, 400, 'if-match-malformed'],
      ['any version', { 'if-match': '*' }, 400, 'if-match-malformed'],
      ['version 0', { 'if-match': '"0"' }, 400, 'if-match-malformed'],
      ['bare version', { 'if-match': '3' }, 400, 'if-match-malformed'],
      ['two versions', { 'if-match': '"3", "4"' }, 400, 'if-match-malformed'],
      ['no such version', { 'if-none-match': '"3"' }, 400, 'if-none-match-malformed'],
      [
        'both conditions',
        { 'if-match': '"3"', 'if-none-match': '*' },
        400,
        'preconditions-contradict',
      ],
      ['odd correlation id', { 'x-correlation-id': 'a b' }, 400, 'correlation-id-malformed'],
      ['foreign host', { host: 'evil.example' }, 421, 'host-foreign'],
      ['host that looks like loopback', { host: '127.0.0.1.evil.example:80' }, 421, 'host-foreign'],
      ['localhost', { host: 'localhost:1' }, 200, undefined],
      ['IPv6 loopback', { host: '[::1]:7420' }, 200, undefined],
      ['foreign origin', { origin: 'https://evil.example' }, 403, 'origin-foreign'],
      ['opaque origin', { origin: 'null' }, 403, 'origin-foreign'],
      [
        'origin of another port',
        { host: 'localhost:1', origin: 'http://localhost:2' },
        403,
        'origin-foreign',
      ],
      ['own origin', { host: 'localhost:1', origin: 'http://localhost:1' }, 200, undefined],
      [
        'form',
        { 'content-type': 'application/x-www-form-urlencoded' },
        415,
        'media-type-unsupported',
      ],
      ['plain text', { 'content-type': 'text/plain' }, 415, 'media-type-unsupported'],
    ])('with %s', async (_, headers, status, code) => {
      const all =
        Object.keys(headers).length > 1 && 'content-type' in headers
          ? headers
          : { ...json, ...sender, ...headers };
      const answer = await ask({ method: 'POST', path: win, headers: all, body: '{"title":"a"}' });
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    });

    it.each([
      ['/v1/ledgers/a%20b/deals/D-1/win', 'ledger'],
      ['/v1/ledgers/acme/deals/D%221/win', 'deal'],
      ['/v1/ledgers/acme/deals/-D/win', 'deal'],
      [`/v1/ledgers/acme/deals/${'D'.repeat(65)}/win`, 'deal'],
    ])('to %s are refused for their %s', async (path, parameter) => {
      const answer = await ask({
        method: 'POST',
        path,
        headers: { ...json, ...sender },
        body: '{"title":"a"}',
      });
      expect([answer.status, answer.body['code']]).toEqual([400, 'id-invalid']);
      expect(answer.body['detail']).toContain(`"${parameter}"`);
    });
  });

  describe('bodies', () => {
    const nested = (depth: number): string =>
      `{"title":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    it.each<[string, string | Buffer, string]>([
      ['broken JSON', '{"title":', 'json-broken'],
      ['nothing', '', 'json-broken'],
      ['an open string', '{"title":"a', 'json-broken'],
      ['a broken escape in a name', '{"\\x":1}', 'json-broken'],
      ['trailing text', '{"title":"a"} x', 'json-broken'],
      ['a byte order mark', '\ufeff{"title":"a"}', 'json-broken'],
      ['a list', '[]', 'json-not-an-object'],
      ['null', 'null', 'json-not-an-object'],
      ['a text', '"{}"', 'json-not-an-object'],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'json-not-utf8'],
      ['a cut character', Buffer.from('{"title":"é"}').subarray(0, 11), 'json-not-utf8'],
      ['32 levels', nested(32), 'fields-invalid'],
      ['33 levels', nested(33), 'json-too-deep'],
      ['1,900 levels', `{"title":${'['.repeat(1_900)}`, 'json-too-deep'],
      ['a field twice', '{"title":"a","title":"b"}', 'json-field-twice'],
      ['a field twice, escaped', '{"title":"a","\\u0074itle":"b"}', 'json-field-twice'],
      [
        'a field twice inside',
        '{"title":"a","lines":[{"product":"a","product" : "b"}]}',
        'json-field-twice',
      ],
      ['__proto__', '{"title":"a","__proto__":{"x":1}}', 'field-reserved'],
      ['escaped __proto__', '{"title":"a","\\u005f_proto__":{"x":1}}', 'field-reserved'],
      ['constructor', '{"title":"a","constructor":{"prototype":1}}', 'field-reserved'],
      ['hasOwnProperty', '{"title":"a","hasOwnProperty":1}', 'field-reserved'],
    ])('of %s are refused', async (_, body, code) => {
      const answer = await post(body);
      expect([answer.status, answer.body['code']]).toEqual([400, code]);
    });

    it.each([
      '{"title":"title"}',
      '{"title":"a","lines":[{"product":"a","quantity":1},{"product":"a","quantity":1}]}',
      ' {\n"title" : ":\\"{" } ',
      '{"title":"[[[[["}',
    ])('may be %s', async (body) => {
      expect((await post(body)).status).toBe(200);
    });

    it('may be left out where nothing is demanded, else every missing field is named', async () => {
      const answer = await ask({ method: 'POST', path: win, headers: sender });
      expect(answer.body).toMatchObject({
        code: 'fields-invalid',
        errors: [{ pointer: '/title', code: 'missing', detail: 'is missing' }],
      });
    });

    it('are refused by pointer, code and sentence for each field', async () => {
      const body =
        '{"title":"longer","odd/~":1,"lines":[{"product":"a","quantity":1},{"product":7,"quantity":0}]}';
      const answer = await post(body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'fields-invalid' } });
      expect(answer.body['errors']).toEqual([
        {
          pointer: '/odd~1~0',
          code: 'whitelist-validation',
          detail: 'is not a field of this request',
        },
        { pointer: '/title', code: 'max-length', detail: 'must have at most 5 characters' },
        { pointer: '/lines/1/product', code: 'is-string', detail: 'must be a text' },
        { pointer: '/lines/1/quantity', code: 'min', detail: 'must be at least 1' },
      ]);
    });

    it('of a route that streams may be of any size, but only of its media type', async () => {
      const path = '/v1/ledgers/acme/imports';
      const csv = { ...sender, 'content-type': 'text/csv; charset=utf-8' };
      const answer = await ask({ method: 'POST', path, headers: csv, body: 'a'.repeat(100_000) });
      expect(answer.body).toEqual({ bytes: 100_000 });
      for (const type of ['application/json', 'text/plain']) {
        const headers = { ...sender, 'content-type': type };
        const refused = await ask({ method: 'POST', path, headers, body: '{}' });
        expect([refused.status, refused.body['code']]).toEqual([415, 'media-type-unsupported']);
        expect(refused.body['detail']).toContain('text/csv');
      }
    });

    it('that never end are refused in time', async () => {
      const code = await new Promise((resolve, reject) => {
        const headers = { ...json, ...sender, 'content-length': '100' };
        const request = httpRequest(
          `${edge.url}${win}`,
          { method: 'POST', headers },
          (response) => {
            response.resume();
            request.destroy();
            resolve(response.statusCode);
          },
        );
        request.on('error', reject);
        request.write('{');
      });
      expect(code).toBe(408);
    });

    it('too large are refused before they are read', async () => {
      const answer = await post(`{"title":"${'a'.repeat(2_000)}"}`);
      expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
      expect(answer.body['detail']).toContain('2000');
    });
  });

  describe('answers', () => {
    it('are opened and say up to where they are true', async () => {
      const answer = await get('/v1/ledgers/acme/deals/D-1?after=5');
      expect(answer.body).toMatchObject({ title: 'opened acme', after: '5' });
      expect(answer.headers).toMatchObject({
        etag: '"3"',
        'sales-ledger-sequence': '17',
        'sales-ledger-lag-entries': '2',
        'sales-ledger-lag-seconds': '1',
        'cache-control': 'no-store',
      });
    });

    it.each([
      ['/v1/ledgers/acme/deals/D-1?after=x', 400, 'fields-invalid'],
      ['/v1/ledgers/acme/deals/D-1?after=1&after=2', 400, 'fields-invalid'],
      ['/v1/ledgers/acme/deals/D-1?unknown=1', 400, 'fields-invalid'],
      ['/v1/ledgers/acme/deals/D-1?hasOwnProperty=1', 400, 'field-reserved'],
      ['/v1/ledgers/acme/deals/%ff', 400, 'request-malformed'],
      ['/nowhere', 404, 'route-not-found'],
      [win, 405, 'method-not-allowed'],
      [`/v1/ledgers/acme/deals/${'x'.repeat(200)}`, 400, 'request-malformed'],
      ['/problems/nothing', 404, 'problem-not-found'],
      ['/problems/__proto__', 404, 'problem-not-found'],
      ['/v1/ledgers/acme/failures/rejection', 409, 'deal-already-won'],
      ['/v1/ledgers/acme/failures/no-ledger', 404, 'ledger-not-found'],
      ['/v1/ledgers/acme/failures/behind', 503, 'read-model-behind'],
      ['/v1/ledgers/acme/failures/rebuilding', 503, 'read-model-rebuilding'],
      ['/v1/ledgers/acme/failures/stopped', 503, 'read-model-stopped'],
      ['/v1/ledgers/acme/failures/busy', 503, 'busy'],
      ['/v1/ledgers/acme/failures/not-recorded', 503, 'not-recorded'],
      ['/v1/ledgers/acme/failures/unknown', 503, 'outcome-unknown'],
      ['/v1/ledgers/acme/failures/log', 503, 'store-unavailable'],
      ['/v1/ledgers/acme/failures/disk', 503, 'disk-full'],
      ['/v1/ledgers/acme/failures/cursor', 400, 'fields-invalid'],
      ['/v1/ledgers/acme/failures/defect', 500, 'internal-error'],
    ])('to %s are problems: %i %s', async (path, status, code) => {
      const answer = await get(path);
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({
        type: `/problems/${code}`,
        status,
        instance: path.split('?')[0],
        title: expect.stringMatching(/./),
        correlationId: answer.headers['x-correlation-id'],
      });
      expect(JSON.stringify(answer.body)).not.toContain('secret');
      expect(answer.body['detail']).not.toMatch(/[{}]/);
    });

    it('say which methods a path takes', async () => {
      expect((await get(win)).headers['allow']).toBe('POST');
    });

    it.each([
      ['busy', '3'],
      ['unknown', '2'],
      ['behind', '1'],
      ['stopped', undefined],
    ])('to %s say when to ask again: %s', async (name, seconds) => {
      const { headers } = await get(`/v1/ledgers/acme/failures/${name}`);
      expect(headers['retry-after']).toBe(seconds);
    });

    it.each([
      [undefined, 'en', 'Deal D-1 is already won. Correct it.'],
      ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', '商机 D-1 已赢单。请更正。'],
      ['en;q=0.5, zh;q=0.6', 'zh-CN', '商机 D-1 已赢单。请更正。'],
      ['zh;q=0, en;q=0.1', 'en', 'Deal D-1 is already won. Correct it.'],
      ['fr, *;q=0.1', 'en', 'Deal D-1 is already won. Correct it.'],
    ])('to Accept-Language %s are in %s', async (wanted, language, detail) => {
      const headers = wanted === undefined ? undefined : { 'accept-language': wanted };
      const answer = await get('/v1/ledgers/acme/failures/rejection', headers);
      expect(answer.headers['content-language']).toBe(language);
      expect(answer.body).toMatchObject({ detail, errors: [{ pointer: '/deal', detail }] });
    });

    it('to defects are logged under their correlation id, refusals are not', async () => {
      const { body } = await get('/v1/ledgers/acme/failures/defect');
      expect(edge.logged.join()).toContain(String(body['correlationId']));
      expect(edge.logged.join()).toContain('secret inside');
      edge.logged.splice(0);
      await get('/v1/ledgers/acme/failures/rejection');
      expect(edge.logged).toEqual([]);
    });

    it('explain every code in both languages', async () => {
      expect((await get('/problems/deal-already-won')).body).toMatchObject({ status: 409 });
      const all = (await get('/problems')).body as unknown as { en: string; zh: string }[];
      expect(all.length).toBeGreaterThan(30);
      for (const { en, zh } of all)
        expect([en, zh]).toEqual([expect.any(String), expect.any(String)]);
    });
  });

  it('answers what takes too long, once', async () => {
    const answer = await get('/v1/ledgers/acme/hanging/one');
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(answer.body['code']).toBe('answer-timed-out');
    await get('/v1/ledgers/acme/hanging/release');
    expect((await get('/v1/ledgers/acme/deals/D-1')).status).toBe(200);
  });

  it('lets an answer that has begun take as long as it needs', async () => {
    const answer = await fetch(`${edge.url}/v1/ledgers/acme/trickling`);
    // Its own time is over by when another, which began later, is answered so.
    expect((await get('/v1/ledgers/acme/hanging/two')).body['code']).toBe('answer-timed-out');
    await get('/v1/ledgers/acme/hanging/release');
    expect(await answer.text()).toBe('first\nlast\n');
    expect(edge.logged.filter((line) => line.includes('trickling'))).toEqual([]);
  });

  it.each([
    ['nonsense\r\n\r\n', 400, 'request-malformed'],
    [
      `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('answers what is no HTTP with a problem, too: %#', async (sent, status, code) => {
    const { port } = new URL(edge.url);
    const text = await new Promise<string>((resolve) => {
      let got = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(sent));
      socket.on('data', (chunk) => (got += chunk.toString()));
      socket.on('close', () => resolve(got));
    });
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} ${code}\r\n`));
    expect(text).toContain(`"code":"${code}"`);
  });
});

it('ends while a connection is open on which nothing was asked, as proxies open them in advance', async () => {
  const { app, url } = await startEdgeApp();
  const taken = once(app.getHttpServer(), 'connection');
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await taken;
  const closed = once(socket, 'close');
  await app.close();
  await closed;
});
