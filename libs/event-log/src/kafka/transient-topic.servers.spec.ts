import { type Admin } from 'kafkajs';
import { freshName, kafkaBrokers } from '../../../../test/servers/testing.js';
import { type Client, killableClient } from './client.js';
import { defaultKafkaLimits } from './settings.js';
import { demandTransientTopics } from './transient-topic.js';

describe('a topic of what is of use for minutes', () => {
  const connection = { brokers: kafkaBrokers() };
  let topic: string;
  let client: Client;
  let admin: Admin;

  beforeEach(async () => {
    topic = freshName('sales.commands');
    client = killableClient(connection, defaultKafkaLimits);
    admin = client.kafka.admin();
    await admin.connect();
  });

  afterEach(async () => {
    await admin.deleteTopics({ topics: [topic] });
    client.kill();
  });

  const demanded = (partitions = 2): Promise<void> =>
    demandTransientTopics(connection, [{ topic, partitions }], defaultKafkaLimits);

  async function create(settings: Readonly<Record<string, string>>): Promise<void> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const planned = { topic, numPartitions: 2, replicationFactor: 1, configEntries };
    await admin.createTopics({ waitForLeaders: true, topics: [planned] });
  }

  it('is created as it has to be, and is right from then on', async () => {
    await demanded();
    await demanded();
  });

  it.each([
    ['cleanup.policy', 'compact', 'cleanup.policy=delete'],
    ['retention.ms', '-1', 'retention.ms=3600000'],
    ['retention.ms', '1000', 'retention.ms=3600000'],
    ['max.message.bytes', '100000', 'max.message.bytes=1000000'],
  ])('with %s=%s is refused, and the fix named', async (name, value, fix) => {
    await create({ 'retention.ms': '7200000', [name]: value });
    await expect(demanded()).rejects.toMatchObject({
      code: 'misconfigured',
      retriable: false,
      message: expect.stringMatching(new RegExp(`--entity-name ${topic} --add-config ${fix}$`)),
    });
  });

  it('with other times is taken where they are hours', async () => {
    await create({ 'retention.ms': '7200000' });
    await demanded();
  });

  it('with another number of partitions than the log is refused, in both languages', async () => {
    await demanded();
    await expect(demanded(3)).rejects.toMatchObject({
      code: 'misconfigured',
      message: `the topic ${topic} has 2 partitions and the log has 3: delete it, it holds nothing that is needed, and start again`,
      saying: { text: { zh: expect.stringContaining('请删除该主题') } },
    });
  });
});
