import { type Admin } from 'kafkajs';
import { brokerCount } from './broker-count.js';

type Described = Awaited<ReturnType<Admin['describeCluster']>>;

/** As kafkajs does where `times` rounds of asking every broker came to nothing. */
function silentFor(times: number): Pick<Admin, 'describeCluster'> {
  const broker = { nodeId: 1, host: 'one', port: 9092 };
  let asked = 0;
  return {
    describeCluster: async () => {
      const answer: Described | null =
        (asked += 1) > times ? { brokers: [broker], controller: 1, clusterId: 'c' } : null;
      const { brokers, controller, clusterId } = answer as Described;
      return { brokers, controller, clusterId };
    },
  };
}

describe('the number of brokers', () => {
  it('is asked for again where none of them answered', async () => {
    expect(await brokerCount(silentFor(2), 5_000)).toBe(1);
  });

  it('is told to be unknown, in words, where none does for too long', async () => {
    await expect(brokerCount(silentFor(Infinity), 150)).rejects.toMatchObject({
      name: 'DeadlineError',
      message: 'asking which brokers there are took longer than 150 ms',
    });
  });

  it('is not asked for again where Kafka refused', async () => {
    const refused = new Error('not authorized');
    const describeCluster = (): Promise<never> => Promise.reject(refused);
    await expect(brokerCount({ describeCluster }, 5_000)).rejects.toBe(refused);
  });
});
