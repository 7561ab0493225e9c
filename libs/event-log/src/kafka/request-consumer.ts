// Takes the requests of the partitions that a consumer group assigns to this service. A consumer of kafkajs may die for
// good or fall silent without a word, so that it is watched, and replaced by one with a client of its own.
import { type Consumer, type IMemberAssignment, type KafkaMessage } from 'kafkajs';
import { type Client, killableClient } from './client.js';
import { within } from './deadline.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';
import { type Standing, warmAssigner } from './warm-assigner.js';

export type RequestConsumerOptions = {
  readonly connection: KafkaConnection;
  readonly limits: KafkaLimits;
  readonly topic: string;
  readonly group: string;
  /** Of the topic. */
  readonly partitions: number;
  /** Those whose state is at hand; asked at each sharing out, and now and then whether they have become more. */
  readonly warm: () => ReadonlySet<number>;
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
/** Who starts waits this long to be warm before it takes part, which spares a second sharing out. */
const warmWaitMs = 2_000;
const warmLookMs = 50;
/** One that has become warm in part waits for the rest this long before it asks for its share. */
const warmRestMsMax = 30_000;

type Running = { readonly client: Client; readonly consumer: Consumer };

export class RequestConsumer {
  private running: Running | undefined;
  private lastSignMs = performance.now();
  private watch: NodeJS.Timeout | undefined;
  private holds: ReadonlySet<number> = new Set();
  /** As the group was told when it was last shared out. */
  private told: ReadonlySet<number> = new Set();
  private toldMs = 0;
  private isReplacing = false;
  private isClosed = false;

  constructor(private readonly options: RequestConsumerOptions) {}

  /** Resolves once it has asked to take part; what falls to it is told later. */
  async start(): Promise<void> {
    for (const until = performance.now() + warmWaitMs; performance.now() < until;) {
      if (this.isAllWarm()) break;
      await new Promise((resolve) => setTimeout(resolve, warmLookMs));
    }
    await this.begin();
    this.watch = setInterval(() => void this.look(), watchMs);
  }

  /** Not while it is silent, or has died and is not replaced yet. */
  get isUp(): boolean {
    return this.watch !== undefined && performance.now() - this.lastSignMs < silentMsMax;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.watch);
    await this.leave();
  }

  private async begin(): Promise<void> {
    const { connection, limits, topic, group, partitions } = this.options;
    const client = killableClient(connection, limits);
    const consumer = client.kafka.consumer({
      groupId: group,
      partitionAssigners: [warmAssigner(partitions, () => this.standing())],
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
    this.holds = new Set(assignment[this.options.topic] ?? []);
    this.options.assigned(this.holds);
  }

  private standing(): Standing {
    this.told = this.options.warm();
    this.toldMs = performance.now();
    return { warm: this.told, holds: this.holds };
  }

  private isAllWarm(): boolean {
    return this.options.warm().size === this.options.partitions;
  }

  /** Whether it would be given more if the group knew. */
  private isWarmer(): boolean {
    const waits = performance.now() - this.toldMs < warmRestMsMax;
    if (waits && !this.isAllWarm()) return false;
    return [...this.options.warm()].some((one) => !this.told.has(one) && !this.holds.has(one));
  }

  private async look(): Promise<void> {
    if (this.isReplacing || this.isClosed) return;
    if (performance.now() - this.lastSignMs >= silentMsMax) {
      this.holds = new Set(); // others may have them by now
      await this.replaced(async () => this.running?.client.kill());
    } else if (this.isWarmer()) {
      await this.replaced(() => this.leave()); // kafkajs joins anew in no other way
    }
  }

  private async replaced(end: () => Promise<void>): Promise<void> {
    this.isReplacing = true;
    this.options.assigned(new Set());
    await end();
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
