// Sends messages of which none is a record: what comes while a request is under way goes with the next one.
import { type Message, type Producer } from 'kafkajs';
import { type Client, killableClient } from './client.js';
import { within } from './deadline.js';
import { sendBytesMax, type KafkaConnection, type KafkaLimits } from './settings.js';

type Waiting = {
  readonly topic: string;
  readonly message: Message;
  readonly bytes: number;
  resolve(): void;
  reject(error: unknown): void;
};

/** What Kafka adds to each message, and more. */
const overheadBytes = 200;

export class BatchedSender {
  private client: Client | undefined;
  private producer: Promise<Producer> | undefined;
  private waiting: Waiting[] = [];
  private isSending = false;
  private isClosed = false;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly limits: KafkaLimits,
  ) {}

  /** Resolves once a broker has it; rejects where nobody knows. */
  send(topic: string, message: Message & { readonly value: string }): Promise<void> {
    return new Promise((resolve, reject) => {
      const bytes = Buffer.byteLength(message.value) + overheadBytes;
      this.waiting.push({ topic, message, bytes, resolve, reject });
      void this.run();
    });
  }

  close(): void {
    this.isClosed = true;
    this.drop();
  }

  private async run(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.sendBatch(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.drop(); // kafkajs would go on trying
        for (const { reject } of batch) reject(error);
      }
    }
    this.isSending = false;
  }

  private nextBatch(): readonly Waiting[] {
    let bytes = 0;
    const end = this.waiting.findIndex((one, index) => {
      bytes += one.bytes;
      return index > 0 && bytes > sendBytesMax;
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async sendBatch(batch: readonly Waiting[]): Promise<void> {
    const topics = [...new Set(batch.map(({ topic }) => topic))];
    const topicMessages = topics.map((topic) => ({
      topic,
      messages: batch.filter((one) => one.topic === topic).map(({ message }) => message),
    }));
    const { stepMsMax, requestMsMax: timeout } = this.limits;
    const sent = async (): Promise<unknown> => {
      const producer = await (this.producer ??= this.connected());
      return producer.sendBatch({ topicMessages, timeout, acks: 1 });
    };
    await within(stepMsMax, `sending to ${topics.join(' and ')}`, sent());
  }

  private async connected(): Promise<Producer> {
    if (this.isClosed) throw new Error('the channel is closed');
    this.client = killableClient(this.connection, this.limits);
    const producer = this.client.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }

  private drop(): void {
    this.client?.kill();
    this.client = undefined;
    this.producer = undefined;
  }
}
