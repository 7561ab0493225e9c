// Which node of a cluster does what: the one to take away.
import { type Cluster, killableClient } from '../../libs/event-log/src/kafka/client.js';
import {
  type KafkaConnection,
  defaultKafkaLimits,
} from '../../libs/event-log/src/kafka/settings.js';
import { type Place } from '../../libs/event-log/src/kafka/partition-reader.js';
import { type MongoClient } from 'mongodb';
import { type MongodbMember, type MongodbSet } from '../servers/mongodb.js';
import { type KafkaCluster, type KafkaNode } from '../servers/kafka.js';

const coordinatorType = { group: 0, transaction: 1 } as const;

export async function leaderOf(
  cluster: KafkaCluster,
  { topic, partition }: Place,
): Promise<KafkaNode> {
  const id = await asked(cluster, async (one) => {
    await one.addTargetTopic(topic);
    const [leader] = Object.keys(one.findLeaderForPartitions(topic, [partition]));
    return Number(leader);
  });
  return nodeIn(cluster, id);
}

export async function coordinatorOf(
  cluster: KafkaCluster,
  kind: keyof typeof coordinatorType,
  groupId: string,
): Promise<KafkaNode> {
  const id = await asked(cluster, async (one) => {
    const found = await one.findGroupCoordinatorMetadata({
      groupId,
      coordinatorType: coordinatorType[kind],
    });
    const { coordinator } = found as { readonly coordinator: { readonly nodeId: number } };
    return coordinator.nodeId;
  });
  return nodeIn(cluster, id);
}

export async function primaryOf(
  { members }: MongodbSet,
  client: MongoClient,
): Promise<MongodbMember> {
  const { primary } = await client.db('admin').command({ hello: 1 });
  const found = members.find(({ host }) => host === primary);
  if (found === undefined) throw new Error(`there is no member ${primary}`);
  return found;
}

async function asked<T>(
  { brokers }: KafkaCluster,
  ask: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const connection: KafkaConnection = { brokers };
  const client = killableClient(connection, defaultKafkaLimits);
  try {
    const cluster = client.createCluster({ metadataMaxAge: 300_000 });
    await cluster.connect();
    await cluster.addTargetTopic('__transaction_state');
    return await ask(cluster);
  } finally {
    client.kill();
  }
}

function nodeIn({ nodes }: KafkaCluster, wanted: number): KafkaNode {
  const found = nodes.find(({ id }) => id === wanted);
  if (found === undefined) throw new Error(`there is no broker ${wanted}`);
  return found;
}
