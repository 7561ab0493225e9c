// A mongod for tests: a replica set of one, for transactions need a replica set.
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
  const words = [
    ...(alone ? [] : ['--replSet', replicaSet]),
    ...['--port', String(port), '--wiredTigerCacheSizeGB', '0.25'],
  ];
  const runs = async (): Promise<Runs> =>
    place.folder === undefined && secured === undefined && dockerAnswers()
      ? contained({ name: 'mongodb', image, port, words: [...words, '--bind_ip_all'] })
      : { ...(await mongod(words, secured)), folder: place.folder };
  const server = await serve({ runs, answers: () => leads(port, { alone, secured }), advice });
  const query = alone ? '' : `?replicaSet=${replicaSet}`;
  return { ...server, url: `mongodb://127.0.0.1:${port}/${query}` };
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
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: 1_000,
    connectTimeoutMS: 1_000,
    ...(secured === undefined ? {} : { tls: true, tlsCAFile: secured.certificates.authority }),
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['setName'] === undefined && !alone) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
      await admin.command({ replSetInitiate: { _id: replicaSet, members } });
    }
    if (hello['isWritablePrimary'] !== true) throw new Error('it has not elected itself yet');
    if (secured !== undefined) await createUser(client, secured.user);
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
