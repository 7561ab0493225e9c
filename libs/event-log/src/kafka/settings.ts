// What an installation says about its Kafka, and the times and bounds that experiments settled (docs/adr/0016).
import { type KafkaConfig } from 'kafkajs';
import { type EntryIndex, type Halt } from '../entry-index.js';

export type KafkaConnection = {
  /** host:port of one broker or more; the others are learnt from it. */
  readonly brokers: readonly string[];
  /** As kafkajs takes them. */
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
  readonly clientId?: string;
};

export type KafkaLogOptions = {
  readonly connection: KafkaConnection;
  /** Part of every transactional id, so that installations on one cluster never fence one another. */
  readonly installation: string;
  /** Before `sales.entries`; empty by default. */
  readonly topicPrefix?: string;
  /** Fixed when the topic is created; 16 by default. */
  readonly partitions?: number;
  /** Where entries are read by ledger and sequence. Whoever opened it closes it. */
  readonly index: EntryIndex;
  /** Whether this process fills the index as well as reading it; true by default. Any number may. */
  readonly feedsIndex?: boolean;
  /** Told of a ledger whose entries do not follow one another. */
  readonly onHalt?: (halt: Halt) => void;
  readonly limits?: Partial<KafkaLimits>;
};

export type KafkaLimits = {
  /** Our own bound around every step, for kafkajs' retries have none. */
  readonly stepMsMax: number;
  /** A broker that does not answer at all. */
  readonly requestMsMax: number;
  readonly connectMsMax: number;
  /** From the first connection's begin to the first word on it. A machine that hangs still takes connections. */
  readonly silenceMsMax: number;
  /** After this long the broker aborts a transaction that nobody ends. */
  readonly transactionMsMax: number;
  /** Before a writer asks who the writer is: a take-over that fenced it shows in the log only once it is complete. */
  readonly settleMs: number;
  /** A writer asks whether it still is the writer before it refuses, where its last commit is older. */
  readonly sureMsMax: number;
  /** How long a reader waits for the entry index. */
  readonly indexMsMax: number;
  /** While nobody waits for the entry index, entries of so long are stored together: a step costs more than an entry. */
  readonly indexRestMs: number;
  /** How long a fetch waits where there is nothing to read. */
  readonly idleMs: number;
};

export const defaultKafkaLimits: KafkaLimits = {
  stepMsMax: 5_000,
  requestMsMax: 3_000,
  connectMsMax: 1_000,
  silenceMsMax: 2_000,
  transactionMsMax: 10_000,
  settleMs: 100,
  sureMsMax: 5_000,
  indexMsMax: 5_000,
  indexRestMs: 100,
  idleMs: 1_000,
};

export const partitionsDefault = 16;

/** A send is one record batch, and a broker takes a batch of 1 MiB by default. */
export const sendBytesMax = 900_000;

/**
 * Many and quick: a take-over waits for the old transaction's end in such steps. By default kafkajs waits 300 ms, then
 * twice as long each time, and gives up after 5.
 */
export const retry = { initialRetryTime: 2, multiplier: 1.5, maxRetryTime: 20, retries: 200 };

/** Behind the prefix that an installation may have. */
export const entriesTopicName = 'sales.entries';

export function entriesTopic({ topicPrefix = '' }: KafkaLogOptions): string {
  return `${topicPrefix}${entriesTopicName}`;
}

/** Whoever begins a transaction under this name fences whoever did before. */
export function transactionalId(options: KafkaLogOptions, partition: number): string {
  return `${options.installation}.${entriesTopic(options)}.${partition}`;
}
