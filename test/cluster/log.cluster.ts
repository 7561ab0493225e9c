// The log on three brokers of which one goes away under load. CLUSTER_TIMES=own leaves Kafka its own time-outs.
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { type KafkaLogOptions, kafkaEventLog } from '@ledger/event-log/kafka/event-log.js';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Admin } from 'kafkajs';
import { killableClient } from '../../libs/event-log/src/kafka/client.js';
import {
  defaultKafkaLimits,
  entriesTopic,
  transactionalId,
} from '../../libs/event-log/src/kafka/settings.js';
import { demandSettings, is } from '../../libs/event-log/src/kafka/topic-settings.js';
import { audit } from '../faults/kafka/audit.js';
import { until } from '../faults/acme.js';
import { type Office, lasting, openOffice } from '../faults/kafka/office.js';
import { type KafkaCluster, type KafkaNode, startKafkaCluster } from '../servers/kafka.js';
import { freshName } from '../servers/testing.js';
import { coordinatorOf, leaderOf } from './places.js';
import { Answers, hasOwnTimes, interruptedMsMax, noticedMs, tell } from './times.js';

Logger.overrideLogger(false); // failures are provoked here
jest.setTimeout(180_000);

describe('three brokers', () => {
  let cluster: KafkaCluster;
  let options: KafkaLogOptions;
  beforeAll(async () => {
    cluster = await startKafkaCluster({ hasOwnTimes });
    await createTopic(freshName('of-somebody-else'), 3);
  });
  beforeEach(() => {
    const name = freshName('log');
    options = {
      connection: { brokers: cluster.brokers },
      ...{ installation: name, topicPrefix: `${name}.`, partitions: 1 },
      index: memoryEntryIndex(),
    };
  });
  afterAll(() => cluster?.stop());

  /** A partition on each broker and no copy of it: whichever broker goes, one has no leader. */
  async function createTopic(topic: string, numPartitions: number): Promise<void> {
    const client = killableClient({ brokers: cluster.brokers }, defaultKafkaLimits);
    try {
      const admin = client.kafka.admin();
      await admin.connect();
      const topics = [{ topic, numPartitions, replicationFactor: 1 }];
      await admin.createTopics({ waitForLeaders: true, topics });
    } finally {
      client.kill();
    }
  }

  async function opened(): Promise<void> {
    const log = await kafkaEventLog({ ...options, index: memoryEntryIndex() });
    await log.close();
  }

  describe('a topic on them', () => {
    const topic = (): string => entriesTopic(options);

    /** @returns what work finds out */
    async function asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
      const client = killableClient(options.connection, defaultKafkaLimits);
      try {
        const admin = client.kafka.admin();
        await admin.connect();
        return await work(admin);
      } finally {
        client.kill();
      }
    }

    it('keeps three replicas of each entry, two of which must have it', async () => {
      await opened();
      await asAdmin(async (admin) => {
        const { topics } = await admin.fetchTopicMetadata({ topics: [topic()] });
        const replicas = topics[0]?.partitions.map((one) => one.replicas.length);
        expect(replicas).toEqual([3]);
        await demandSettings(admin, topic(), [is('min.insync.replicas', '2')]);
      });
    });

    it('is refused where it has fewer replicas than there could be, and the fix named', async () => {
      await createTopic(topic(), 1);
      await expect(opened()).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining('1 of 3 replicas'),
      });
    });
  });

  describe('the log on them, under load,', () => {
    let office: Office;
    beforeEach(async () => {
      office = await openOffice('a', options);
      await office.start();
      await answered(300);
    });
    afterEach(() => office.close());

    const leader = (): Promise<KafkaNode> =>
      leaderOf(cluster, { topic: entriesTopic(options), partition: 0 });
    const coordinator = (): Promise<KafkaNode> =>
      coordinatorOf(cluster, 'transaction', transactionalId(options, 0));

    async function answered(more: number): Promise<void> {
      const enough = office.acknowledged() + more;
      await until(`${enough} answers`, () => office.acknowledged() >= enough);
    }

    /** Nothing acknowledged is missing, nothing is twice or where it was not recorded, and commands were answered again in time. */
    async function borne(
      name: string,
      fault: () => Promise<void>,
      waitedMsMax = interruptedMsMax,
    ): Promise<void> {
      const answers = new Answers(() => office.acknowledged());
      await fault();
      await answered(300);
      const waitedMs = answers.longestGapMs();
      await office.close();
      const { faults, entries } = await audit(options, office.told);
      tell(name, { waitedMs, entries, fenced: office.fenced() });
      expect(faults).toEqual([]);
      expect(entries).toBeGreaterThanOrEqual(office.acknowledged());
      expect(waitedMs).toBeLessThan(waitedMsMax);
    }

    it('goes on when the leader of its partition is killed, and when it leads again', async () => {
      await borne('the leader is killed', async () => {
        const dead = await leader();
        await dead.kill('SIGKILL');
        // Whoever starts while the others have not noticed yet waits for that.
        await Promise.all(Array.from({ length: 5 }, opened));
        await answered(300);
        expect((await leader()).id).not.toBe(dead.id);
        await dead.restart();
        await until('it leads again', async () => (await leader()).id === dead.id);
      });
    });

    it('goes on when the coordinator of its transactions is killed', async () => {
      await borne('the coordinator is killed', async () => {
        const dead = await coordinator();
        await dead.kill('SIGKILL');
        await answered(300);
        await dead.restart();
      });
    });

    it.each([
      ['leader', leader],
      ['coordinator', coordinator],
    ])('goes on when the %s stops, is replaced and goes on itself', async (name, find) => {
      await borne(`the ${name} is stopped`, async () => {
        const stopped = await find();
        await stopped.kill('SIGSTOP');
        await Promise.all([lasting(2 * noticedMs), answered(300)]);
        await stopped.kill('SIGCONT');
      });
    });

    it('records nothing while two of the three are gone, and goes on once they are back', async () => {
      const both = async (): Promise<void> => {
        const first = await leader();
        const others = cluster.nodes.filter(({ id }) => id !== first.id);
        const gone = [first, ...others.slice(1)];
        await Promise.all(gone.map((one) => one.kill('SIGKILL')));
        const before = office.acknowledged();
        await lasting(2 * noticedMs);
        expect(office.acknowledged()).toBeLessThanOrEqual(before + 16); // what was under way
        await Promise.all(gone.map((one) => one.restart()));
      };
      await borne('two of three are killed', both, 90_000);
    });
  });
});
