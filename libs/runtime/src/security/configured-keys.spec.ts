import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { apiKeyLine, hashOfKey } from './api-key.js';
import { configuredKeys } from './configured-keys.js';

const lineOf = (key: string, actor = 'user/u-7', name?: string): string =>
  apiKeyLine({ actor, hash: hashOfKey(key), ...(name === undefined ? {} : { name }) });
const nothing = { host: '127.0.0.1', allowedHosts: [], apiKeys: [], apiKeysFile: '' };

const refusalOf = (config: Partial<Parameters<typeof configuredKeys>[0]>): StartError => {
  try {
    configuredKeys({ ...nothing, ...config });
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('configured keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-keys-'));
  const apiKeysFile = join(folder, 'keys');
  const write = (...lines: readonly string[]): void => writeFileSync(apiKeysFile, lines.join('\n'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of the setting and of the file', () => {
    write('# the night', lineOf('b', 'user/crm', 'night'), '');
    const keys = configuredKeys({ ...nothing, apiKeys: [lineOf('a')], apiKeysFile });
    expect(keys.map(({ actor, name }) => [actor, name])).toEqual([
      ['user/u-7', undefined],
      ['user/crm', 'night'],
    ]);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('may be none to listen on %s', (host) => {
    expect(configuredKeys({ ...nothing, host })).toEqual([]);
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'example.com', '127.0.0.1.example.com', '1270.0.0.1'])(
    'may not be none to listen on %s, which says what to do; one is enough',
    (host) => {
      const refusal = refusalOf({ host });
      expect(refusal.code).toBe('host-not-loopback');
      for (const language of ['en', 'zh'] as const) {
        expect(refusal.say(language)).toContain(host);
        expect(refusal.say(language)).toContain('sales-ledger keys new --actor user/');
        expect(refusal.say(language)).toContain('SALES_LEDGER_API_KEYS');
      }
      expect(configuredKeys({ ...nothing, host, apiKeys: [lineOf('a')] })).toHaveLength(1);
    },
  );

  it('may not be none to answer to names that are not of this machine', () => {
    expect(refusalOf({ allowedHosts: ['ledger.example'] }).code).toBe('hosts-without-keys');
  });

  it('are for one person each', () => {
    const apiKeys = [lineOf('a'), lineOf('a', 'user/u-8', 'night')];
    const refusal = refusalOf({ apiKeys });
    expect(refusal.code).toBe('api-key-twice');
    expect(refusal.say('en')).toContain('user/u-7 and for night');
    expect(configuredKeys({ ...nothing, apiKeys: [lineOf('a'), lineOf('a')] })).toHaveLength(2);
  });

  it('are read from a file that is there, or nothing starts', () => {
    const refusal = refusalOf({ apiKeysFile: join(folder, 'none') });
    expect(refusal.code).toBe('api-keys-unreadable');
    expect(refusal.say('en')).toContain('ENOENT');
  });

  it('are told by their place in the file where they are none, not by what stands there', () => {
    write(lineOf('a'), 'user/u-8:slk_a-key-by-mistake');
    const refusal = refusalOf({ apiKeysFile });
    expect(refusal.code).toBe('api-key-malformed');
    for (const language of ['en', 'zh'] as const) {
      expect(refusal.say(language)).toContain('2');
      expect(refusal.say(language)).not.toContain('slk_');
    }
  });
});
