// Servers that speak TLS with a certificate of their own authority and let nobody in who does not sign in: the settings as
// they are documented open them, and what is wrong with a setting is said at once, with what to do.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type Certificates, makeCertificates } from '../../../test/servers/certificates.js';
import { type KafkaServer, startKafka } from '../../../test/servers/kafka.js';
import { type MongodbServer, startMongodb } from '../../../test/servers/mongodb.js';
import { lasting } from '../../../test/faults/load.js';
import { freshName } from '../../../test/servers/testing.js';
import { type Standalone, startStandalone } from './start.js';

jest.setTimeout(120_000);

/** Whoever starts the product learns within this time that it can't. */
const refusedMsMax = 30_000;
/** What asking again can't mend is not asked again. */
const sureMsMax = 5_000;

const administrator = { name: 'root', password: 'the keys of the house' };
const user = { name: 'sales-ledger', password: 'open-sesame' };
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-secured-'));
const made = (name: string): Certificates => {
  mkdirSync(join(folder, name));
  return makeCertificates(join(folder, name));
};

let kafka: KafkaServer;
let mongodb: MongodbServer;
let ours: Certificates;
let others: Certificates;
const [installation, database] = [freshName('secured'), freshName('ledger')];

beforeAll(async () => {
  [ours, others] = [made('ours'), made('others')];
  mongodb = await startMongodb({ secured: { certificates: ours, user: administrator } });
  kafka = await startKafka({ secured: { certificates: ours, user } });
  const client = new MongoClient(mongodbUrl({ as: administrator, database: 'admin' }));
  try {
    const roles = [{ role: 'readWrite', db: database }]; // what the page on operating says is enough
    await client.db(database).command({ createUser: user.name, pwd: user.password, roles });
  } finally {
    await client.close();
  }
});
afterAll(async () => {
  await kafka?.stop();
  await mongodb?.stop();
  rmSync(folder, { recursive: true });
});

function mongodbUrl(
  options: {
    readonly as?: { readonly name: string; readonly password: string };
    readonly database?: string;
    readonly tls?: string;
  } = {},
): string {
  const { as = user, database: name = database, tls = ours.authority } = options;
  const url = new URL(mongodb.url);
  url.username = encodeURIComponent(as.name);
  url.password = encodeURIComponent(as.password);
  url.pathname = name;
  if (tls === '') return url.href;
  url.searchParams.set('tls', 'true');
  url.searchParams.set('tlsCAFile', tls);
  return url.href;
}

type Flags = Readonly<Record<string, string>>;

const started = (flags: Flags): Promise<Standalone> =>
  startStandalone({
    environment: {},
    flags: {
      dataFolder: mkdtempSync(join(folder, 'data-')),
      masterKeyFile: join(folder, 'master.key'),
      port: '0',
      logLevel: 'silent',
      installation,
      kafkaTopicPrefix: `${installation}.`,
      kafkaPartitions: '2',
      kafkaBrokers: kafka.brokers.join(','),
      kafkaTls: ours.authority,
      kafkaSaslMechanism: 'scram-sha-512',
      kafkaSaslUsername: user.name,
      kafkaSaslPassword: user.password,
      mongodbUrl: mongodbUrl(),
      ...flags,
    },
  });

/** Opens the ledger and reads it back: through the log, the command channel, keys and read models. */
async function opened(standalone: Standalone, ledger: string): Promise<unknown> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': 'open',
    'sales-ledger-actor': 'user/tester',
  };
  const body = JSON.stringify({ ledger, name: 'A', currency: 'USD', timeZone: 'UTC' });
  const at = `${standalone.address}/v1/ledgers`;
  // Until the group has shared the partitions out, callers are asked to come again.
  for (const end = Date.now() + 30_000; ;) {
    const answer = await fetch(at, { method: 'POST', headers, body });
    if (answer.ok) break;
    const text = await answer.text();
    if (answer.status !== 503 || Date.now() > end) throw new Error(text);
    await lasting(100);
  }
  const read = await fetch(`${at}/${ledger}?after=1`);
  return read.json();
}

describe('with TLS and a sign-in', () => {
  it.each(['scram-sha-512', 'scram-sha-256', 'plain'])(
    '%s: records and reads',
    async (mechanism) => {
      const standalone = await started({ kafkaSaslMechanism: mechanism });
      try {
        expect(await opened(standalone, `by-${mechanism}`)).toMatchObject({
          id: `by-${mechanism}`,
        });
      } finally {
        await standalone.close();
      }
    },
  );
});

