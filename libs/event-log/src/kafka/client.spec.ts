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

  it('looks for a coordinator each time until it is told to keep what it finds, and anew after a failure', async () => {
    const { createCluster, keepCoordinator } = killableClient(nowhere, defaultKafkaLimits);
    const cluster = createCluster({});
    let asked = 0;
    const broker = {
      findGroupCoordinator: async () => ({ coordinator: { nodeId: (asked += 1) } }),
    };
    const withBroker = (work: (one: object) => unknown): unknown => work({ nodeId: 0, broker });
    const refreshMetadata = (): Promise<void> => Promise.resolve();
    Reflect.set(cluster, 'brokerPool', { withBroker, refreshMetadata });
    const ask = (): Promise<object> => cluster.findGroupCoordinatorMetadata({ groupId: 't' });
    const answers = [await ask(), await ask()];

    keepCoordinator();
    answers.push(await ask(), await ask(), await ask());
    await cluster.refreshMetadata(); // what kafkajs does before it tries again
    answers.push(await ask(), await ask());
    expect(answers).toEqual([1, 2, 3, 3, 3, 4, 4].map((nodeId) => ({ coordinator: { nodeId } })));
  });

  it('asks for the topics that it is given, and not for those of others', () => {
    const { createCluster } = killableClient(nowhere, defaultKafkaLimits, { topics: ['entries'] });
    expect([...createCluster({}).targetTopics]).toEqual(['entries']);
  });

  it('that was killed fails at once and connects no more', async () => {
    const { kafka, kill } = killableClient(nowhere, defaultKafkaLimits, { retries: 0 });
    kill();
    await expect(kafka.admin().connect()).rejects.toThrow('discarded');
  });
});
