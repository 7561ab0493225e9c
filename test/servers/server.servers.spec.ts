// What a fault test does to a server of its own.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { startKafka } from './kafka.js';
import { startMongodb } from './mongodb.js';
import { freePort } from './ports.js';
import { type Place, type Server } from './server.js';

type Kept = { write(name: string): Promise<void>; names(): Promise<readonly string[]> };
type Tried = { readonly server: Server; readonly kept: Kept };

const kinds: readonly [string, (place: Place) => Promise<Tried>][] = [
  ['a Kafka broker', kafkaIn],
  ['a mongod', mongodbIn],
];

describe.each(kinds)('%s', (_, startIn) => {
  let folder: string;
  let port: number;
  let tried: Tried;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-faults-'));
    port = await freePort();
    tried = await startIn({ folder, port });
    await tried.kept.write('before');
  });
  afterAll(async () => {
    await tried?.server.stop();
    await rm(folder, { recursive: true });
  });

  it('that is killed and started again has its port and its data', async () => {
    const { server, kept } = tried;
    const first = server.pid();
    await server.kill('SIGKILL');
    expect(() => process.kill(first, 0)).toThrow('ESRCH');
    await server.kill('SIGCONT'); // nobody is there to get it

    await server.restart();
    expect(server.pid()).not.toBe(first);
    await kept.write('after');
    expect(await kept.names()).toEqual(['after', 'before']);
  });

  it('that is paused answers nothing, and then what it was asked', async () => {
    const { server, kept } = tried;
    await server.kill('SIGSTOP');
    const asked = kept.names();
    const waited = new Promise((over) => setTimeout(() => over('no answer'), 500));
    expect(await Promise.race([asked, waited])).toBe('no answer');

    await server.kill('SIGCONT');
    expect(await asked).toContain('before');
  });

  it('that is stopped leaves the folder it was given, and starts there again', async () => {
    await tried.server.stop();
    expect(existsSync(folder)).toBe(true);
    tried = await startIn({ folder, port });
    expect(await tried.kept.names()).toContain('before');
  });
});

async function kafkaIn(place: Place): Promise<Tried> {
  const server = await startKafka(place);
  const once = async <T>(ask: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = new Kafka({ brokers: [...server.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    return ask(admin).finally(() => admin.disconnect());
  };
  return {
    server,
    kept: {
      write: (topic) =>
        once(async (admin) => void (await admin.createTopics({ topics: [{ topic }] }))),
      names: () => once(async (admin) => (await admin.listTopics()).sort()),
    },
  };
}

async function mongodbIn(place: Place): Promise<Tried> {
  const server = await startMongodb(place);
  const once = async <T>(ask: (client: MongoClient) => Promise<T>): Promise<T> => {
    const client = new MongoClient(server.url);
    return ask(client).finally(() => client.close());
  };
  return {
    server,
    kept: {
      write: (name) =>
        once(async (client) => void (await client.db('kept').createCollection(name))),
      names: () =>
        once(async (client) => {
          const collections = await client.db('kept').listCollections().toArray();
          return collections.map(({ name }) => name).sort();
        }),
    },
  };
}
