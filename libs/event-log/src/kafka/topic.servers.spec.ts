import { type Admin, type Message } from 'kafkajs';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { type Client, killableClient } from './client.js';
import { kafkaEventLog } from './event-log.js';
import { partitionHash } from './partition.js';
import { type KafkaLogOptions, defaultKafkaLimits, entriesTopic } from './settings.js';
import { deleteTopic, freshOptions } from './testing.js';

describe('the topic of entries', () => {
  let options: KafkaLogOptions;
  let topic: string;
  let client: Client;
  let admin: Admin;

  beforeEach(async () => {
    options = freshOptions({ partitions: 2 });
    topic = entriesTopic(options);
    client = killableClient(options.connection, defaultKafkaLimits);
    admin = client.kafka.admin();
    await admin.connect();
  });

  afterEach(async () => {
    await deleteTopic(options);
    client.kill();
  });

  const right = { 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' };

  async function create(settings: Readonly<Record<string, string>>): Promise<void> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: 2, replicationFactor: 1, configEntries }],
    });
  }

  async function send(message: Message): Promise<void> {
    const producer = client.kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [message] });
  }

  const opened = async (more: Partial<KafkaLogOptions> = {}): Promise<void> => {
    const log = await kafkaEventLog({ ...options, ...more });
    await log.close();
  };

  const misconfigured = (text: string): object => ({
    code: 'misconfigured',
    retriable: false,
    message: expect.stringContaining(text),
  });

  it('is created so that it keeps everything, and opens again', async () => {
    await opened();
    await opened();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(topics[0]?.partitions).toHaveLength(2);
  });

  it('is begun by several processes at once', async () => {
    await Promise.all([opened(), opened(), opened()]);
  });

  it('is told by an id of its own from one of the same name that was there before', async () => {
    const idOf = async (): Promise<string | undefined> => {
      const log = await kafkaEventLog({ ...options, index: memoryEntryIndex() });
      await log.close();
      return log.id;
    };
    const id = await idOf();
    expect(id).toMatch(/^[\w-]+$/);
    expect(await idOf()).toBe(id);
    await deleteTopic(options);
    expect(await idOf()).not.toBe(id);
  });

  it.each([
    ['retention.ms', '604800000', 'retention.ms=-1'],
    ['retention.bytes', '1000000', 'retention.bytes=-1'],
    ['cleanup.policy', 'compact', 'cleanup.policy=delete'],
    ['max.message.bytes', '100000', 'max.message.bytes=1000000'],
    ['unclean.leader.election.enable', 'true', 'unclean.leader.election.enable=false'],
  ])('with %s=%s is refused, and the fix named', async (name, value, fix) => {
    await create({ ...right, [name]: value });
    await expect(opened()).rejects.toMatchObject(misconfigured(`--add-config ${fix}`));
  });

  it('that exists with the right settings is taken', async () => {
    await create(right);
    await opened();
  });

  it('with another number of partitions than is configured is refused', async () => {
    await opened();
    await expect(opened({ partitions: 3 })).rejects.toMatchObject(
      misconfigured('set the number of partitions to 2'),
    );
  });

  it('whose partitions were added to is refused: ledgers would be looked for in other ones', async () => {
    await opened();
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    await expect(opened({ partitions: 3 })).rejects.toMatchObject(
      misconfigured('was created with 2 partitions and has 3 now'),
    );
  });

  it('that spreads ledgers in another way is refused', async () => {
    await create(right);
    const value = JSON.stringify({ partitions: 2, hash: 'murmur2' });
    await send({ partition: 0, key: null, value, headers: { record: 'genesis' } });
    await expect(opened()).rejects.toMatchObject(
      misconfigured(`spreads ledgers by murmur2, this release by ${partitionHash}`),
    );
  });

  it('of somebody else is refused', async () => {
    await create(right);
    await send({ partition: 0, key: 'k', value: 'v' });
    await expect(opened()).rejects.toMatchObject(misconfigured('Choose another topic prefix'));
  });

  it('is refused an entry index of another topic, which keeps what it has', async () => {
    await opened();
    const other = freshOptions({ partitions: 2, index: options.index });
    const failed = await kafkaEventLog(other).catch((error: unknown) => error);
    await deleteTopic(other);
    expect(failed).toMatchObject(misconfigured('belongs to another log than the topic'));
    expect(failed).toMatchObject({ saying: { text: { zh: expect.stringContaining('另一日志') } } });
    await opened();
  });

  it('that was deleted and begun anew is another one to its entry index', async () => {
    await opened();
    await deleteTopic(options);
    await expect(opened()).rejects.toMatchObject(misconfigured('belongs to another log'));
    await opened({ index: memoryEntryIndex() });
  });

  it('that no broker answers for is an error that may pass', async () => {
    await opened();
    const connection = { brokers: ['127.0.0.1:1'] };
    await expect(opened({ connection })).rejects.toMatchObject({ code: 'io', retriable: true });
  });
});
