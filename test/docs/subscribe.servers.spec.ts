// docs/how-to/subscribe on a real topic: its snippets, and its consumers killed, lied to, and shown what was aborted.
import { kafkaEventLog } from '@ledger/event-log/kafka/event-log.js';
import { entryMessage } from '@ledger/event-log/kafka/record.js';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { leafHash } from '@ledger/integrity';
import { type EntryRecord, firstPrevHash } from '@ledger/ledger';
import { Ajv } from 'ajv';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type EachMessagePayload, Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { kcatPath, pythonPath } from '../servers/clients.js';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';
import {
  expectAnswer,
  expectSame,
  pageOf,
  readAlong,
  snippetsOf,
  startBooks,
  toRead,
} from './testing.js';

const page = 'subscribe.md';
const chinese = 'subscribe.zh-CN.md';
const patienceMs = 240_000;
/** One that is killed is missed after this long, and waited for by the next: the shortest that brokers take by themselves. */
const sessionMs = 6_000;
const brokers = (): string => kafkaBrokers().join(',');
const types = ['sales.DealWon.v1', 'sales.DealLost.v1', 'sales.TargetSet.v1'] as const;

let clients: { readonly PATH: string; readonly PYTHONPATH: string };
let folder: string;

beforeAll(async () => {
  clients = {
    PATH: `${await kcatPath()}${process.env['PATH'] ?? ''}`,
    PYTHONPATH: await pythonPath(),
  };
  folder = await mkdtemp(join(tmpdir(), 'sales-ledger-subscribe-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const { name, text } of snippetsOf(pageOf(page))) {
    if (name === undefined) continue;
    await writeFile(join(folder, name), `${text.replace('10_000', String(sessionMs))}\n`);
  }
}, patienceMs);
afterAll(() => rm(folder, { recursive: true }));

describe('the page', () => {
  it.each(toRead(page, chinese))(
    '%s shows what happens',
    async (name) => {
      const installation = freshName('how-to');
      const books = await mkdtemp(join(tmpdir(), 'sales-ledger-books-'));
      const env = {
        ...clients,
        SALES_LEDGER_KAFKA_BROKERS: brokers(),
        SALES_LEDGER_KAFKA_TOPIC_PREFIX: `${installation}.`,
        SALES_LEDGER_KAFKA_PARTITIONS: '2',
        SALES_LEDGER_INSTALLATION: installation,
        SALES_LEDGER_MONGODB_URL: databaseUrl(installation),
        SALES_LEDGER_LOG_LEVEL: 'fatal',
      };
      const places = {
        '127.0.0.1:9092': brokers(),
        'topic=sales.entries': `topic=${installation}.sales.entries`,
        'mongodb://127.0.0.1:27017/tally?replicaSet=rs0': databaseUrl(`${installation}-tally`),
      };
      try {
        await startBooks({ data: join(books, 'data'), env });
        const lang = name === page ? 'C' : 'zh_CN.UTF-8';
        const answers = await readAlong({
          page: name,
          books: join(books, 'data'),
          lang,
          env,
          places,
        });
        expect(answers).toHaveLength(5);
        for (const answer of answers) expectAnswer(answer);
      } finally {
        await rm(books, { recursive: true });
      }
    },
    patienceMs,
  );

  it.each([page, chinese])('%s shows the same, and names the versions that are tried', (name) => {
    expectSame(page, name);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly dependencies: { readonly [library: string]: string };
    };
    for (const library of ['kafkajs', 'mongodb']) {
      expect(pageOf(name)).toContain(`${library}@${dependencies[library]}`);
    }
    const [client] = /^confluent-kafka==\S+/m.exec(
      readFileSync('test/docs/requirements.txt', 'utf8'),
    ) ?? [''];
    expect(pageOf(name)).toContain(client);
  });
});

/** A chain as an outsider makes it; `more` makes entries long, so that they come in several batches. */
function chained(count: number, more = 0): readonly EntryRecord[] {
  const entries: EntryRecord[] = [];
  let prevhash = firstPrevHash;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const bytes = lineOf(sequence, prevhash, more);
    prevhash = leafHash(bytes);
    entries.push({ ledger: 'acme', sequence, bytes });
  }
  return entries;
}

function lineOf(entry: number, prevhash: string, more = 0): Buffer {
  const type = types[entry % types.length];
  return Buffer.from(JSON.stringify({ entry, type, prevhash, data: { note: '记'.repeat(more) } }));
}

const client = (): Kafka => new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });

type Planted = { readonly entries: readonly EntryRecord[]; readonly isAborted?: boolean };

