// Topics of what is of use for minutes only: requests and replies between services. Nothing in them is a record.
import { type Admin } from 'kafkajs';
import { LogError } from '../event-log.js';
import { killableClient } from './client.js';
import { within } from './deadline.js';
import { readFailure } from './failure.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';
import { type TopicPlan } from './topic.js';

const hourMs = 3_600_000;
const replicasMax = 3;
const startMsMax = 20_000;

/** @throws LogError `misconfigured` where a topic is there with another number of partitions, else `io` */
export async function demandTransientTopics(
  connection: KafkaConnection,
  plans: readonly TopicPlan[],
  limits: KafkaLimits,
): Promise<void> {
  const client = killableClient(connection, limits);
  const what = `the topics ${plans.map(({ topic }) => topic).join(' and ')} can't be made ready`;
  try {
    await within(startMsMax, what, ready(client.kafka.admin(), plans));
  } catch (error) {
    throw readFailure(what, error);
  } finally {
    client.kill();
  }
}

async function ready(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  await admin.connect();
  const brokers = (await admin.describeCluster()).brokers.length;
  const known = new Set(await admin.listTopics());
  const settings = { 'cleanup.policy': 'delete', 'retention.ms': String(hourMs) };
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const replicationFactor = Math.min(replicasMax, brokers);
  const missing = plans.filter(({ topic }) => !known.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions: numPartitions }) => ({
        topic,
        numPartitions,
        replicationFactor,
        configEntries,
      })),
    });
  }
  await demandPartitions(admin, plans);
}

async function demandPartitions(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: plans.map(({ topic }) => topic) });
  for (const { topic, partitions } of plans) {
    const found = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
    if (found === partitions) continue;
    const message =
      `the topic ${topic} has ${found} partitions and the log has ${partitions}: delete it, ` +
      `it holds nothing that is needed, and start again`;
    throw new LogError('misconfigured', message, 'not-appended', false);
  }
}
