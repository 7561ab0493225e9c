// The event log on Kafka: one topic, a ledger in one partition, transactions that fence the writer before (docs/adr/0016).
import { type EventLog, type Position, type TailBatch, type TailOptions } from '../event-log.js';
import { chain } from './chain.js';
import { partitionOf } from './partition.js';
import { offsetOf, partitionTail } from './partition-tail.js';
import { Partitions } from './partitions.js';
import { type KafkaLogOptions } from './settings.js';
import { demandOwnIndex, demandTopic, logIdOf } from './topic.js';

export type { KafkaConnection, KafkaLimits, KafkaLogOptions } from './settings.js';

/**
 * Opens the log, or begins one where the topic is not there.
 * @throws LogError `misconfigured` where the topic would lose or misplace entries, else `io`
 */
export async function kafkaEventLog(options: KafkaLogOptions): Promise<EventLog> {
  const { connection, index } = options;
  const partitions = new Partitions(options);
  const { topic, limits, count } = partitions;
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  async function* tail(
    partition: number,
    from: Position | undefined,
    asked: TailOptions,
  ): AsyncGenerator<TailBatch> {
    const place = partitions.at(partition);
    const until = asked.toEnd === true ? await partitions.endOf(place) : undefined;
    const signal = AbortSignal.any([asked.signal, closing.signal]);
    const reader = partitions.reader(partition);
    const followed = {
      ...{ ...asked, signal, until, idleMs: limits.idleMs },
      chain: chain(partitions.onHalt),
    };
    try {
      yield* partitionTail(reader, offsetOf(from), followed);
    } finally {
      partitions.release(reader);
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await partitions.close();
  }

  let id: string;
  const first = partitions.reader(0);
  try {
    const plan = { topic, partitions: count };
    const genesis = await demandTopic(connection, plan, { reader: first, limits });
    id = logIdOf(genesis, topic);
    await demandOwnIndex(index, topic, id);
  } finally {
    partitions.release(first);
  }

  return {
    id,
    partitions: count,
    partitionOf: (ledger) => partitionOf(ledger, count),
    takeOver: async (partition) => partitions.at(partition).writer.takeOver(),
    append: async (partition, entries) => partitions.at(partition).writer.append(entries),
    tail,
    end: async (partition) => String(await partitions.endOf(partitions.at(partition))),
    read: async (ledger, from, limit) => {
      await partitions.indexed(partitions.of(ledger));
      return index.read(ledger, from, limit);
    },
    readEach: async (ledger, sequences) => {
      await partitions.indexed(partitions.of(ledger));
      return index.readEach(ledger, sequences);
    },
    head: (ledger) => partitions.head(ledger),
    ledgers: async (partition) => {
      await partitions.allIndexed(partition);
      return index.ledgers(partition);
    },
    halts: async (partition) => {
      await partitions.allIndexed(partition);
      return index.halts(partition);
    },
    close: () => (closed ??= close()),
  };
}
