// A kafkajs client that can be killed. Its own disconnect waits for requests in flight and does not stop retries: an
// abandoned one was seen to fence its own successor. So each producer and each reader has a client of its own.
import { isIP, connect as connectPlain, type Socket } from 'node:net';
import { TLSSocket, connect as connectTls } from 'node:tls';
import { type ISocketFactoryArgs, Kafka, type PartitionMetadata, logLevel } from 'kafkajs';
import { type PartitionData } from 'kafkajs/src/consumer/batch.js';
import './quiet-queues.js';
import { type KafkaConnection, type KafkaLimits, retry } from './settings.js';

/** kafkajs' own, which it does not type: what producers, consumers and admins are made on. */
export type Cluster = {
  connect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: readonly number[]): object;
  findBroker(wanted: { readonly nodeId: string }): Promise<Broker>;
  findGroupCoordinatorMetadata(of: object): Promise<object>;
  refreshMetadata(): Promise<void>;
  /** What it asks for where nothing else is said; of none of them it asks for every topic of the cluster. */
  readonly targetTopics: Set<string>;
  metadata(of: { readonly topics: readonly string[] }): Promise<Metadata>;
  fetchTopicsOffset(
    topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number }[];
      readonly fromBeginning: boolean;
    }[],
  ): Promise<readonly { readonly partitions: readonly { readonly offset: string }[] }[]>;
};

export type Metadata = {
  readonly brokers: readonly object[];
  readonly topicMetadata: readonly {
    readonly topic: string;
    readonly partitionMetadata: PartitionMetadata[];
  }[];
};

export type Broker = {
  fetch(request: object): Promise<{
    readonly responses: readonly { readonly partitions: readonly PartitionData[] }[];
  }>;
};

export type CreateCluster = (options: object) => Cluster;

export type Client = {
  readonly kafka: Kafka;
  readonly createCluster: CreateCluster;
  /** Those that kafkajs made for its own parts, in their order. */
  readonly clusters: readonly Cluster[];
  /**
   * From now on the coordinator of what is asked for is looked for once, until something fails: kafkajs does so twice in each
   * transaction.
   */
  keepCoordinator(): void;
  /** Rejects once every broker that is named has shown a certificate that is not trusted: kafkajs would ask on and on. */
  readonly distrusted: Promise<never>;
  /** Ends every request and every retry; the client is of no use afterwards. */
  kill(): void;
};

export type ClientOptions = {
  /** How often kafkajs tries again by itself; a killed client goes on until it has. */
  readonly retries?: number;
  /** Where given, it never asks for others: one topic without a leader, whosever it is, fails all that are asked for with it. */
  readonly topics?: readonly string[];
};

export function killableClient(
  connection: KafkaConnection,
  limits: KafkaLimits,
  { retries = retry.retries, topics = [] }: ClientOptions = {},
): Client {
  const { clientId = 'sales-ledger', ssl, sasl } = connection;
  const brokers = inTurn(connection.brokers);
  const sockets = new Set<Socket>();
  const trusted = new Set(brokers);
  let distrust: (error: Error) => void = () => undefined;
  const distrusted = new Promise<never>((_, reject) => (distrust = reject));
  distrusted.catch(() => undefined); // whoever starts asks
  let isKilled = false;
  let isHeard = false;
  let keepsCoordinator = false;

  /** The first question is always answered at once; later ones may wait for others, as one to take part in a group does. */
  const demandWord = (socket: Socket): void => {
    const timer = setTimeout(() => socket.destroy(silence()), limits.silenceMsMax);
    socket.once('close', () => clearTimeout(timer));
    socket.once('data', () => {
      isHeard = true;
      clearTimeout(timer);
    });
  };

  const socketFactory = ({ host, port, ssl: tls, onConnect }: ISocketFactoryArgs): Socket => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // Without TLS kafkajs passes null, whatever its types say.
    const socket: Socket = tls
      ? connectTls({ host, port, ...servername, ...tls }, onConnect)
      : connectPlain({ host, port }, onConnect);
    socket.setKeepAlive(true, 60_000);
    socket.setNoDelay(true);
    // Also of one that kafkajs has let go of.
    socket.on('error', (error) => {
      if (!isDistrusted(socket)) return;
      trusted.delete(`${host}:${port}`);
      if (trusted.size === 0) distrust(error);
    });
    if (!isHeard) demandWord(socket);
    socket.on('close', () => sockets.delete(socket));
    sockets.add(socket);
    if (isKilled) socket.destroy(discarded());
    return socket;
  };

  const kafka = new Kafka({
    brokers,
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: limits.connectMsMax,
    requestTimeout: limits.requestMsMax,
    retry: { ...retry, retries },
    socketFactory,
    logLevel: logLevel.NOTHING, // what matters comes as an error, and is told by whoever decides what to do
  });
  const clusters: Cluster[] = [];
  return {
    kafka,
    createCluster: ownClusters(kafka, {
      keepsCoordinator: () => keepsCoordinator,
      topics,
      clusters,
    }),
    clusters,
    keepCoordinator: () => (keepsCoordinator = true),
    distrusted,
    kill: () => {
      isKilled = true;
      // Without an error kafkajs would not notice: it listens to `end` and `error`, not to `close`.
      for (const socket of sockets) socket.destroy(discarded());
    },
  };
}

/** Node notes it on the socket, whatever the fault's name. */
function isDistrusted(socket: Socket): boolean {
  return socket instanceof TLSSocket && Boolean(socket.authorizationError);
}

let begun = 0;

/** kafkajs begins with the first one. Clients begin with one each, so that one that is away holds up few of them. */
function inTurn(brokers: readonly string[]): string[] {
  const first = (begun += 1) % brokers.length;
  return [...brokers.slice(first), ...brokers.slice(0, first)];
}

/** kafkajs goes on to the next broker only where a connection fails, not where nothing is said on it. */
function silence(): Error {
  return new Error('the broker took the connection and said nothing');
}

function discarded(): Error {
  return new Error('this client was discarded');
}

type Own = {
  readonly keepsCoordinator: () => boolean;
  readonly topics: readonly string[];
  readonly clusters: Cluster[];
};

/**
 * Hands the client's retry settings to its clusters, which is where InitProducerId looks for them: kafkajs 2.2.4 forgets
 * to, and a take-over would wait 300 ms and more. client.spec.ts fails where this stops to work.
 * @returns how this client makes its clusters
 */
function ownClusters(kafka: Kafka, { keepsCoordinator, topics, clusters }: Own): CreateCluster {
  const key = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (key === undefined) throw new Error('kafkajs makes its clusters in another way than 2.2.4');
  const original = Reflect.get(kafka, key) as CreateCluster; // kafkajs types nothing of it
  const create: CreateCluster = (options) => {
    const cluster = original(options);
    for (const topic of topics) cluster.targetTopics.add(topic);
    clusters.push(cluster);
    const find = cluster.findGroupCoordinatorMetadata.bind(cluster);
    const refresh = cluster.refreshMetadata.bind(cluster);
    let kept: object | undefined;
    const findGroupCoordinatorMetadata = async (of: object): Promise<object> => {
      if (kept !== undefined) return kept;
      const found = await find(of);
      if (keepsCoordinator()) kept = found;
      return found;
    };
    // What kafkajs does before it tries again: where the coordinator has moved or died, it is to find the new one.
    const refreshMetadata = (): Promise<void> => {
      kept = undefined;
      return refresh();
    };
    return Object.assign(cluster, { retry, findGroupCoordinatorMetadata, refreshMetadata });
  };
  Reflect.set(kafka, key, create);
  return create;
}
