// A log of one's own on the broker that the tests run on.
import { randomUUID } from 'node:crypto';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { killableClient } from './client.js';
import { type KafkaLogOptions, defaultKafkaLimits, entriesTopic } from './settings.js';

export function brokers(): readonly string[] {
  const given = process.env['KAFKA_BROKERS'];
  if (given === undefined) throw new Error('KAFKA_BROKERS names no broker');
  return given.split(',');
}

export function freshOptions(more: Partial<KafkaLogOptions> = {}): KafkaLogOptions {
  const name = `t${randomUUID().slice(0, 8)}`;
  return {
    connection: { brokers: brokers() },
    installation: name,
    topicPrefix: `${name}.`,
    partitions: 1,
    index: memoryEntryIndex(),
    limits: { idleMs: 250 },
    ...more,
  };
}

export async function deleteTopic(options: KafkaLogOptions): Promise<void> {
  const client = killableClient(options.connection, defaultKafkaLimits);
  try {
    const admin = client.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [entriesTopic(options)] });
  } finally {
    client.kill();
  }
}
