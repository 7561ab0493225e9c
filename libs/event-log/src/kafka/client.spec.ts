import { killableClient } from './client.js';
import { defaultKafkaLimits } from './settings.js';

const nowhere = { brokers: ['127.0.0.1:1'] };

/** kafkajs with a coordinator that is busy with the old transaction for so many requests. */
function busyFor(requests: number): { readonly producer: { transaction(): Promise<unknown> } } {
  const { kafka, createCluster, kill } = killableClient(nowhere, defaultKafkaLimits);
  kill(); // nothing here asks a broker
  let left = requests;
  const coordinator = {
    initProducerId: async () => {
      left -= 1;
      if (left >= 0) {
        throw Object.assign(new Error('still busy'), { type: 'CONCURRENT_TRANSACTIONS' });
      }
      return { producerId: '1', producerEpoch: 0 };
    },
  };
  const key = Object.getOwnPropertySymbols(kafka).find(
    (one) => one.description === 'private:Kafka:createCluster',
  );
  if (key === undefined) throw new Error('kafkajs makes its clusters in another way');
  Reflect.set(kafka, key, (options: object) =>
    Object.assign(createCluster(options), {
      refreshMetadataIfNecessary: async () => undefined,
      findGroupCoordinator: async () => coordinator,
    }),
  );
  return { producer: kafka.producer({ transactionalId: 't', idempotent: true }) };
}

describe('a client', () => {
  it('asks for the end of an old transaction more often than kafkajs does by itself', async () => {
    const { producer } = busyFor(60);
    await expect(producer.transaction()).resolves.toBeDefined();
  });

  it('that was killed fails at once and connects no more', async () => {
    const { kafka, kill } = killableClient(nowhere, defaultKafkaLimits, 0);
    kill();
    await expect(kafka.admin().connect()).rejects.toThrow('discarded');
  });
});
