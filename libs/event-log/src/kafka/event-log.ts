// The event log on Kafka: one topic, a ledger in one partition, transactions that fence the writer before (docs/adr/0014).
import { type Halt } from '../entry-index.js';
import { type EventLog, type TailBatch, type Position } from '../event-log.js';
import { chain } from './chain.js';
import { closedError } from './failure.js';
import { IndexFeed } from './index-feed.js';
import { partitionOf } from './partition.js';
import { PartitionReader } from './partition-reader.js';
import { offsetOf, partitionTail } from './partition-tail.js';
import { PartitionWriter } from './partition-writer.js';
import { partitionProducer } from './producer.js';
import {
  type KafkaLogOptions,
  defaultKafkaLimits,
  entriesTopic,
  partitionsDefault,
  transactionalId,
} from './settings.js';
import { latest } from './latest.js';
import { demandTopic } from './topic.js';

export type { KafkaConnection, KafkaLimits, KafkaLogOptions } from './settings.js';

type Partition = {
  readonly writer: PartitionWriter;
  readonly feed: IndexFeed;
  /** Its last stable offset. */
  stableEnd(): Promise<number>;
  close(): Promise<void>;
};

/**
 * Opens the log, or begins one where the topic is not there.
 * @throws LogError `misconfigured` where the topic would lose or misplace entries, else `io`
 */
export async function kafkaEventLog(options: KafkaLogOptions): Promise<EventLog> {
  const { connection, index, partitions = partitionsDefault, feedsIndex = true } = options;
  const limits = { ...defaultKafkaLimits, ...options.limits };
  const topic = entriesTopic(options);
  const opened = new Map<number, Partition>();
  const tailing = new Set<PartitionReader>();
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  const readerOf = (partition: number): PartitionReader =>
    new PartitionReader(connection, { topic, partition }, limits);

  function onHalt(halt: Halt): void {
    opened.get(partitionOf(halt.ledger, partitions))?.writer.forget(halt.ledger);
    options.onHalt?.(halt);
  }

  /** What a partition needs is made when it is first asked for. */
  function partitionAt(partition: number): Partition {
    if (closing.signal.aborted) throw closedError();
    if (!Number.isInteger(partition) || partition < 0 || partition >= partitions) {
      throw new Error(`the topic ${topic} has no partition ${partition}`);
    }
    const known = opened.get(partition);
    if (known !== undefined) return known;
    const begun = newPartition(partition);
    opened.set(partition, begun);
    return begun;
  }

  function newPartition(partition: number): Partition {
    const reader = readerOf(partition);
    const place = { topic, partition, transactionalId: transactionalId(options, partition) };
    const feeding = feedsIndex ? readerOf(partition) : undefined;
    const feed = new IndexFeed({ partition, index, reader: feeding, onHalt, limits });
    const writer = new PartitionWriter({
      partition,
      reader,
      newProducer: () => partitionProducer(connection, place, limits),
      head,
      limits,
    });
    const stableEnd = latest(() => reader.stableEnd());
    const close = async (): Promise<void> => {
      writer.close();
      reader.close();
      await feed.close();
    };
    return { writer, feed, stableEnd, close };
  }

  /** The end of what is certain. A commit that was acknowledged may not be stable for a moment. */
  async function endOf({ stableEnd, writer }: Partition): Promise<number> {
    return Math.max(await stableEnd(), writer.end);
  }

  async function indexed(ledger: string): Promise<void> {
    const partition = partitionAt(partitionOf(ledger, partitions));
    await partition.feed.reached(await endOf(partition));
  }

  async function head(ledger: string): Promise<number> {
    await indexed(ledger);
    return index.head(ledger);
  }

  async function* tail(
    partition: number,
    from: Position | undefined,
    asked: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncGenerator<TailBatch> {
    partitionAt(partition);
    const signal = AbortSignal.any([asked.signal, closing.signal]);
    const reader = readerOf(partition);
    tailing.add(reader);
    const followed = { ...asked, signal, idleMs: limits.idleMs, chain: chain(onHalt) };
    try {
      yield* partitionTail(reader, offsetOf(from), followed);
    } finally {
      tailing.delete(reader);
      reader.close();
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    for (const reader of tailing) reader.close(); // also of a tail that nobody asks any more
    await Promise.all([...opened.values()].map((partition) => partition.close()));
  }

  const first = readerOf(0);
  try {
    await demandTopic(connection, { topic, partitions }, { reader: first, limits });
  } finally {
    first.close();
  }

  return {
    partitions,
    takeOver: async (partition) => partitionAt(partition).writer.takeOver(),
    append: async (partition, entries) => partitionAt(partition).writer.append(entries),
    tail,
    end: async (partition) => String(await endOf(partitionAt(partition))),
    read: async (ledger, from, limit) => {
      await indexed(ledger);
      return index.read(ledger, from, limit);
    },
    head,
    ledgers: async (partition) => {
      const asked = partition === undefined ? [...Array(partitions).keys()] : [partition];
      const places = asked.map((one) => partitionAt(one));
      await Promise.all(places.map(async (one) => one.feed.reached(await endOf(one))));
      return index.ledgers(partition);
    },
    close: () => (closed ??= close()),
  };
}
