// The topic of entries: created as a ledger needs it, checked at every start, and what it was created as stands in its first
// record. A topic that would lose entries or move ledgers to other partitions is refused, with the fix named.
import kafkajs, { type Admin } from 'kafkajs';
import { LogError } from '../event-log.js';
import { type Client, killableClient } from './client.js';
import { within } from './deadline.js';
import { readFailure } from './failure.js';
import { partitionHash } from './partition.js';
import { type PartitionReader } from './partition-reader.js';
import { type Genesis, genesisMessage, recordOf } from './record.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';

export type TopicPlan = { readonly topic: string; readonly partitions: number };

const replicasMax = 3;
const startMsMax = 20_000;
const servedMsMax = 10_000;
const askMs = 50;

type Setting = {
  readonly name: string;
  readonly wanted: string;
  readonly isRight: (value: string) => boolean;
};

const is = (name: string, wanted: string): Setting => ({
  name,
  wanted,
  isRight: (value) => value === wanted,
});
const atLeast = (name: string, least: number): Setting => ({
  name,
  wanted: String(least),
  isRight: (value) => Number(value) >= least,
});

function settingsFor(brokers: number): readonly Setting[] {
  return [
    is('cleanup.policy', 'delete'),
    is('retention.ms', '-1'),
    is('retention.bytes', '-1'),
    is('unclean.leader.election.enable', 'false'),
    atLeast('max.message.bytes', 1_000_000),
    atLeast('min.insync.replicas', brokers >= replicasMax ? 2 : 1),
  ];
}

/** @throws LogError `misconfigured` where the topic is not as it has to be, else `io` */
export async function demandTopic(
  connection: KafkaConnection,
  plan: TopicPlan,
  { reader, limits }: { readonly reader: PartitionReader; readonly limits: KafkaLimits },
): Promise<void> {
  const client = killableClient(connection, limits);
  const what = `the topic ${plan.topic} can't be made ready`;
  try {
    await within(startMsMax, what, ready({ client, reader }, plan));
  } catch (error) {
    throw readFailure(what, error);
  } finally {
    client.kill();
  }
}

/** What a start needs of Kafka. */
type Ready = { readonly client: Client; readonly reader: PartitionReader };

async function ready({ client, reader }: Ready, plan: TopicPlan): Promise<void> {
  const admin = client.kafka.admin();
  await admin.connect();
  const brokers = (await admin.describeCluster()).brokers.length;
  if (!(await admin.listTopics()).includes(plan.topic)) await create(admin, plan, brokers);
  await demandSettings(admin, plan, brokers);
  const partitions = await partitionsOf(admin, plan.topic);
  await served(reader);
  const genesis =
    (await genesisIn(reader)) ?? (await begin({ client, reader }, { plan, partitions }));
  demandGenesis(genesis, plan, partitions);
}

async function create(admin: Admin, plan: TopicPlan, brokers: number): Promise<void> {
  const settings = settingsFor(brokers).map(({ name, wanted }) => ({ name, value: wanted }));
  const replicationFactor = Math.min(replicasMax, brokers);
  const { topic, partitions: numPartitions } = plan;
  // False where another process was quicker.
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic, numPartitions, replicationFactor, configEntries: settings }],
  });
}

async function demandSettings(admin: Admin, { topic }: TopicPlan, brokers: number): Promise<void> {
  const asked = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic };
  const described = await admin.describeConfigs({ includeSynonyms: false, resources: [asked] });
  const entries = described.resources[0]?.configEntries ?? [];
  const values = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
  const wrong = settingsFor(brokers).filter(
    ({ name, isRight }) => !isRight(values.get(name) ?? 'unknown'),
  );
  if (wrong.length === 0) return;
  const found = wrong.map(({ name }) => `${name}=${values.get(name)}`).join(', ');
  const fix = wrong.map(({ name, wanted }) => `${name}=${wanted}`).join(',');
  throw misconfigured(
    `the topic ${topic} has ${found}; a ledger needs ${fix}. Set it with: ` +
      `kafka-configs.sh --alter --entity-type topics --entity-name ${topic} --add-config ${fix}`,
  );
}

async function partitionsOf(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions.length ?? 0;
}

/** A topic that was just created has a leader before that broker knows of it. */
async function served(reader: PartitionReader): Promise<void> {
  for (const until = performance.now() + servedMsMax; ;) {
    try {
      await reader.fetch(0, 0);
      return;
    } catch (error) {
      const mayCome = error instanceof LogError && error.retriable && performance.now() < until;
      if (!mayCome) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, askMs));
  }
}

/** The first record of partition 0; undefined where there is none yet. */
async function genesisIn(reader: PartitionReader): Promise<Genesis | undefined> {
  const [first] = (await reader.fetch(0, 0)).messages;
  if (first === undefined) return undefined;
  const record = recordOf(first);
  if (record.kind === 'genesis') return record.genesis;
  throw misconfigured(
    `the first record of the topic is not the one that says how it was created: it was not made by this ` +
      `program, or its first records were deleted. Choose another topic prefix, or restore the topic`,
  );
}

async function begin(
  { client, reader }: Ready,
  { plan, partitions }: { readonly plan: TopicPlan; readonly partitions: number },
): Promise<Genesis> {
  const producer = client.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const message = genesisMessage({ partitions, hash: partitionHash });
  await producer.send({ topic: plan.topic, acks: -1, messages: [message] });
  // Of several processes that begin at once the first one's counts; they say the same or one of them refuses.
  const genesis = await genesisIn(reader);
  if (genesis === undefined) throw new Error('its first record does not come back');
  return genesis;
}

function demandGenesis(genesis: Genesis, plan: TopicPlan, partitions: number): void {
  const { topic } = plan;
  if (genesis.hash !== partitionHash) {
    throw misconfigured(
      `the topic ${topic} spreads ledgers by ${genesis.hash}, this release by ${partitionHash}: use the release that created it`,
    );
  }
  if (genesis.partitions !== partitions) {
    throw misconfigured(
      `the topic ${topic} was created with ${genesis.partitions} partitions and has ${partitions} now, so that ledgers ` +
        `would be looked for in other ones: move the ledgers to a new topic by export and import`,
    );
  }
  if (genesis.partitions !== plan.partitions) {
    throw misconfigured(
      `the topic ${topic} has ${genesis.partitions} partitions, ${plan.partitions} are configured: set the number of ` +
        `partitions to ${genesis.partitions}, or choose another topic prefix`,
    );
  }
}

function misconfigured(message: string): LogError {
  return new LogError('misconfigured', message, 'not-appended', false);
}