type Wrong = readonly [what: string, flags: () => Flags, code: string, says: readonly string[]];

const wrong: readonly Wrong[] = [
  [
    'a wrong password for Kafka, by SCRAM',
    () => ({ kafkaSaslPassword: 'wrong' }),
    'sign-in-refused',
    ['Kafka does not let this process sign in', 'SALES_LEDGER_KAFKA_SASL_PASSWORD'],
  ],
  [
    'a wrong password for Kafka, by PLAIN',
    () => ({ kafkaSaslMechanism: 'plain', kafkaSaslPassword: 'wrong' }),
    'sign-in-refused',
    ['Invalid username or password', 'SALES_LEDGER_KAFKA_SASL_USERNAME'],
  ],
  [
    'a sign-in that the port of Kafka does not ask for',
    () => ({ kafkaBrokers: kafka.plainBrokers.join(','), kafkaTls: '' }),
    'sign-in-refused',
    ['SALES_LEDGER_KAFKA_SASL_MECHANISM'],
  ],
  [
    'a broker of an authority that is not trusted',
    () => ({ kafkaTls: others.authority }),
    'certificate-not-trusted',
    ['certificate of a Kafka broker', 'SALES_LEDGER_KAFKA_TLS'],
  ],
  [
    'a broker of an authority that this machine does not know',
    () => ({ kafkaTls: 'system' }),
    'certificate-not-trusted',
    ['SALES_LEDGER_KAFKA_TLS'],
  ],
  [
    'a file of authorities that is not there',
    () => ({ kafkaTls: '/nowhere/authority.pem' }),
    'certificates-unreadable',
    ['/nowhere/authority.pem'],
  ],
  [
    'a port of Kafka with TLS that is asked without',
    () => ({ kafkaTls: '' }),
    'server-unreachable',
    ['Kafka does not answer', 'SALES_LEDGER_KAFKA_TLS'],
  ],
  [
    'a port of Kafka without TLS that is asked with it',
    () => ({ kafkaBrokers: kafka.plainBrokers.join(',') }),
    'server-unreachable',
    ['Kafka does not answer', 'SALES_LEDGER_KAFKA_TLS'],
  ],
  [
    'a port of Kafka with a sign-in where nobody signs in',
    () => ({ kafkaSaslMechanism: '' }),
    'server-unreachable',
    ['SALES_LEDGER_KAFKA_SASL_MECHANISM'],
  ],
  [
    'a wrong password for MongoDB',
    () => ({ mongodbUrl: mongodbUrl({ as: { ...user, password: 'wrong' } }) }),
    'sign-in-refused',
    ['MongoDB does not let this process in', 'authSource'],
  ],
  [
    'a user of MongoDB in another database',
    () => ({ mongodbUrl: mongodbUrl({ database: 'another' }) }),
    'sign-in-refused',
    ['authSource'],
  ],
  [
    'nobody who signs in to MongoDB',
    () => ({ mongodbUrl: mongodbUrl().replace(/\/\/[^@]*@/, '//') }),
    'sign-in-refused',
    ['SALES_LEDGER_MONGODB_URL'],
  ],
  [
    'a member of an authority that is not trusted',
    () => ({ mongodbUrl: mongodbUrl({ tls: others.authority }) }),
    'certificate-not-trusted',
    ['certificate of a member of MongoDB', 'tlsCAFile'],
  ],
  [
    'a file of authorities for MongoDB that is not there',
    () => ({ mongodbUrl: mongodbUrl({ tls: '/nowhere/authority.pem' }) }),
    'certificates-unreadable',
    ['/nowhere/authority.pem'],
  ],
  [
    'a MongoDB with TLS that is asked without',
    () => ({ mongodbUrl: mongodbUrl({ tls: '' }) }),
    'server-unreachable',
    ['MongoDB does not answer', 'tls=true'],
  ],
];

describe('does not start, and says within a bound what to do, with', () => {
  it.each(wrong)('%s', async (_, flags, code, says) => {
    const begunMs = performance.now();
    const problem: unknown = await started(flags()).then(
      (standalone) => standalone.close(),
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ name: 'StartError', code });
    for (const words of says) expect(String(problem)).toContain(words);
    expect(String(problem)).not.toContain(user.password);
    const isSure = code === 'certificate-not-trusted';
    expect(performance.now() - begunMs).toBeLessThan(isSure ? sureMsMax : refusedMsMax);
  });
});
