// Topics of what is of use for minutes only: requests and replies between services. Nothing in them is a record.
import { type Administering, administered } from './administered.js';
import { appeared, brokerCount, described } from './described.js';
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
  await administered({ connection, limits, what }, async (start) => {
    for (const plan of plans) await ready(start, plan);
  });
}

async function ready({ admin, cluster }: Administering, plan: TopicPlan): Promise<void> {
  const asking = { cluster, waitMsMax: answerMsMax };
  const { topic, partitions: wanted } = plan;
  let found = await described(asking, topic);
  if (found === undefined) {
    const replicationFactor = copiesOn(await brokerCount(asking));
    const configEntries = configEntriesOf(settings);
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: wanted, replicationFactor, configEntries }],
    });
    found = await appeared(asking, topic);
  }
  await demandSettings(admin, topic, settings);
  const { length } = found.partitions;
  if (length === wanted) return;
  throw misconfigured(topicTexts.transientPartitionsDiffer, { topic, found: length, wanted });
}
