// The topic of entries: created as a ledger needs it, checked at every start, and what it was created as stands in its first
// record. A topic that would lose entries or move ledgers to other partitions is refused, with the fix named.
import { randomUUID } from 'node:crypto';
import { type Admin } from 'kafkajs';
import { type EntryIndex } from '../entry-index.js';
import { LogError } from '../event-log.js';
import { type Administering, administered } from './administered.js';
import { type Described, appeared, brokerCount, described } from './described.js';
import { partitionHash } from './partition.js';
import { type PartitionReader } from './partition-reader.js';
import { type Genesis, genesisMessage, recordOf } from './record.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';
import {
  type TopicSetting,
  atLeast,
  copiesMax,
  copiesOn,
  configEntriesOf,
  demandCopies,
  demandSettings,
  is,
} from './topic-settings.js';
import { misconfigured, topicTexts } from './topic.texts.js';

export type TopicPlan = { readonly topic: string; readonly partitions: number };

export const answerMsMax = 10_000;
const servedMsMax = 10_000;
const askMs = 50;

function settingsFor(brokers: number): readonly TopicSetting[] {
  return [
    is('cleanup.policy', 'delete'),
    is('retention.ms', '-1'),
    is('retention.bytes', '-1'),
    is('unclean.leader.election.enable', 'false'),
    atLeast('max.message.bytes', 1_000_000),
    atLeast('min.insync.replicas', brokers >= copiesMax ? 2 : 1),
  ];
}

/**
 * @returns how it was begun
 * @throws LogError `misconfigured` where the topic is not as it has to be, else `io`
 */
export async function demandTopic(
  connection: KafkaConnection,
  plan: TopicPlan,
  { reader, limits }: { readonly reader: PartitionReader; readonly limits: KafkaLimits },
): Promise<Genesis> {
  const what = `the topic ${plan.topic} can't be made ready`;
  return administered({ connection, limits, what }, (administering) =>
    ready({ ...administering, reader }, plan),
  );
}

/** What a start needs of Kafka. */
type Ready = Administering & { readonly reader: PartitionReader };

async function ready(start: Ready, plan: TopicPlan): Promise<Genesis> {
  const { admin, cluster, reader } = start;
  const asking = { cluster, waitMsMax: answerMsMax };
  const found = (await described(asking, plan.topic)) ?? (await created(start, plan));
  demandCopies(plan.topic, found);
  await demandSettings(admin, plan.topic, settingsFor(found.brokers));
  const partitions = found.partitions.length;
  await served(reader);
  const genesis =
    (await genesisIn(reader, plan.topic)) ?? (await begin(start, { plan, partitions }));
  demandGenesis(genesis, plan, partitions);
  return genesis;
}

async function created({ admin, cluster }: Ready, plan: TopicPlan): Promise<Described> {
  const asking = { cluster, waitMsMax: answerMsMax };
  await create(admin, plan, await brokerCount(asking));
  return appeared(asking, plan.topic);
}

async function create(admin: Admin, plan: TopicPlan, brokers: number): Promise<void> {
  const configEntries = configEntriesOf(settingsFor(brokers));
  const replicationFactor = copiesOn(brokers);
  const { topic, partitions: numPartitions } = plan;
  // False where another process was quicker.
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic, numPartitions, replicationFactor, configEntries }],
  });
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
async function genesisIn(reader: PartitionReader, topic: string): Promise<Genesis | undefined> {
  const [first] = (await reader.fetch(0, 0)).messages;
  if (first === undefined) return undefined;
  const record = recordOf(first);
  if (record.kind === 'genesis') return record.genesis;
  throw misconfigured(topicTexts.notOurs, { topic });
}

async function begin(
  { client, reader }: Ready,
  { plan, partitions }: { readonly plan: TopicPlan; readonly partitions: number },
): Promise<Genesis> {
  const producer = client.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const message = genesisMessage({ partitions, hash: partitionHash, id: randomUUID() });
  await producer.send({ topic: plan.topic, acks: -1, messages: [message] });
  // Of several processes that begin at once the first one's counts; they say the same or one of them refuses.
  const genesis = await genesisIn(reader, plan.topic);
  if (genesis === undefined) throw new Error('its first record does not come back');
  return genesis;
}

function demandGenesis(genesis: Genesis, plan: TopicPlan, found: number): void {
  const { topic, partitions: wanted } = plan;
  if (genesis.hash !== partitionHash) {
    const values = { topic, found: genesis.hash, wanted: partitionHash };
    throw misconfigured(topicTexts.hashDiffers, values);
  }
  if (genesis.partitions !== found) {
    throw misconfigured(topicTexts.partitionsAdded, { topic, wanted: genesis.partitions, found });
  }
  if (found !== wanted) throw misconfigured(topicTexts.partitionsDiffer, { topic, found, wanted });
}

/** What tells the log from every other one; a topic that was begun before logs had ids is known by its name. */
export function logIdOf(genesis: Genesis, topic: string): string {
  return genesis.id === '' ? topic : genesis.id;
}

/** @throws LogError `misconfigured` where its positions and entries are another log's */
export async function demandOwnIndex(index: EntryIndex, topic: string, id: string): Promise<void> {
  if ((await index.claimedBy(id)) !== id) {
    throw misconfigured(topicTexts.indexOfAnotherLog, { topic });
  }
}
