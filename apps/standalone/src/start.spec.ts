import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError, apiKeyLine, dataFolderHolder, hashOfKey, newApiKey } from '@ledger/runtime';
import { type Standalone, startStandalone } from './start.js';

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
};

describe('standalone', () => {
  let folder: string;
  let running: Standalone[];

  const start = async (flags: Record<string, string> = {}): Promise<Standalone> => {
    const defaults = { dataFolder: folder, port: '0', logLevel: 'silent' };
    const standalone = await startStandalone({ environment: {}, flags: { ...defaults, ...flags } });
    running.push(standalone);
    return standalone;
  };
  const refusal = async (flags: Record<string, string>): Promise<string | undefined> => {
    try {
      await start(flags);
    } catch (error) {
      if (error instanceof StartError) return `${error.code}: ${error.say('en')}`;
      throw error;
    }
    return undefined;
  };
  const get = ({ address }: Standalone, path: string): Promise<Answer> =>
    fetchAnswer(`${address}${path}`);
  const fetchAnswer = async (url: string, init?: RequestInit): Promise<Answer> => {
    const answer = await fetch(url, init);
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Answer['body'],
    };
  };
  const post = ({ address }: Standalone, path: string, body: object): Promise<Answer> =>
    fetchAnswer(`${address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sales-ledger-actor': 'user/u-7',
        'idempotency-key': path,
      },
      body: JSON.stringify(body),
    });
  const acme = {
    ledger: 'acme',
    name: 'Acme',
    currency: 'USD',
    timeZone: 'UTC',
    firstDay: '2026-01-01',
  };

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sales-ledger-')), 'data');
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((standalone) => standalone.close()));
    rmSync(join(folder, '..'), { recursive: true });
  });

  it('records a command, shows it, and still knows it after a restart', async () => {
    const first = await start();
    const opened = await post(first, '/v1/ledgers', acme);
    expect(opened).toMatchObject({
      status: 200,
      body: { ledger: 'acme', version: 1, sequence: 1 },
    });
    expect(opened.headers.get('etag')).toBe('"1"');
    const shown = await get(first, '/v1/ledgers/acme?after=1');
    expect(shown).toMatchObject({ status: 200, body: { truth: { sequence: 1, lagEntries: 0 } } });
    expect(shown.headers.get('sales-ledger-sequence')).toBe('1');
    await first.close();

    const second = await start();
    expect((await get(second, '/v1/ledgers')).body).toEqual({
      ledgers: [{ ledger: 'acme', head: 1 }],
    });
    expect((await get(second, '/v1/ledgers/acme?after=1')).body).toEqual(shown.body);
    expect((await post(second, '/v1/ledgers', acme)).body).toEqual(opened.body);
  });

  it.each([
    ['en', 'must be the id of a ledger: 1 to 63 lower-case letters, digits or dashes'],
    ['zh', '应为账本标识：1 到 63 个小写字母、数字或连字符'],
  ])('says in a sentence what the id of a ledger must be, in %s', async (language, sentence) => {
    const standalone = await start({ language });
    const { status, body } = await post(standalone, '/v1/ledgers', {
      ...acme,
      ledger: 'Acme Inc.',
    });
    expect([status, body]).toMatchObject([
      400,
      { errors: [{ pointer: '/ledger', detail: expect.stringContaining(sentence) }] },
    ]);
  });

  it('refuses what the rules refuse, in the language of the caller', async () => {
    const standalone = await start({ language: 'zh' });
    const answer = await post(standalone, '/v1/ledgers/nowhere/settings', { name: 'x' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ledger-not-found' } });
    expect(answer.headers.get('content-language')).toBe('zh-CN');
    expect((await get(standalone, '/problems/ledger-not-found')).body).toMatchObject({
      status: 404,
    });
  });

  it('tells whether it lives and how late it is', async () => {
    const standalone = await start();
    await post(standalone, '/v1/ledgers', acme);
    await get(standalone, '/v1/ledgers/acme?after=1');
    expect((await get(standalone, '/health/live')).body).toEqual({ status: 'up' });
    const { status, body } = await get(standalone, '/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'up', down: [], log: 'up', keyStore: 'up' });
    expect(body['projections']).toContainEqual({
      projection: 'ledger',
      serves: true,
      lagEntries: 0,
      lagSeconds: 0,
      stopped: 0,
    });
  });

  it('is found by its data folder, which it holds alone and lets go at its end', async () => {
    const standalone = await start();
    expect(dataFolderHolder(folder)?.address).toBe(standalone.address);
    expect(await refusal({})).toContain(`data-folder-served: The data folder is in use`);
    await standalone.close();
    running = [];
    expect(dataFolderHolder(folder)).toBeUndefined();
    expect(readdirSync(folder)).not.toContain('lock.json');
  });

  it('listens on this machine only', async () => {
    expect(await refusal({ host: '0.0.0.0' })).toContain('host-not-loopback');
    expect(await refusal({ allowedHosts: 'ledger.example' })).toContain('hosts-without-keys');
    expect(dataFolderHolder(folder)).toBeUndefined();
  });

  it('listens on any address where keys are configured, and records whose key it was', async () => {
    const key = newApiKey();
    const line = apiKeyLine({ actor: 'user/ada', hash: hashOfKey(key) });
    const standalone = await start({ host: '0.0.0.0', apiKeys: line });
    const url = standalone.address.replace('0.0.0.0', '127.0.0.1');
    const send = (path: string, headers: Record<string, string>, body?: object): Promise<Answer> =>
      fetchAnswer(`${url}${path}`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k', ...headers },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
    const theirs = { authorization: `Bearer ${key}` };
    for (const authorization of ['', `Bearer ${newApiKey()}`]) {
      const stated = { authorization, 'sales-ledger-actor': 'user/ada' };
      expect((await send('/v1/ledgers', stated, acme)).status).toBe(401);
    }
    expect((await send('/v1/ledgers', theirs)).body).toEqual({ ledgers: [] });
    expect((await send('/v1/ledgers', theirs, acme)).status).toBe(200);
    const page = await send('/v1/ledgers/acme/entries', theirs);
    expect(page.body['entries']).toEqual([
      expect.objectContaining({ actor: 'user/ada', assurance: 'key' }),
    ]);
    const trail = await send('/v1/ledgers/acme/audit/ledger/acme?after=1', theirs);
    expect(trail.body['entries']).toEqual([expect.objectContaining({ assurance: 'key' })]);
    expect((await send('/health/ready', {})).status).toBe(200);
    expect((await send('/openapi.json', {})).status).toBe(401);
    const own = { authorization: `Bearer ${standalone.ownKey ?? ''}` };
    expect((await send('/v1/ledgers', own)).status).toBe(200);
  });

  it('says so where its port is taken, and lets its data folder go', async () => {
    const { port } = new URL((await start()).address);
    folder = `${folder}-2`;
    expect(await refusal({ port })).toContain('port-taken');
    expect(dataFolderHolder(folder)).toBeUndefined();
  });

  it('says so where its data cannot be opened', async () => {
    await (await start()).close();
    const file = join(folder, 'master.key');
    rmSync(file);
    expect(await refusal({})).toContain('master-key-missing');
    writeFileSync(file, Buffer.alloc(32, 1).toString('base64url'));
    expect(await refusal({})).toContain('wrong-master-key');
    expect(dataFolderHolder(folder)).toBeUndefined();
  });

  it('keeps its master key from others', async () => {
    await start();
    expect(readFileSync(join(folder, 'master.key')).length).toBeGreaterThan(32);
  });
});
