// A mongod for tests: a replica set of one, for transactions need a replica set; or one of three.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import { type Certificates, type User } from './certificates.js';
import { contained, dockerAnswers } from './docker.js';
import { obtained } from './obtained.js';
import { freePort } from './ports.js';
import { type Place, type Runs, type Server, serve } from './server.js';

export type MongodbServer = Server & { readonly url: string };

export type MongodbMember = Server & { readonly host: string };

export type MongodbSet = {
  readonly url: string;
  readonly members: readonly MongodbMember[];
  stop(): Promise<void>;
};

const image = 'mongo:8';
const replicaSet = 'rs0';
const advice =
  'The tests need MongoDB. Either install Python 3 with pip (Linux on x86-64 only; on Debian: apt install python3-pip), ' +
  'with the network the first time; or start Docker; or name a replica set of your own: ' +
  'MONGODB_URL=mongodb://host:port/?replicaSet=name.';

/** With TLS, and for this user only, who may do everything. */
export type Secured = { readonly certificates: Certificates; readonly user: User };

/**
 * A secured one runs without Docker, for its certificates are files of this machine.
 * @param place `alone`: without a replica set, which the product refuses
 */
export async function startMongodb(
  place: Place & { readonly alone?: boolean; readonly secured?: Secured } = {},
): Promise<MongodbServer> {
  const port = place.port ?? (await freePort());
  const alone = place.alone === true;
  const { secured } = place;
  const words = wordsOf(port).slice(alone ? 2 : 0);
  const runs = async (): Promise<Runs> =>
    place.folder === undefined && secured === undefined && dockerAnswers()
      ? contained({ name: 'mongodb', image, port, words: [...words, '--bind_ip_all'] })
      : { ...(await mongod(words, secured)), folder: place.folder };
  const server = await serve({ runs, answers: () => leads(port, { alone, secured }), advice });
  const query = alone ? '' : `?replicaSet=${replicaSet}`;
  return { ...server, url: `mongodb://127.0.0.1:${port}/${query}` };
}

/**
 * A replica set of three, without Docker: its members reach one another on this machine's own address.
 * @param hasOwnTimes how long it takes to notice that the primary is gone is MongoDB's default, 10 s
 */
export async function startReplicaSet({ hasOwnTimes = false } = {}): Promise<MongodbSet> {
  const ports = [await freePort(), await freePort(), await freePort()];
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const answers = (port: number) => () =>
    directly(port, undefined, async (client) => {
      await client.db('admin').command({ hello: 1 });
    });
  const starting = ports.map(async (port): Promise<MongodbMember> => {
    const runs = (): Promise<Runs> => mongod(wordsOf(port), undefined);
    const server = await serve({ runs, answers: answers(port), advice });
    return { ...server, host: `127.0.0.1:${port}` };
  });
  const started = await Promise.allSettled(starting);
  const members = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.stop()));
  };
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    const settings = hasOwnTimes ? {} : { electionTimeoutMillis: 2_000 };
    await directly(ports[0] ?? 0, undefined, async (client) => {
      const config = {
        _id: replicaSet,
        settings,
        members: hosts.map((host, _id) => ({ _id, host })),
      };
      await client.db('admin').command({ replSetInitiate: config });
    });
    const url = `mongodb://${hosts.join(',')}/?replicaSet=${replicaSet}`;
    await elected(url);
    return { url, members, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves once the set has a primary that can be written to. */
async function elected(url: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 60_000 });
  try {
    await client
      .db('admin')
      .collection('begun')
      .insertOne({}, { writeConcern: { w: 3 } });
  } finally {
    await client.close();
  }
}

function wordsOf(port: number): readonly string[] {
  return ['--replSet', replicaSet, '--port', String(port), '--wiredTigerCacheSizeGB', '0.25'];
}

/** What members of a replica set sign in to one another with. */
const keyFileIn = (folder: string): string => join(folder, 'members.key');

function securityOf({ certificates }: Secured, folder: string): readonly string[] {
  return [
    ...['--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', certificates.server],
    ...['--tlsCAFile', certificates.authority, '--tlsAllowConnectionsWithoutCertificates'],
    ...['--auth', '--keyFile', keyFileIn(folder)],
  ];
}

async function mongod(words: readonly string[], secured: Secured | undefined): Promise<Runs> {
  const list = 'test/servers/requirements.txt';
  const home = await obtained({
    name: 'mongodb',
    list,
    fetch: (folder) => [
      ...(['python3', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'] as const),
      ...['--no-deps', '--only-binary', ':all:', '--require-hashes'],
      ...['--requirement', list, '--target', folder],
    ],
  });
  const data = (folder: string): string => join(folder, 'data');
  return {
    name: 'mongodb',
    prepare: (folder) => {
      mkdirSync(data(folder), { recursive: true });
      if (secured !== undefined) {
        writeFileSync(keyFileIn(folder), randomBytes(48).toString('base64'), { mode: 0o600 });
      }
      return [];
    },
    command: (folder) => [
      join(home, 'fiftyone/db/bin/mongod'),
      ...[...words, '--bind_ip', '127.0.0.1', '--nounixsocket', '--dbpath', data(folder)],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      ...(secured === undefined ? [] : securityOf(secured, folder)),
    ],
    signal: process.kill,
  };
}

/** Makes it a replica set the first time, and rejects until it has elected itself. */
async function leads(
  port: number,
  { alone, secured }: { readonly alone: boolean; readonly secured: Secured | undefined },
): Promise<void> {
  await directly(port, secured, async (client) => {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['setName'] === undefined && !alone) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
      await admin.command({ replSetInitiate: { _id: replicaSet, members } });
    }
    if (hello['isWritablePrimary'] !== true) throw new Error('it has not elected itself yet');
    if (secured !== undefined) await createUser(client, secured.user);
  });
}

/** Whatever the member's place in its set. */
async function directly(
  port: number,
  secured: Secured | undefined,
  work: (client: MongoClient) => Promise<void>,
): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1_000,
    connectTimeoutMS: 1_000,
    ...(secured === undefined ? {} : { tls: true, tlsCAFile: secured.certificates.authority }),
  });
  try {
    await work(client);
  } finally {
    await client.close();
  }
}

/** Whoever comes from this machine may make the first user without signing in, and nothing else from then on. */
async function createUser(client: MongoClient, { name, password }: User): Promise<void> {
  try {
    await client.db('admin').command({ createUser: name, pwd: password, roles: ['root'] });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.codeName === 'Unauthorized')) throw error;
  }
}
