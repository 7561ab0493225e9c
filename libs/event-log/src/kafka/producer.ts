// One incarnation of a partition's transactional producer. It begins by fencing the one before; after any failure it is
// killed and never used again, for kafkajs would go on with it.
import { type Message, type Transaction } from 'kafkajs';
import { killableClient } from './client.js';
import { within } from './deadline.js';
import { type Place } from './partition-reader.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';

export type PartitionProducer = {
  /**
   * Writes the sends in one transaction; each must fit a record batch.
   * @returns the offset of the last message
   * @throws whatever Kafka or a deadline says; only the log knows then whether it is there
   */
  transact(sends: readonly (readonly Message[])[]): Promise<number>;
  kill(): void;
};

const allReplicas = -1;

export function partitionProducer(
  connection: KafkaConnection,
  { topic, partition, transactionalId }: Place & { readonly transactionalId: string },
  limits: KafkaLimits,
): PartitionProducer {
  const client = killableClient(connection, limits, { topics: [topic] });
  const producer = client.kafka.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: limits.transactionMsMax,
    allowAutoTopicCreation: false,
    createPartitioner: () => () => partition, // each message names it as well
  });
  let connected: Promise<void> | undefined;
  const bounded = <T>(what: string, work: Promise<T>): Promise<T> =>
    within(limits.stepMsMax, `${what} ${topic}, partition ${partition},`, work);

  async function send(transaction: Transaction, messages: readonly Message[]): Promise<number> {
    const timeout = limits.requestMsMax;
    const [written] = await transaction.send({
      topic,
      acks: allReplicas,
      timeout,
      messages: [...messages],
    });
    if (written?.baseOffset === undefined) throw new Error('the broker did not say where it is');
    return Number(written.baseOffset) + messages.length - 1;
  }

  return {
    transact: async (sends) => {
      await bounded('connecting to', (connected ??= producer.connect()));
      const transaction = await bounded('beginning to write to', producer.transaction());
      client.keepCoordinator(); // until then it may move without anything having failed
      let last = -1;
      for (const messages of sends) {
        last = await bounded('writing to', send(transaction, messages));
      }
      await bounded('committing to', transaction.commit());
      return last;
    },
    kill: () => client.kill(),
  };
}
