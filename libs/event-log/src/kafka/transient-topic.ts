// Topics of what is of use for minutes only: requests and replies between services. Nothing in them is a record.
import { type Admin } from 'kafkajs';
import { administered } from './administered.js';
import { brokerCount } from './broker-count.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';
import {
  type TopicSetting,
  atLeast,
  configEntriesOf,
  copiesOn,
  demandSettings,
  is,
} from './topic-settings.js';
import { misconfigured, topicTexts } from './topic.texts.js';
import { type TopicPlan, answerMsMax } from './topic.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const settings: readonly TopicSetting[] = [
  is('cleanup.policy', 'delete'), // a compacted one takes nothing without a key
  {
    name: 'retention.ms',
    wanted: String(hourMs),
    // Longer than anybody waits, and not kept for ever: what callers sent is in the log where it was recorded.
    isRight: (value) => Number(value) >= 10 * minuteMs && Number(value) <= 24 * hourMs,
  },
  atLeast('max.message.bytes', 1_000_000),
];

/** @throws LogError `misconfigured` where a topic is there with other settings or another number of partitions, else `io` */
export async function demandTransientTopics(
  connection: KafkaConnection,
  plans: readonly TopicPlan[],
  limits: KafkaLimits,
): Promise<void> {
  const what = `the topics ${plans.map(({ topic }) => topic).join(' and ')} can't be made ready`;
  await administered({ connection, limits, what }, (_, admin) => ready(admin, plans));
}

async function ready(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  const brokers = await brokerCount(admin, answerMsMax);
  const known = new Set(await admin.listTopics());
  const configEntries = configEntriesOf(settings);
  const replicationFactor = copiesOn(brokers);
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
  for (const { topic } of plans) await demandSettings(admin, topic, settings);
  await demandPartitions(admin, plans);
}

async function demandPartitions(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: plans.map(({ topic }) => topic) });
  for (const { topic, partitions: wanted } of plans) {
    const found = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
    if (found === wanted) continue;
    throw misconfigured(topicTexts.transientPartitionsDiffer, { topic, found, wanted });
  }
}
