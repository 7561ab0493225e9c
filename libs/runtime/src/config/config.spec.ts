import { StartError } from '../start-error.js';
import { describeConfig, readConfig } from './config.js';

const refusalOf = (run: () => unknown): StartError | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  return undefined;
};

describe('configuration', () => {
  it('is complete without any setting', () => {
    expect(readConfig({ environment: {} }).config).toEqual({
      roles: ['command', 'projection', 'query'],
      kafkaBrokers: [],
      kafkaTls: '',
      kafkaSaslMechanism: '',
      kafkaSaslUsername: '',
      kafkaSaslPassword: '',
      kafkaTopicPrefix: '',
      kafkaPartitions: 16,
      mongodbUrl: '',
      installation: 'sales-ledger',
      masterKeyFile: '',
      dataFolder: './data',
      host: '127.0.0.1',
      port: 7420,
      logLevel: 'info',
      language: 'en',
      bodyBytesMax: 1_048_576,
      queueMax: 10_000,
      streamsMax: 200,
      streamStallMinutesMax: 5,
      apiKeys: [],
      apiKeysFile: '',
      allowedHosts: [],
      readyLagSecondsMax: 0,
    });
  });

  it('lets a flag win over the environment and the environment over the default', () => {
    const { config, origins } = readConfig({
      environment: { SALES_LEDGER_PORT: '8000', SALES_LEDGER_LANGUAGE: 'zh' },
      flags: { port: '0', host: undefined },
    });
    expect(config).toMatchObject({ port: 0, language: 'zh', host: '127.0.0.1' });
    expect(origins).toMatchObject({ port: 'flag', language: 'environment', host: 'default' });
  });

  it.each([
    ['SALES_LEDGER_PORT', ''],
    ['SALES_LEDGER_PORT', '-1'],
    ['SALES_LEDGER_PORT', '65536'],
    ['SALES_LEDGER_PORT', '1e3'],
    ['SALES_LEDGER_LOG_LEVEL', 'loud'],
    ['SALES_LEDGER_LANGUAGE', 'de'],
    ['SALES_LEDGER_HOST', 'a b'],
    ['SALES_LEDGER_DATA', ''],
    ['SALES_LEDGER_BODY_BYTES_MAX', '1023'],
    ['SALES_LEDGER_QUEUE_MAX', '0'],
    ['SALES_LEDGER_STREAMS_MAX', '-1'],
    ['SALES_LEDGER_STREAM_STALL_MINUTES_MAX', '0'],
    ['SALES_LEDGER_API_KEYS', 'user/u-7'],
    ['SALES_LEDGER_ALLOWED_HOSTS', 'ledger.example:443'],
    ['SALES_LEDGER_READY_LAG_SECONDS_MAX', '86401'],
  ])('refuses %s="%s" in both languages', (variable, value) => {
    const refusal = refusalOf(() => readConfig({ environment: { [variable]: value } }));
    expect(refusal?.code).toBe('setting-wrong');
    for (const language of ['en', 'zh'] as const) {
      expect(refusal?.say(language)).toContain(variable);
      expect(refusal?.say(language)).not.toContain('{');
    }
  });

  it('names the flag where the flag is wrong', () => {
    const refusal = refusalOf(() => readConfig({ environment: {}, flags: { port: 'x' } }));
    expect(refusal?.say('en')).toBe(
      '--port is set to "x"; it must be a whole number from 0 to 65535.',
    );
  });

  it('never repeats what stands where only hashes belong: it may be a key', () => {
    const environment = { SALES_LEDGER_API_KEYS: 'slk_somebodys-key' };
    const refusal = refusalOf(() => readConfig({ environment }));
    for (const language of ['en', 'zh'] as const) {
      expect(refusal?.say(language)).toContain('SALES_LEDGER_API_KEYS');
      expect(refusal?.say(language)).not.toMatch(/slk_|\{/);
    }
  });

  it('takes lists with commas, and nothing for none', () => {
    const environment = { SALES_LEDGER_API_KEYS: '', SALES_LEDGER_ALLOWED_HOSTS: 'a.example, b' };
    const { config } = readConfig({ environment });
    expect(config).toMatchObject({ apiKeys: [], allowedHosts: ['a.example', 'b'] });
  });

  it('tells where each value comes from', () => {
    const lines = describeConfig(readConfig({ environment: { SALES_LEDGER_PORT: '1' } }), 'zh');
    expect(lines.find((line) => line.name === 'port')).toEqual({
      name: 'port',
      value: '1',
      origin: 'environment',
      variable: 'SALES_LEDGER_PORT',
      flag: '--port',
      about: '监听端口；0 表示任取一个空闲端口',
    });
  });
});
