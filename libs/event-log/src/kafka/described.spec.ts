import { type Metadata } from './client.js';
import { appeared, brokerCount, described } from './described.js';

const partitionMetadata: Metadata['topicMetadata'][number]['partitionMetadata'] = [];
const metadata: Metadata = {
  brokers: [{ nodeId: 1, host: 'one', port: 9092 }],
  topicMetadata: [{ topic: 'entries', partitionMetadata }],
};

/** As kafkajs does where `times` rounds of asking every broker came to nothing, whatever its types say. */
function silentFor(times: number): { metadata(): Promise<Metadata> } {
  let asked = 0;
  return { metadata: async () => ((asked += 1) > times ? metadata : null) as Metadata };
}

const refusing = (error: Error): { metadata(): Promise<never> } => ({
  metadata: () => Promise.reject(error),
});

describe('what a cluster says of a topic', () => {
  it('is asked for again where no broker answered', async () => {
    const asking = { cluster: silentFor(2), waitMsMax: 5_000 };
    expect(await brokerCount(asking)).toBe(1);
    expect(await described(asking, 'entries')).toEqual({ brokers: 1, partitions: [] });
  });

  it('is told to be unknown, in words, where none does for too long', async () => {
    const asking = { cluster: silentFor(Infinity), waitMsMax: 150 };
    await expect(brokerCount(asking)).rejects.toMatchObject({
      name: 'DeadlineError',
      message: 'asking which brokers there are took longer than 150 ms',
    });
  });

  it('is waited for where the topic was just created and brokers do not know it yet', async () => {
    const cause = Object.assign(new Error(), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
    let asked = 0;
    const cluster = {
      metadata: async (): Promise<Metadata> => {
        if ((asked += 1) < 3) throw new Error('not retriable', { cause });
        return metadata;
      },
    };
    const found = { brokers: 1, partitions: [] };
    expect(await appeared({ cluster, waitMsMax: 5_000 }, 'entries')).toEqual(found);
    asked = -1_000_000;
    await expect(appeared({ cluster, waitMsMax: 50 }, 'entries')).rejects.toMatchObject({
      message: 'waiting for the new topic entries took longer than 50 ms',
    });
  });

  it('is nothing where there is no such topic, and a failure where Kafka refused', async () => {
    const cause = Object.assign(new Error(), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
    const unknown = refusing(new Error('not retriable', { cause }));
    expect(await described({ cluster: unknown, waitMsMax: 5_000 }, 'entries')).toBeUndefined();
    const refused = new Error('not authorized');
    const asking = { cluster: refusing(refused), waitMsMax: 5_000 };
    await expect(described(asking, 'entries')).rejects.toBe(refused);
  });
});
