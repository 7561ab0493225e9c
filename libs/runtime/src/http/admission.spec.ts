import { request as httpRequest } from 'node:http';
import { hashOfKey, newApiKey } from '../security/api-key.js';
import { ApiKeys } from '../security/api-keys.js';
import { type EdgeApp, startEdgeApp } from './testing.js';

const win = '/v1/ledgers/acme/deals/D-1/win';
const [ada, bob, own] = [newApiKey(), newApiKey(), newApiKey()];
const weak = 'password';
const keys = new ApiKeys(
  [
    { actor: 'user/ada', hash: hashOfKey(ada) },
    { actor: 'user/bob', hash: hashOfKey(bob), name: 'night' },
    { actor: 'user/eve', hash: hashOfKey(weak) },
  ],
  own,
);
const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });

type Headers = { readonly [name: string]: string };
type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Record<string, unknown>;
};

/** Not fetch, which writes its own Host. */
function ask(edge: EdgeApp, path: string, headers: Headers, body?: string): Promise<Answer> {
  const json = { 'content-type': 'application/json', 'idempotency-key': 'k-1' };
  const options =
    body === undefined ? { headers } : { method: 'POST', headers: { ...json, ...headers } };
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${edge.url}${path}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const { statusCode = 0, headers: got } = response;
        resolve({ status: statusCode, headers: got, body: JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('where keys are configured', () => {
  let edge: EdgeApp;
  beforeAll(async () => {
    const allowedHosts = ['Ledger.example'];
    edge = await startEdgeApp({ host: '0.0.0.0', allowedHosts, keys });
  });
  afterAll(() => edge.app.close());
  beforeEach(() => edge.logged.splice(0));

  const post = (headers: Headers): Promise<Answer> => ask(edge, win, headers, '{"title":"a"}');

  it('the key tells who acts, and entries say that it did', async () => {
    for (const [key, actor] of [
      [ada, 'user/ada'],
      [bob, 'user/bob'],
    ] as const) {
      const { status, body } = await post(bearer(key));
      expect([status, body['sender']]).toEqual([
        200,
        expect.objectContaining({ actor, assurance: 'key' }),
      ]);
    }
  });

  it('the scheme is written in any case, and the actor may be said once more', async () => {
    const headers = { authorization: `bEARER   ${ada}`, 'sales-ledger-actor': 'user/ada' };
    expect((await post(headers)).status).toBe(200);
  });

  it("nobody acts as another, not even to read: 'actor-contradicts-key'", async () => {
    const headers = { ...bearer(ada), 'sales-ledger-actor': 'user/bob' };
    for (const answer of [await post(headers), await ask(edge, '/problems', headers)]) {
      expect([answer.status, answer.body['code']]).toEqual([403, 'actor-contradicts-key']);
      expect(answer.body['detail']).toContain('user/ada');
    }
  });

  it("the process' own key leaves it to its holder to say who acts", async () => {
    const { body } = await post({ ...bearer(own), 'sales-ledger-actor': 'user/local' });
    expect(body['sender']).toMatchObject({ actor: 'user/local', assurance: 'stated' });
    expect((await post(bearer(own))).body['code']).toBe('actor-missing');
  });

  it.each<[string, Headers, string, string]>([
    ['no key', {}, 'api-key-missing', 'Bearer realm="sales-ledger"'],
    [
      'another scheme',
      { authorization: 'Basic dXNlcjpwYXNz' },
      'api-key-missing',
      'Bearer realm="sales-ledger"',
    ],
    ['an empty key', bearer(''), 'api-key-missing', 'Bearer realm="sales-ledger"'],
    [
      'a key that nobody has',
      bearer(newApiKey()),
      'api-key-unknown',
      'Bearer realm="sales-ledger", error="invalid_token"',
    ],
    [
      'a key cut short',
      bearer(ada.slice(0, -1)),
      'api-key-unknown',
      'Bearer realm="sales-ledger", error="invalid_token"',
    ],
    [
      'a hash instead of the key',
      bearer(hashOfKey(ada).toString('base64url')),
      'api-key-unknown',
      'Bearer realm="sales-ledger", error="invalid_token"',
    ],
    [
      'a word whose hash is configured',
      bearer(weak),
      'api-key-unknown',
      'Bearer realm="sales-ledger", error="invalid_token"',
    ],
  ])('%s opens nothing', async (_, headers, code, challenge) => {
    for (const path of ['/v1/ledgers/acme/deals/D-1', '/problems', '/nowhere', '/v1/ledgers']) {
      const answer = await ask(edge, path, headers);
      expect([path, answer.status, answer.body['code']]).toEqual([path, 401, code]);
      expect(answer.headers['www-authenticate']).toBe(challenge);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
    const english = await post(headers);
    const chinese = await post({ ...headers, 'accept-language': 'zh' });
    expect([english.status, chinese.status]).toEqual([401, 401]);
    expect(english.body['detail']).toContain('API key');
    expect(chinese.body['detail']).toContain('API 密钥');
    expect(JSON.stringify([english, chinese])).not.toContain('slk_');
  });

  it('no key is ever logged, not by what fails either', async () => {
    await ask(edge, '/v1/ledgers/acme/failures/defect', bearer(ada));
    await post(bearer(newApiKey()));
    expect(edge.logged).toHaveLength(1);
    expect(edge.logged.join()).not.toContain('slk_');
  });

  it('a supervisor needs neither key nor name', async () => {
    const { status, body } = await ask(edge, '/health/live', { host: 'pod-7.example' });
    expect([status, body]).toEqual([200, { status: 'up' }]);
    expect((await ask(edge, '/health/live/', { host: 'pod-7.example' })).status).not.toBe(200);
  });

  it.each([
    ['ledger.example', 200, undefined],
    ['LEDGER.example:8443', 200, undefined],
    ['192.0.2.7:7420', 200, undefined],
    ['[2001:db8::1]:7420', 200, undefined],
    ['localhost', 200, undefined],
    ['evil.example', 421, 'host-foreign'],
    ['ledger.example.evil.example', 421, 'host-foreign'],
  ])('asked for as %s it answers %i', async (host, status, code) => {
    const answer = await ask(edge, '/v1/ledgers/acme/deals/D-1', { ...bearer(ada), host });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it.each([
    ['https://ledger.example', 200],
    ['http://ledger.example', 200],
    ['https://evil.example', 403],
    ['null', 403],
  ])('a page of %s gets %i', async (origin, status) => {
    const headers = { ...bearer(ada), host: 'ledger.example', origin };
    expect((await ask(edge, '/v1/ledgers/acme/deals/D-1', headers)).status).toBe(status);
  });
});

describe('on loopback', () => {
  it('keys may be demanded, too; addresses of others are still foreign', async () => {
    const edge = await startEdgeApp({ host: '127.0.0.1', allowedHosts: [], keys });
    const path = '/v1/ledgers/acme/deals/D-1';
    expect((await ask(edge, path, {})).status).toBe(401);
    expect((await ask(edge, path, bearer(ada))).status).toBe(200);
    const host = '192.0.2.7:7420';
    expect((await ask(edge, path, { ...bearer(ada), host })).status).toBe(421);
    await edge.app.close();
  });

  it('a key is no matter where none is configured', async () => {
    const edge = await startEdgeApp();
    const stated = { ...bearer(ada), 'sales-ledger-actor': 'user/u-7' };
    const { body } = await ask(edge, win, stated, '{"title":"a"}');
    expect(body['sender']).toMatchObject({ actor: 'user/u-7', assurance: 'stated' });
    await edge.app.close();
  });
});
