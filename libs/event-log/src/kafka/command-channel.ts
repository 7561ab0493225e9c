// The way between services on Kafka: requests on one topic, a partition for each partition of the log, shared out by a
// consumer group; replies on another, which every service reads from its own start on.
import { type Message } from 'kafkajs';
import {
  type ChannelMember,
  type ChannelReply,
  type ChannelRequest,
  type CommandChannel,
  ChannelError,
} from '../command-channel.js';
import { BatchedSender } from './batched-sender.js';
import { reasonOf } from './failure.js';
import { PartitionReader } from './partition-reader.js';
import { ReplyReader } from './reply-reader.js';
import { RequestConsumer } from './request-consumer.js';
import { type KafkaConnection, type KafkaLimits, defaultKafkaLimits } from './settings.js';
import { demandTransientTopics } from './transient-topic.js';

export type KafkaChannelOptions = {
  readonly connection: KafkaConnection;
  /** Names the consumer group: services of one installation share the partitions among them. */
  readonly installation: string;
  /** Before `sales.commands` and `sales.replies`; empty by default. */
  readonly topicPrefix?: string;
  /** As many as the log has. */
  readonly partitions: number;
  /** One of its own in each process. */
  readonly service: string;
  readonly limits?: Partial<KafkaLimits>;
  /** Told of what went wrong and is tried again. */
  readonly onTrouble?: (error: unknown) => void;
};

/** @throws LogError where the topics can't be made ready */
export async function kafkaCommandChannel(options: KafkaChannelOptions): Promise<CommandChannel> {
  const { connection, installation, topicPrefix = '', partitions, service } = options;
  const { onTrouble = () => undefined } = options;
  const limits = { ...defaultKafkaLimits, ...options.limits };
  const commands = `${topicPrefix}sales.commands`;
  const replies = `${topicPrefix}sales.replies`;
  const sender = new BatchedSender(connection, limits);
  let joined: readonly { readonly isUp: boolean; close(): Promise<void> }[] = [];
  let isClosed = false;

  async function sent(topic: string, message: Message & { readonly value: string }): Promise<void> {
    if (isClosed) throw new ChannelError('closed', `the channel of ${service} is closed`);
    try {
      await sender.send(topic, message);
    } catch (error) {
      throw new ChannelError('io', `${topic}: ${reasonOf(error)}`, { cause: error });
    }
  }

  async function join(member: ChannelMember): Promise<void> {
    const place = { topic: replies, partition: 0 };
    const reader = new ReplyReader(
      new PartitionReader(connection, place, limits),
      (message) => {
        const reply = replyIn(message, service);
        if (reply !== undefined) member.reply(reply);
      },
      onTrouble,
    );
    const consumer = new RequestConsumer({
      connection,
      limits,
      topic: commands,
      group: `${installation}.${commands}`,
      partitions,
      warm: () => member.warm(),
      assigned: (assigned) => member.assigned(assigned),
      request: (partition, message) => {
        const request = requestIn(message, partition);
        if (request === undefined)
          onTrouble(new Error(`${commands} has a message that is no request`));
        else member.request(request);
      },
      onTrouble,
    });
    joined = [consumer, reader];
    await reader.start();
    await consumer.start();
  }

  await demandTransientTopics(
    connection,
    [
      { topic: commands, partitions },
      { topic: replies, partitions: 1 },
    ],
    limits,
  );
  return {
    service,
    join,
    send: async ({ partition, body, id, replyTo, untilMs }) => {
      const headers = { id, 'reply-to': replyTo, until: String(untilMs) };
      await sent(commands, { partition, value: body, headers });
    },
    answer: async (replyTo, { id, body }) => {
      await sent(replies, { partition: 0, value: body, headers: { id, to: replyTo } });
    },
    isUp: () => !isClosed && joined.length > 0 && joined.every((one) => one.isUp),
    close: async () => {
      isClosed = true;
      await Promise.all(joined.map((one) => one.close()));
      sender.close();
    },
  };
}

type Received = Pick<Message, 'value' | 'headers'>;

function requestIn(message: Received, partition: number): ChannelRequest | undefined {
  const [id, replyTo, until] = ['id', 'reply-to', 'until'].map((name) => headerOf(message, name));
  const body = message.value?.toString();
  if (id === undefined || replyTo === undefined || until === undefined || body === undefined) {
    return undefined;
  }
  return { id, partition, replyTo, untilMs: Number(until), body };
}

function replyIn(message: Received, service: string): ChannelReply | undefined {
  if (headerOf(message, 'to') !== service) return undefined;
  const [id, body] = [headerOf(message, 'id'), message.value?.toString()];
  return id === undefined || body === undefined ? undefined : { id, body };
}

function headerOf({ headers }: Received, name: string): string | undefined {
  return headers?.[name]?.toString();
}
