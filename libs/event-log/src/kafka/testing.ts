// A log of one's own on the broker that the tests run on.
import { freshName, kafkaBrokers } from '../../../../test/servers/testing.js';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { killableClient } from './client.js';
import {
  type KafkaConnection,
  type KafkaLogOptions,
  defaultKafkaLimits,
  entriesTopic,
} from './settings.js';

export function freshOptions(more: Partial<KafkaLogOptions> = {}): KafkaLogOptions {
  const name = freshName('log');
  return {
    connection: { brokers: kafkaBrokers() },
    installation: name,
    topicPrefix: `${name}.`,
    partitions: 1,
    index: memoryEntryIndex(),
    limits: { idleMs: 250 },
    ...more,
  };
}

export async function deleteTopic(options: KafkaLogOptions): Promise<void> {
  await deleteTopics(options.connection, [entriesTopic(options)]);
}

export async function deleteTopics(
  connection: KafkaConnection,
  topics: readonly string[],
): Promise<void> {
  const client = killableClient(connection, defaultKafkaLimits);
  try {
    const admin = client.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [...topics] });
  } finally {
    client.kill();
  }
}
