// Takes the requests of the partitions that a consumer group assigns to this service. A consumer of kafkajs may die for
// good or fall silent without a word, so that it is watched, and replaced by one with a client of its own.
import { type Consumer, type IMemberAssignment, type KafkaMessage } from 'kafkajs';
import { type Client, killableClient } from './client.js';
import { within } from './deadline.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';

export type RequestConsumerOptions = {
  readonly connection: KafkaConnection;
  readonly limits: KafkaLimits;
  readonly topic: string;
  readonly group: string;
  /** All partitions from now on. */
  readonly assigned: (partitions: ReadonlySet<number>) => void;
  readonly request: (partition: number, message: KafkaMessage) => void;
  readonly onTrouble: (error: unknown) => void;
};

const sessionMs = 6_000;
const heartbeatMs = 1_500;
const rebalanceMs = 10_000;
const fetchWaitMs = 1_000;
/** No fetch for so long: it is dead, or hangs. */
const silentMsMax = 10_000;
const watchMs = 1_000;
const startMsMax = 30_000;
const leaveMsMax = 2_000;

type Running = { readonly client: Client; readonly consumer: Consumer };

export class RequestConsumer {
  private running: Running | undefined;
  private lastSignMs = performance.now();
  private watch: NodeJS.Timeout | undefined;
  private isReplacing = false;
  private isClosed = false;

  constructor(private readonly options: RequestConsumerOptions) {}

  /** Resolves once it has asked to take part; what falls to it is told later. */
  async start(): Promise<void> {
    await this.begin();
    this.watch = setInterval(() => void this.look(), watchMs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.watch);
    await this.leave();
  }

  private async begin(): Promise<void> {
    const { connection, limits, topic, group } = this.options;
    const client = killableClient(connection, limits);
    const consumer = client.kafka.consumer({
      groupId: group,
      sessionTimeout: sessionMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: rebalanceMs,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const running = { client, consumer };
    this.running = running;
    this.lastSignMs = performance.now();
    this.listen(running);
    const begun = async (): Promise<void> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: false });
      await consumer.run({
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) this.options.request(batch.partition, message);
        },
      });
    };
    await within(startMsMax, `joining the group ${group}`, begun());
  }

  private listen({ consumer }: Running): void {
    const sign = (): void => {
      if (this.running?.consumer === consumer) this.lastSignMs = performance.now();
    };
    consumer.on('consumer.fetch', sign);
    consumer.on('consumer.end_batch_process', sign);
    consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
      sign();
      if (this.running?.consumer === consumer) this.assigned(memberAssignment);
    });
    consumer.on('consumer.crash', ({ payload: { error } }) => {
      if (this.running?.consumer !== consumer) return;
      this.options.onTrouble(error);
      this.lastSignMs = Number.NEGATIVE_INFINITY;
    });
  }

  private assigned(assignment: IMemberAssignment): void {
    this.options.assigned(new Set(assignment[this.options.topic] ?? []));
  }

  private async look(): Promise<void> {
    if (this.isReplacing || this.isClosed) return;
    if (performance.now() - this.lastSignMs < silentMsMax) return;
    this.isReplacing = true;
    this.options.assigned(new Set()); // others may have them by now
    this.running?.client.kill();
    try {
      await this.begin();
      if (this.isClosed) await this.leave(); // closed while it was replaced
    } catch (error) {
      this.options.onTrouble(error);
      this.running?.client.kill();
      this.lastSignMs = Number.NEGATIVE_INFINITY; // and again at the next look
    } finally {
      this.isReplacing = false;
    }
  }

  /** In order where that is quick: otherwise the group waits for this member's session to end. */
  private async leave(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (running === undefined) return;
    await within(leaveMsMax, 'leaving the group', running.consumer.disconnect()).catch(
      () => undefined,
    );
    running.client.kill();
  }
}
