// What a cluster says of topics and of its brokers. Of these topics alone: kafkajs answers nothing at all where any topic that it
// asks for has no leader, and it asks for every topic of the cluster, also for those of others, where it may.
import { type PartitionMetadata } from 'kafkajs';
import { type Cluster, type Metadata } from './client.js';
import { DeadlineError } from './deadline.js';
import { brokerCode } from './failure.js';

export type Described = {
  /** How many are up. */
  readonly brokers: number;
  readonly partitions: readonly PartitionMetadata[];
};

type Asking = {
  readonly cluster: Pick<Cluster, 'metadata'>;
  /** How long it may be that no broker answers. */
  readonly waitMsMax: number;
};

const pauseMs = 100;

/**
 * @returns undefined where there is no such topic
 * @throws DeadlineError where no broker answered for so long; else what kafkajs throws
 */
export async function described(asking: Asking, topic: string): Promise<Described | undefined> {
  try {
    const { brokers, topicMetadata } = await answered(asking, [topic]);
    const found = topicMetadata.find((one) => one.topic === topic);
    return { brokers: brokers.length, partitions: found?.partitionMetadata ?? [] };
  } catch (error) {
    if (brokerCode(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
    throw error;
  }
}

/** The same of one that was just created: brokers learn of it one after another. @throws DeadlineError where it does not come */
export async function appeared(asking: Asking, topic: string): Promise<Described> {
  for (const until = performance.now() + asking.waitMsMax; ;) {
    const found = await described(asking, topic);
    if (found !== undefined) return found;
    if (performance.now() > until) {
      throw new DeadlineError(`waiting for the new topic ${topic}`, asking.waitMsMax);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** How many are up, also where there is no topic to ask for. @throws as `described` does */
export async function brokerCount(asking: Asking): Promise<number> {
  return (await answered(asking, [])).brokers.length;
}

/** Where none of the brokers answers in time kafkajs has null: that is no defect to end a start with, but a broker that is busy. */
async function answered(
  { cluster, waitMsMax }: Asking,
  topics: readonly string[],
): Promise<Metadata> {
  for (const until = performance.now() + waitMsMax; ;) {
    const answer: Metadata | null = await cluster.metadata({ topics });
    if (answer !== null) return answer;
    if (performance.now() > until)
      throw new DeadlineError('asking which brokers there are', waitMsMax);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
