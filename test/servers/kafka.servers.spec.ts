import { Kafka, logLevel } from 'kafkajs';
import { freshName, kafkaBrokers } from './testing.js';

const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });

describe('the Kafka broker of the tests', () => {
  it('shows what was sent in a transaction that was committed, and nothing of one that was not', async () => {
    const [admin, topic] = [kafka.admin(), freshName('smoke')];
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
    await admin.disconnect();

    const producer = kafka.producer({
      transactionalId: freshName('writer'),
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const send = async (value: string, ending: 'abort' | 'commit'): Promise<void> => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value }] });
      await transaction[ending]();
    };
    await send('withdrawn', 'abort');
    await send('recorded', 'commit');
    await producer.disconnect();

    const consumer = kafka.consumer({ groupId: freshName('reader'), readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const first = await new Promise((read) => {
      void consumer.run({ eachMessage: async ({ message }) => read(String(message.value)) });
    });
    await consumer.disconnect();
    expect(first).toBe('recorded');
  });
});
