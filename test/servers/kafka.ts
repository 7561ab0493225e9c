// A Kafka broker for tests: one node that is its own controller, as small and as quick to start as it gets.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { cached } from './cached.js';
import { contained, dockerAnswers } from './docker.js';
import { freePort } from './ports.js';
import { type Place, type Server, type Serving, serve, signalProcess } from './server.js';

export type KafkaServer = Server & { readonly brokers: readonly string[] };

const image = 'apache/kafka:4.1.0';
const advice =
  'The tests need a Kafka broker: install Java 17 or later and Maven (on Debian: apt install ' +
  'openjdk-17-jre-headless maven; the network is needed the first time), or start Docker, ' +
  'or name a broker of your own in KAFKA_BROKERS (host:port, host:port).';

export async function startKafka(place: Place = {}): Promise<KafkaServer> {
  const [port, controllerPort] = [place.port ?? (await freePort()), await freePort()];
  const settings = settingsOf(port, controllerPort);
  const brokers = [`127.0.0.1:${port}`];
  const start =
    place.folder === undefined && dockerAnswers()
      ? contained({ name: 'kafka', image, port, environment: asEnvironment(settings) })
      : { ...(await java(settings)), ...place };
  return { ...(await serve({ ...start, serves: () => answers(brokers) })), brokers };
}

type Settings = Readonly<Record<string, string>>;

function settingsOf(port: number, controllerPort: number): Settings {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'auto.create.topics.enable': 'false',
    // A group of one member needs nobody's company, and by default would wait 3 s for it.
    'group.initial.rebalance.delay.ms': '0',
    // Killed and started again, it takes its place after this long, by default 9 s.
    'broker.session.timeout.ms': '2500',
    'broker.heartbeat.interval.ms': '500',
    // One node holds one copy, and a partition costs files.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
  };
}

/** As the image wants them. */
function asEnvironment(settings: Settings): Readonly<Record<string, string>> {
  const variables = Object.entries(settings).map(([key, value]) => [
    `KAFKA_${key.replaceAll('.', '_').toUpperCase()}`,
    value,
  ]);
  return { ...Object.fromEntries(variables), KAFKA_HEAP_OPTS: '-Xmx768m' };
}

async function java(settings: Settings): Promise<Omit<Serving, 'serves'>> {
  const pom = 'test/servers/pom.xml';
  const jars = await cached({
    name: 'kafka',
    list: pom,
    advice,
    fetch: (folder) => [
      ...(['mvn', '--quiet', '--batch-mode', '--file', pom] as const),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${folder}`,
    ],
  });
  const program = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin/java') : 'java';
  // Tests end before a better compiler and collector would have paid off.
  const options = ['-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const run = (...words: readonly string[]) =>
    [program, ...options, '-cp', join(jars, '*'), ...words] as const;
  const file = (folder: string): string => join(folder, 'server.properties');
  return {
    name: 'kafka',
    prepare: (folder) => {
      const lines = Object.entries({ ...settings, 'log.dirs': join(folder, 'data') });
      writeFileSync(file(folder), lines.map(([key, value]) => `${key}=${value}\n`).join(''));
      const words = ['format', '--ignore-formatted', '--cluster-id', 'c2FsZXMtbGVkZ2VyLXRlcw'];
      return [run('kafka.tools.StorageTool', ...words, '--config', file(folder))];
    },
    command: (folder) => run('kafka.Kafka', file(folder)),
    signal: signalProcess,
  };
}

async function answers(brokers: readonly string[]): Promise<void> {
  const options = { brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 0 } };
  const admin = new Kafka(options).admin();
  try {
    await admin.connect();
    const { brokers: known } = await admin.describeCluster();
    if (known.length === 0) throw new Error('no broker has taken its place yet');
  } finally {
    await admin.disconnect();
  }
}
