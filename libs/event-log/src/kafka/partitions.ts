// The partitions of the log as this process uses them: what one needs is made when it is first asked for.
import { type Halt } from '../entry-index.js';
import { closedError } from './failure.js';
import { IndexFeed } from './index-feed.js';
import { latest } from './latest.js';
import { partitionOf } from './partition.js';
import { PartitionReader } from './partition-reader.js';
import { PartitionWriter } from './partition-writer.js';
import { partitionProducer } from './producer.js';
import {
  type KafkaLimits,
  type KafkaLogOptions,
  defaultKafkaLimits,
  entriesTopic,
  partitionsDefault,
  transactionalId,
} from './settings.js';

export type Partition = {
  readonly writer: PartitionWriter;
  readonly feed: IndexFeed;
  /** Its last stable offset. */
  stableEnd(): Promise<number>;
  close(): Promise<void>;
};

export class Partitions {
  readonly count: number;
  readonly topic: string;
  readonly limits: KafkaLimits;
  private readonly opened = new Map<number, Partition>();
  private readonly readers = new Set<PartitionReader>();
  private isClosed = false;

  constructor(private readonly options: KafkaLogOptions) {
    this.count = options.partitions ?? partitionsDefault;
    this.topic = entriesTopic(options);
    this.limits = { ...defaultKafkaLimits, ...options.limits };
  }

  /** @throws LogError `closed`, or Error where there is no such partition */
  at(partition: number): Partition {
    if (this.isClosed) throw closedError();
    if (!Number.isInteger(partition) || partition < 0 || partition >= this.count) {
      throw new Error(`the topic ${this.topic} has no partition ${partition}`);
    }
    const known = this.opened.get(partition);
    if (known !== undefined) return known;
    const begun = this.begin(partition);
    this.opened.set(partition, begun);
    return begun;
  }

  of(ledger: string): Partition {
    return this.at(partitionOf(ledger, this.count));
  }

  /** The end of what is certain. A commit that was acknowledged may not be stable for a moment. */
  async endOf({ stableEnd, writer }: Partition): Promise<number> {
    return Math.max(await stableEnd(), writer.end);
  }

  /** Resolves when the entry index holds what is certain now. */
  async indexed(partition: Partition): Promise<void> {
    await partition.feed.reached(await this.endOf(partition));
  }

  /** The same for one partition, or for all. */
  async allIndexed(partition: number | undefined): Promise<void> {
    const all = Array.from({ length: this.count }, (_, number) => number);
    const asked = partition === undefined ? all : [partition];
    await Promise.all(asked.map((number) => this.indexed(this.at(number))));
  }

  /** A ledger's last sequence, of everything that is certain now. */
  async head(ledger: string): Promise<number> {
    await this.indexed(this.of(ledger));
    return this.options.index.head(ledger);
  }

  /** With a connection of its own; `release` ends it. */
  reader(partition: number): PartitionReader {
    const place = { topic: this.topic, partition };
    const reader = new PartitionReader(this.options.connection, place, this.limits);
    this.readers.add(reader);
    return reader;
  }

  release(reader: PartitionReader): void {
    reader.close();
    this.readers.delete(reader);
  }

  readonly onHalt = (halt: Halt): void => {
    this.opened.get(partitionOf(halt.ledger, this.count))?.writer.halt(halt);
    this.options.onHalt?.(halt);
  };

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.opened.values()].map((partition) => partition.close()));
    for (const reader of this.readers) reader.close(); // also of a tail that nobody asks any more
  }

  private begin(partition: number): Partition {
    const { options, limits, topic, onHalt } = this;
    const { connection, index, feedsIndex = true } = options;
    const place = { topic, partition, transactionalId: transactionalId(options, partition) };
    const reader = this.reader(partition);
    const feeding = feedsIndex ? this.reader(partition) : undefined;
    const feed = new IndexFeed({ partition, index, reader: feeding, onHalt, limits });
    const writer = new PartitionWriter({
      partition,
      reader,
      newProducer: () => partitionProducer(connection, place, limits),
      head: (ledger) => this.head(ledger),
      halts: () => index.halts(partition),
      limits,
    });
    const close = async (): Promise<void> => {
      await writer.close();
      reader.close();
      await feed.close();
    };
    return { writer, feed, stableEnd: latest(() => reader.stableEnd()), close };
  }
}
