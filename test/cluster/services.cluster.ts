// A whole installation on three brokers and three members, of which one goes away under load: every answer is true, and all goes
// on without a hand. CLUSTER_TIMES=own leaves Kafka and MongoDB their own time-outs.
import { jest } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { partitionOf } from '../../libs/event-log/src/kafka/partition.js';
import { type Place } from '../../libs/event-log/src/kafka/partition-reader.js';
import { Installation, partitions } from '../e2e/installation.js';
import { type Api } from '../e2e/testing.js';
import { type Acme, openAcme, recoveryMsMax, until, verified } from '../faults/acme.js';
import { Load, lasting } from '../faults/load.js';
import { type KafkaCluster, startKafkaCluster } from '../servers/kafka.js';
import { type MongodbSet, startReplicaSet } from '../servers/mongodb.js';
import { type Server } from '../servers/server.js';
import { coordinatorOf, leaderOf, primaryOf } from './places.js';
import { Answers, hasOwnTimes, interruptedMsMax, noticedMs, tell } from './times.js';

jest.setTimeout(300_000);

describe('an installation on three brokers and three members', () => {
  let kafka: KafkaCluster;
  let mongodb: MongodbSet;
  let installation: Installation;
  let load: Load;
  let queries: Api;
  let acme: Acme;
  let client: MongoClient;
  beforeAll(async () => {
    [kafka, mongodb] = await Promise.all([
      startKafkaCluster({ hasOwnTimes }),
      startReplicaSet({ hasOwnTimes }),
    ]);
    const mongodbUrl = mongodb.url.replace('/?', '/cluster?');
    client = new MongoClient(mongodb.url);
    installation = await Installation.begin({ brokers: kafka.brokers, mongodbUrl });
    const commands = [
      (await installation.start('command')).api,
      (await installation.start('command')).api,
    ] as const;
    await installation.start('projection');
    ({ api: queries } = await installation.start('query'));
    acme = await openAcme(commands[0], queries);
    load = new Load({ commands, queries: [queries] }, acme.salesperson);
  });
  afterAll(async () => {
    await load?.stop();
    await installation?.end();
    await client?.close();
    await Promise.all([kafka?.stop(), mongodb?.stop()]);
  });

  const places: readonly (readonly [string, () => Promise<Server>])[] = [
    ['the leader of the log', () => leaderOf(kafka, placeOf(installation))],
    ['the coordinator of the services', () => coordinatorOf(kafka, 'group', groupOf(installation))],
    ['the primary of MongoDB', () => primaryOf(mongodb, client)],
  ];

  it.each(places)('goes on without %s, killed', async (name, find) => {
    const server = await find();
    await borne(`${name} is killed`, {
      fault: () => server.kill('SIGKILL'),
      end: () => server.restart(),
    });
  });

  it.each(places)('goes on without %s, stopped', async (name, find) => {
    const server = await find();
    await borne(`${name} is stopped`, {
      fault: () => server.kill('SIGSTOP'),
      end: () => server.kill('SIGCONT'),
    });
  });

  it('goes on with another primary of MongoDB after an election', async () => {
    await borne('the primary of MongoDB steps down', {
      fault: async () => {
        await client.db('admin').command({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 });
      },
      end: () => Promise.resolve(),
    });
  });

  async function borne(
    name: string,
    { fault, end }: { readonly fault: () => Promise<void>; readonly end: () => Promise<void> },
  ): Promise<void> {
    load.start();
    await answered(50);
    const answers = new Answers(() => load.acknowledged.size);
    await fault();
    await Promise.all([lasting(2 * noticedMs), answered(100)]);
    await end();
    await answered(50);
    const waitedMs = answers.longestGapMs();
    await load.stop();
    await load.settleAll(recoveryMsMax);
    const { entries } = await verified(queries, recoveryMsMax);
    tell(name, { waitedMs, entries, told: Object.fromEntries(load.told) });
    load.told.clear();
    expect(load.faults).toEqual([]);
    expect(entries).toBe(load.acknowledged.size + acme.entries);
    expect(waitedMs).toBeLessThan(interruptedMsMax);
  }

  async function answered(more: number): Promise<void> {
    const enough = load.acknowledged.size + more;
    await until(`${enough} commands are answered`, () => load.acknowledged.size >= enough);
  }
});

/** Where the ledger is. */
const placeOf = ({ name }: Installation): Place => ({
  topic: `${name}.sales.entries`,
  partition: partitionOf('acme', partitions),
});

/** In which the command services share the partitions out. */
const groupOf = ({ name }: Installation): string => `${name}.${name}.sales.commands`;
