import { StartError } from '../start-error.js';
import { describeConfig, readConfig, usesServers } from './config.js';

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
      configFile: '',
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
      tracesUrl: '',
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
    ['SALES_LEDGER_TRACES_URL', 'collector:4318'],
    ['SALES_LEDGER_TRACES_URL', 'http://user:secret@collector:4318'],
    ['SALES_LEDGER_ROLES', ''],
    ['SALES_LEDGER_ROLES', 'command,writer'],
    ['SALES_LEDGER_KAFKA_BROKERS', 'broker'],
    ['SALES_LEDGER_KAFKA_SASL_MECHANISM', 'oauth'],
    ['SALES_LEDGER_KAFKA_TOPIC_PREFIX', 'a b'],
    ['SALES_LEDGER_KAFKA_PARTITIONS', '0'],
    ['SALES_LEDGER_MONGODB_URL', 'http://mongo'],
    ['SALES_LEDGER_INSTALLATION', 'Acme'],
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

  it.each([
    ['SALES_LEDGER_KAFKA_TOPIC_PREFX', 'SALES_LEDGER_KAFKA_TOPIC_PREFIX'],
    ['SALES_LEDGER_API_KEY_FILE', 'SALES_LEDGER_API_KEYS_FILE'],
    ['SALES_LEDGER_MONGO_URL', 'SALES_LEDGER_MONGODB_URL'],
  ])('refuses %s, which is no setting, and names %s', (variable, like) => {
    const refusal = refusalOf(() => readConfig({ environment: { [variable]: 'x' } }));
    expect(refusal?.told('en')).toBe(
      `${variable} is no setting, and the most similar one is ${like}: correct its name, or unset it. (setting-unknown)`,
    );
    expect(refusal?.say('zh')).toContain(like);
  });

  it('passes over what is no setting and is not meant as one', () => {
    const environment = {
      SALES_LEDGER_API_KEY: 'slk_x',
      SALES_LEDGER_QUERY_SERVICE_HOST: '10.0.0.1',
      SALES_LEDGER_QUERY_PORT_7420_TCP: 'tcp://10.0.0.1:7420',
      SALES_LEDGERS: 'two',
      SALES_LEDGER_KAFKA_BROKER: undefined,
    };
    expect(readConfig({ environment }).config.port).toBe(7420);
  });

  it.each([
    'mongodb://one',
    'mongodb://one/',
    'mongodb://one/?replicaSet=rs0',
    'mongodb+srv://one',
  ])(
    'refuses a MongoDB URL that names no database, for all that forget it would share one: %s',
    (url) => {
      const environment = { SALES_LEDGER_MONGODB_URL: url };
      expect(refusalOf(() => readConfig({ environment }))?.code).toBe('setting-wrong');
    },
  );

  it('takes lists with commas, and nothing for none', () => {
    const environment = { SALES_LEDGER_API_KEYS: '', SALES_LEDGER_ALLOWED_HOSTS: 'a.example, b' };
    const { config } = readConfig({ environment });
    expect(config).toMatchObject({ apiKeys: [], allowedHosts: ['a.example', 'b'] });
  });

  it('takes log and stores from servers only where both are said, and a part of the roles only then', () => {
    const kafka = { SALES_LEDGER_KAFKA_BROKERS: 'one:9092, two:9092' };
    const mongodb = { SALES_LEDGER_MONGODB_URL: 'mongodb://one,two/ledger?replicaSet=rs0' };
    const some = { SALES_LEDGER_ROLES: 'query, command' };
    const of = (environment: Record<string, string>): boolean =>
      usesServers(readConfig({ environment }).config);
    expect([of({}), of({ ...kafka, ...mongodb, ...some })]).toEqual([false, true]);
    expect(refusalOf(() => of(kafka))?.code).toBe('servers-incomplete');
    expect(refusalOf(() => of(mongodb))?.say('zh')).toContain('未设置 SALES_LEDGER_KAFKA_BROKERS');
    expect(refusalOf(() => of(some))?.say('en')).toContain('The roles command, query are not all');
  });

  it('shows no password', () => {
    const url = 'mongodb://ledger:secret@one/ledger?replicaSet=rs0';
    const environment = {
      SALES_LEDGER_MONGODB_URL: url,
      SALES_LEDGER_KAFKA_SASL_PASSWORD: 'secret',
    };
    expect(JSON.stringify(describeConfig(readConfig({ environment }), 'en'))).not.toContain(
      'secret',
    );
    const wrong = { SALES_LEDGER_MONGODB_URL: 'mongo:secret' };
    expect(refusalOf(() => readConfig({ environment: wrong }))?.say('en')).not.toContain('secret');
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