/** In transactions of our own, so that anything can be written, and taken back. */
async function plant(topic: string, ...parts: readonly Planted[]): Promise<void> {
  const producer = client().producer({
    transactionalId: freshName('liar'),
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  try {
    for (const { entries, isAborted } of parts) {
      const transaction = await producer.transaction();
      const messages = entries.map((entry) => entryMessage(entry, 0));
      await transaction.send({ topic, messages });
      await (isAborted === true ? transaction.abort() : transaction.commit());
    }
  } finally {
    await producer.disconnect();
  }
}

async function emptyTopic(): Promise<string> {
  const topic = freshName('planted');
  const admin = client().admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  return topic;
}

/** A topic as our log writes it, with its own records, and what another one wrote and took back between them. */
async function recorded(entries: readonly EntryRecord[]): Promise<string> {
  const installation = freshName('subscribe');
  const topic = `${installation}.sales.entries`;
  for (let from = 0; from < entries.length; from += 500) {
    const log = await kafkaEventLog({
      connection: { brokers: kafkaBrokers() },
      installation,
      topicPrefix: `${installation}.`,
      partitions: 1,
      index: memoryEntryIndex(),
    });
    await log.takeOver(0);
    await log.append(0, entries.slice(from, from + 500));
    await log.close();
    const next = entries[from + 499]?.sequence ?? 0;
    const rumour = { ledger: 'acme', sequence: next + 1, bytes: lineOf(next + 1, 'never') };
    await plant(topic, { entries: [rumour, ...entries.slice(0, 2)], isAborted: true });
  }
  return topic;
}

type Consumer = {
  readonly program: string;
  readonly file: string;
  /** Where it keeps its result. */
  store(name: string): string;
  read(store: string): Promise<Kept>;
};

/** How many entries of each type, and the last one's number and hash. */
type Kept = { readonly tally: { readonly [type: string]: number }; readonly last: unknown };

const node: Consumer = {
  program: process.execPath,
  file: 'subscribe.mjs',
  store: databaseUrl,
  read: async (url) => {
    const mongo = await MongoClient.connect(url);
    try {
      const tally = await mongo
        .db()
        .collection<{ _id: string; count: number }>('tally')
        .find()
        .toArray();
      const [place] = await mongo.db().collection('places').find().toArray();
      return {
        tally: Object.fromEntries(tally.map(({ _id, count }) => [_id, count])),
        last: place?.['ledgers']?.acme,
      };
    } finally {
      await mongo.close();
    }
  },
};

const readTally = `
import json, sqlite3, sys
store = sqlite3.connect(sys.argv[1])
entry, leaf = store.execute("SELECT entry, leaf FROM mark WHERE ledger = 'acme'").fetchone()
tally = dict(store.execute("SELECT type, count FROM tally"))
print(json.dumps({"tally": tally, "last": {"entry": entry, "leaf": leaf}}))
`;

const python: Consumer = {
  program: 'python3',
  file: 'subscribe.py',
  store: (name) => join(folder, `${name}.db`),
  read: async (store) => {
    const { stdout } = spawnSync('python3', ['-c', readTally, store], { encoding: 'utf8' });
    return JSON.parse(stdout) as Kept;
  },
};

type Ran = { readonly said: string; readonly complained: string; readonly code: number | null };

type Run = {
  readonly topic: string;
  readonly store: string;
  /** Killed with SIGKILL once it has said this; else it ends by itself. */
  readonly until: (said: string) => boolean;
};

async function run({ program, file }: Consumer, { topic, store, until }: Run): Promise<Ran> {
  const env = { ...process.env, ...clients, NODE_OPTIONS: '' };
  const child: ChildProcess = spawn(program, [file, brokers(), topic, store], { cwd: folder, env });
  let [said, complained] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (until(said)) child.kill('SIGKILL');
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (complained += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { said, complained, code };
}

function tallyOf(entries: readonly EntryRecord[]): Kept {
  const tally: { [type: string]: number } = {};
  for (const { sequence } of entries) {
    const type = types[sequence % types.length] ?? '';
    tally[type] = (tally[type] ?? 0) + 1;
  }
  const last = entries.at(-1);
  return { tally, last: { entry: last?.sequence, leaf: leafHash(last?.bytes ?? Buffer.alloc(0)) } };
}

describe.each([node, python])('$file', (consumer) => {
  it(
    'counts every entry once, killed again and again, and none that was aborted',
    async () => {
      const entries = chained(2_400, 600);
      const topic = await recorded(entries);
      const store = consumer.store(freshName('tally'));
      let kills = 0;
      for (;;) {
        const { said, code, complained } = await run(consumer, {
          topic,
          store,
          until: (words) => words.includes('\n'),
        });
        expect([code, complained]).toEqual([null, '']);
        if (said.includes(`entry ${entries.length}\n`)) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(2);
      expect(await consumer.read(store)).toEqual(tallyOf(entries));
    },
    patienceMs,
  );

  it(
    'drops what it has had, and what was aborted before anything else',
    async () => {
      const entries = chained(6);
      const topic = await emptyTopic();
      const [one, two, three] = [entries.slice(0, 3), entries.slice(1, 2), entries.slice(2)];
      await plant(
        topic,
        { entries: entries.slice(3, 4), isAborted: true },
        { entries: one },
        { entries: two },
      );
      await plant(topic, { entries: three });
      const store = consumer.store(freshName('tally'));
      await run(consumer, { topic, store, until: (said) => said.includes('entry 6\n') });
      expect(await consumer.read(store)).toEqual(tallyOf(entries));
    },
    patienceMs,
  );

  const others = chained(5, 3);
  it.each<
    readonly [
      string,
      (entries: readonly EntryRecord[]) => readonly (EntryRecord | undefined)[],
      string,
    ]
  >([
    [
      'an entry is missing',
      (entries) => [entries[3], entries[4]],
      'entry 4 does not follow entry 2',
    ],
    ['there is a fork', () => [others[1]], 'entry 2 does not follow entry 2'],
    ['an entry was altered', () => [others[2]], 'entry 3 does not follow entry 2'],
  ])(
    'halts where %s, keeps what came before, and halts there again',
    async (_, wrong, told) => {
      const entries = chained(5);
      const topic = await emptyTopic();
      const bad = wrong(entries).filter((one) => one !== undefined);
      await plant(topic, { entries: [...entries.slice(0, 2), ...bad, ...entries.slice(2)] });
      const store = consumer.store(freshName('tally'));
      for (let times = 1; times <= 2; times += 1) {
        const { code, complained } = await run(consumer, { topic, store, until: () => false });
        expect([code, complained]).toEqual([1, expect.stringContaining(told)]);
        expect(await consumer.read(store)).toEqual(tallyOf(entries.slice(0, 2)));
      }
    },
    patienceMs,
  );
});

describe('kcat', () => {
  it(
    'reads the bytes of every entry, and nothing that was aborted or is the writers’ own',
    async () => {
      const entries = chained(700);
      const topic = await recorded(entries);
      const line =
        snippetsOf(pageOf(page)).find(({ text }) => text.startsWith('kcat '))?.text ?? '';
      const env = { ...process.env, ...clients, kafka: brokers(), topic };
      const options = { env, encoding: 'utf8', maxBuffer: 10_000_000 } as const;
      const { stdout, stderr, status } = spawnSync('bash', ['-c', line], options);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout.split('\n').slice(0, -1)).toEqual(
        entries.map(({ bytes }) => `4 acme ${Buffer.from(bytes).toString()}`),
      );
      const unfiltered = spawnSync('bash', ['-c', line.replace(/ \|.*/, '')], options).stdout;
      expect(unfiltered.match(/^-1 /gm)).toHaveLength(3);
      const uncommitted = line.replace('read_committed', 'read_uncommitted');
      expect(spawnSync('bash', ['-c', uncommitted], options).stdout).toContain(
        '"prevhash":"never"',
      );
    },
    patienceMs,
  );
});

type Message = {
  readonly headers: object;
  readonly payload: object;
  readonly bindings: { readonly kafka: { readonly key: object } };
};

/** The messages of the topic that are no entries, by name, and one that is. */
function messagesOf(type: string): ReadonlyMap<string, Message> {
  const { components } = JSON.parse(readFileSync('docs/reference/asyncapi.json', 'utf8')) as {
    readonly components: { readonly messages: { readonly [name: string]: Message } };
  };
  const names = [type, 'writer-opened', 'genesis'];
  return new Map(
    names.flatMap((name) => {
      const message = components.messages[name];
      return message === undefined ? [] : [[name, message] as const];
    }),
  );
}

describe('the AsyncAPI document', () => {
  it(
    'tells key and headers of every record that stands in the topic, and its own ones whole',
    async () => {
      const topic = await recorded(chained(3));
      const ajv = new Ajv({ strict: false });
      const messages = [...messagesOf(types[0])].map(([name, { headers, payload, bindings }]) => ({
        name,
        fits: ajv.compile({
          type: 'object',
          properties: {
            key: bindings.kafka.key,
            headers,
            ...(name === types[0] ? {} : { payload }),
          },
          required: ['key', 'headers', 'payload'],
        }),
      }));
      const records = await recordsIn(topic, 5);
      const found = records.map((record) =>
        messages.filter(({ fits }) => fits(record)).map(({ name }) => name),
      );
      const entry = [types[0]];
      expect(found).toEqual([['genesis'], ['writer-opened'], entry, entry, entry]);
    },
    patienceMs,
  );
});

/** So many records from the topic's beginning on, with headers and values as text and JSON. */
async function recordsIn(topic: string, count: number): Promise<readonly object[]> {
  const consumer = client().consumer({ groupId: freshName('records') });
  const records: object[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachMessage = async ({ message }: EachMessagePayload): Promise<void> => {
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [
          name,
          String(value),
        ]);
        const key = message.key === null ? null : String(message.key);
        const payload: unknown = JSON.parse(String(message.value));
        records.push({ key, headers: Object.fromEntries(headers), payload });
        if (records.length === count) resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}
