// Reads one partition without a consumer group: nothing rebalances, nothing resets silently, and each answer tells the last
// stable offset, before which everything is decided.
import Batch from 'kafkajs/src/consumer/batch.js';
import { type KafkaMessage } from 'kafkajs';
import { LogError } from '../event-log.js';
import { type Broker, type Client, type Cluster, killableClient } from './client.js';
import { within } from './deadline.js';
import { brokerCode, readFailure } from './failure.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';

export type Fetched = {
  /** Committed ones, without Kafka's own markers. */
  readonly messages: readonly KafkaMessage[];
  /** Where to go on. */
  readonly next: number;
  /** Everything before it is decided: committed or aborted. */
  readonly stableEnd: number;
};

export type Place = { readonly topic: string; readonly partition: number };

const committedOnly = 1;
/** Whoever reads tries again, with a new client. */
const retries = 5;
const fetchBytesMax = 8 * 1024 * 1024;

/** One request at a time: a fetch that waits for entries holds up what else is asked on its connection. */
export class PartitionReader {
  private client: Client | undefined;
  private connected: Promise<Cluster> | undefined;
  private isClosed = false;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly place: Place,
    private readonly limits: KafkaLimits,
  ) {}

  /**
   * @param waitMs how long the broker may wait where there is nothing
   * @throws LogError `corrupt` for an offset that the partition does not have, else `io`
   */
  async fetch(offset: number, waitMs: number): Promise<Fetched> {
    const { topic, partition } = this.place;
    const request = {
      maxWaitTime: waitMs,
      minBytes: 1,
      maxBytes: fetchBytesMax,
      isolationLevel: committedOnly,
      topics: [
        {
          topic,
          partitions: [{ partition, fetchOffset: String(offset), maxBytes: fetchBytesMax }],
        },
      ],
    };
    return this.asked(waitMs, async (cluster) => {
      const broker = await this.leader(cluster);
      const [response] = (await broker.fetch(request)).responses;
      const data = response?.partitions[0];
      if (data === undefined) throw new Error('the broker left the partition out');
      const batch = new Batch(topic, String(offset), data);
      const next = batch.isEmptyIncludingFiltered() ? offset : Number(batch.lastOffset()) + 1;
      return { messages: batch.messages, next, stableEnd: Number(data.lastStableOffset) };
    });
  }

  /** The partition's last stable offset. */
  async stableEnd(): Promise<number> {
    const { topic, partition } = this.place;
    const asked = [{ topic, partitions: [{ partition }], fromBeginning: false }];
    return this.asked(0, async (cluster) => {
      const [answer] = await cluster.fetchTopicsOffset(asked);
      return Number(answer?.partitions[0]?.offset);
    });
  }

  close(): void {
    this.isClosed = true;
    this.drop();
  }

  private async asked<T>(waitMs: number, ask: (cluster: Cluster) => Promise<T>): Promise<T> {
    const { topic, partition } = this.place;
    const what = `reading ${topic}, partition ${partition}`;
    const work = async (): Promise<T> => ask(await (this.connected ??= this.connect()));
    try {
      return await within(waitMs + this.limits.stepMsMax, what, work());
    } catch (error) {
      this.drop(); // a cluster that has failed once may never find its brokers again
      if (brokerCode(error) === 'OFFSET_OUT_OF_RANGE') throw outOfRange(what);
      throw readFailure(what, error);
    }
  }

  private async connect(): Promise<Cluster> {
    if (this.isClosed) throw new Error('this reader is closed');
    this.client = killableClient(this.connection, this.limits, { retries });
    const options = { isolationLevel: committedOnly, allowAutoTopicCreation: false };
    const cluster = this.client.createCluster({ ...options, metadataMaxAge: 300_000 });
    await cluster.connect();
    await cluster.addTargetTopic(this.place.topic);
    return cluster;
  }

  private async leader(cluster: Cluster): Promise<Broker> {
    const { topic, partition } = this.place;
    const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
    if (nodeId === undefined) throw new Error('the partition has no leader');
    return cluster.findBroker({ nodeId });
  }

  private drop(): void {
    this.client?.kill();
    this.client = undefined;
    this.connected = undefined;
  }
}

function outOfRange(what: string): LogError {
  const message = `${what}: the position is not in the log; it comes from another one, or entries were deleted`;
  return new LogError('corrupt', message, 'not-appended', false);
}
