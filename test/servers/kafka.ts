// A Kafka broker for tests: one node that is its own controller, as small and as quick to start as it gets; or a cluster of
// three of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { contained, dockerAnswers } from './docker.js';
import { obtained } from './obtained.js';
import { freePort } from './ports.js';
import { type Certificates, type User } from './certificates.js';
import { type Place, type Runs, type Server, serve } from './server.js';

export type KafkaServer = Server & {
  readonly brokers: readonly string[];
  /** Where it speaks without TLS and asks nobody to sign in; the same as `brokers` where it is not secured. */
  readonly plainBrokers: readonly string[];
};

export type KafkaNode = KafkaServer & { readonly id: number };

/** Three that keep a copy each, so that one may be away. */
export type KafkaCluster = {
  readonly brokers: readonly string[];
  readonly nodes: readonly KafkaNode[];
  stop(): Promise<void>;
};

/** With TLS, for this user only, who may sign in by PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
export type Secured = { readonly certificates: Certificates; readonly user: User };

type Settings = Readonly<Record<string, string>>;

const image = 'apache/kafka:4.1.0';
const advice =
  'The tests need a Kafka broker. Either install Java 17 or later and Maven (on Debian: apt install maven), with the ' +
  'network the first time; or start Docker; or name a broker of your own: KAFKA_BROKERS=host:port.';

type Node = {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
};

/** A secured one runs without Docker, for its certificates are files of this machine. */
export async function startKafka(
  place: Place & { readonly secured?: Secured } = {},
): Promise<KafkaServer> {
  const { secured, folder } = place;
  const [port, controllerPort] = [place.port ?? (await freePort()), await freePort()];
  const plainPort = secured === undefined ? port : await freePort();
  const node = { id: 1, port: plainPort, controllerPort };
  const plain = { ...settingsOf(node, [node]), ...quickTimes };
  const settings =
    secured === undefined ? plain : { ...plain, ...securityOf(port, plain, secured) };
  const [brokers, plainBrokers] = [[`127.0.0.1:${port}`], [`127.0.0.1:${plainPort}`]];
  const runs = async (): Promise<Runs> =>
    folder === undefined && secured === undefined && dockerAnswers()
      ? contained({ name: 'kafka', image, port, environment: environment(port, settings) })
      : { ...(await onJava(settings, { user: secured?.user })), folder };
  const server = await serve({ runs, answers: () => answer(plainPort), advice });
  return { ...server, brokers, plainBrokers };
}

/**
 * Without Docker: its nodes reach one another on this machine's own address.
 * @param hasOwnTimes how long it takes to notice that a node is gone is Kafka's default
 */
export async function startKafkaCluster({ hasOwnTimes = false } = {}): Promise<KafkaCluster> {
  const nodes: Node[] = [];
  for (const id of [1, 2, 3]) {
    nodes.push({ id, port: await freePort(), controllerPort: await freePort() });
  }
  const starting = nodes.map(async (node): Promise<KafkaNode> => {
    const settings = { ...settingsOf(node, nodes), ...(hasOwnTimes ? {} : quickTimes) };
    const runs = (): Promise<Runs> => onJava(settings, { heapMb: 384 });
    const server = await serve({ runs, answers: () => answer(node.port), advice });
    const brokers = [`127.0.0.1:${node.port}`];
    return { ...server, id: node.id, brokers, plainBrokers: brokers };
  });
  const started = await Promise.allSettled(starting);
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  for (const one of started) {
    if (one.status === 'fulfilled') continue;
    await stop();
    throw one.reason;
  }
  return { brokers: servers.flatMap(({ brokers }) => brokers), nodes: servers, stop };
}

