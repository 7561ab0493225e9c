// Raw kafkajs as a floor: a topic, an idempotent producer that waits for all replicas, a consumer from the start.
import kafkajs, { type Consumer, type Producer } from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;

export class RawKafka {
  private readonly kafka;
  private readonly producer: Producer;
  private consumers = 0;

  constructor(
    private readonly brokers: readonly string[],
    private readonly topic: string,
  ) {
    this.kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
    this.producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  async open(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic: this.topic, numPartitions: 1, replicationFactor: 1 }],
    });
    await admin.disconnect();
    await this.producer.connect();
  }

  /** One send of all of them. */
  async send(values: readonly Uint8Array[]): Promise<void> {
    const messages = values.map((bytes) => ({
      partition: 0,
      key: 'bench',
      value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    }));
    await this.producer.send({ topic: this.topic, acks: -1, messages });
  }

  /** Resolves when so many messages of `topic` were read from its start; it goes on until it is disconnected. */
  async consume(topic: string, count: number): Promise<Consumer> {
    const consumer = this.kafka.consumer({ groupId: `bench-${topic}-${(this.consumers += 1)}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    let seen = 0;
    await new Promise<void>((resolve, reject) => {
      const eachBatch = async (batch: { readonly length: number }): Promise<void> => {
        seen += batch.length;
        if (seen >= count) resolve();
      };
      consumer
        .run({ eachBatch: ({ batch }) => eachBatch(batch.messages) })
        .catch((error: unknown) =>
          reject(error instanceof Error ? error : new Error(String(error))),
        );
    });
    return consumer;
  }

  async close(topics: readonly string[]): Promise<void> {
    await this.producer.disconnect();
    await deleteTopics(this.brokers, [this.topic, ...topics]);
  }
}

export async function deleteTopics(
  brokers: readonly string[],
  topics: readonly string[],
): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [...topics] });
  await admin.disconnect();
}