/** A second listener beside the plain one, which the broker itself goes on with. */
function securityOf(port: number, plain: Settings, { certificates, user }: Secured): Settings {
  const also = (name: string): string => `${plain[name]},SASL_SSL://127.0.0.1:${port}`;
  const [plainLogin, scramLogin] = ['plain.Plain', 'scram.Scram'].map(
    (login) => `org.apache.kafka.common.security.${login}LoginModule required`,
  );
  const protocols = 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL';
  const listener = 'listener.name.sasl_ssl';
  return {
    listeners: also('listeners'),
    'advertised.listeners': also('advertised.listeners'),
    'listener.security.protocol.map': protocols,
    'inter.broker.listener.name': 'PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    [`${listener}.plain.sasl.jaas.config`]: `${plainLogin} user_${user.name}="${user.password}";`,
    [`${listener}.scram-sha-256.sasl.jaas.config`]: `${scramLogin};`,
    [`${listener}.scram-sha-512.sasl.jaas.config`]: `${scramLogin};`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.server,
  };
}

/** Killed and started again, a node must wait for its old session to end, by default for 9 s. */
const quickTimes: Settings = {
  'broker.session.timeout.ms': '2500',
  'broker.heartbeat.interval.ms': '500',
};

function settingsOf({ id, port, controllerPort }: Node, nodes: readonly Node[]): Settings {
  const copies = String(nodes.length);
  const voters = nodes.map((node) => `${node.id}@127.0.0.1:${node.controllerPort}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': String(id),
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': voters.join(','),
    'auto.create.topics.enable': 'false',
    // A group's first member need not wait for company, by default for 3 s.
    'group.initial.rebalance.delay.ms': '0',
    // A node holds one copy, and each partition costs files.
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': String(Math.min(2, nodes.length)),
    'transaction.state.log.num.partitions': '4',
    // Who was the leader before it was away is the leader again soon, by default within 5 minutes.
    'leader.imbalance.check.interval.seconds': '5',
  };
}

async function onJava(
  settings: Settings,
  { user, heapMb = 768 }: { readonly user?: User | undefined; readonly heapMb?: number },
): Promise<Runs> {
  const pom = 'test/servers/pom.xml';
  const jars = await obtained({
    name: 'kafka',
    list: pom,
    fetch: (folder) => [
      ...(['mvn', '--quiet', '--batch-mode', '--file', pom] as const),
      ...['dependency:copy-dependencies', `-DoutputDirectory=${folder}`],
    ],
  });
  const home = process.env['JAVA_HOME'];
  const java = home === undefined ? 'java' : join(home, 'bin', 'java');
  // Tests are over before a better compiler or collector would have paid off.
  const options = [`-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const command = (...words: readonly string[]) =>
    [java, ...options, '-cp', join(jars, '*'), ...words] as const;
  const file = (folder: string): string => join(folder, 'server.properties');
  return {
    name: 'kafka',
    prepare: (folder) => {
      const lines = Object.entries({ ...settings, 'log.dirs': join(folder, 'data') });
      writeFileSync(file(folder), lines.map(([key, value]) => `${key}=${value}\n`).join(''));
      const words = [
        ...['--cluster-id', 'c2FsZXMtbGVkZ2VyLXRlcw', '--ignore-formatted'],
        ...(user === undefined ? [] : scramOf(user)),
      ];
      return [command('kafka.tools.StorageTool', 'format', ...words, '--config', file(folder))];
    },
    command: (folder) => command('kafka.Kafka', file(folder)),
    signal: process.kill,
  };
}

function scramOf({ name, password }: User): readonly string[] {
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    ...['--add-scram', `${mechanism}=[name=${name},password=${password}]`],
  ]);
}

/** The settings as the image reads them. From outside a container it is reached at the container's own address. */
function environment(port: number, settings: Settings): Settings {
  const listeners = settings['listeners']?.replace(`127.0.0.1:${port}`, `:${port}`) ?? '';
  const variables = Object.entries({ ...settings, listeners }).map(([key, value]) => [
    `KAFKA_${key.replaceAll('.', '_').toUpperCase()}`,
    value,
  ]);
  return { ...Object.fromEntries(variables), KAFKA_HEAP_OPTS: '-Xmx768m' };
}

/** Rejects until the node has taken its place. */
async function answer(port: number): Promise<void> {
  const options = {
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  };
  const admin = new Kafka(options).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (!brokers.some((one) => one.port === port)) throw new Error('it has no place yet');
  } finally {
    await admin.disconnect();
  }
}
