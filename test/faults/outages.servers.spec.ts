// Kafka and MongoDB stopped, killed and paused under a whole installation: every answer is true and comes in time, and all
// goes on without a hand. OUTAGE_ROUNDS=<n> runs more rounds, OUTAGE_MS=<ms> longer ones.
import { jest } from '@jest/globals';
import { seededRandom } from '@ledger/connectors';
import { Installation } from '../e2e/installation.js';
import { type Api } from '../e2e/testing.js';
import { type KafkaServer, startKafka } from '../servers/kafka.js';
import { type MongodbServer, startMongodb } from '../servers/mongodb.js';
import { type Server } from '../servers/server.js';
import { type Acme, openAcme, recoveryMsMax, until, verified } from './acme.js';
import { Load, lasting } from './load.js';
import { importWide, listedIn } from './wide-import.js';

const rounds = Number(process.env['OUTAGE_ROUNDS'] ?? 1);
const outageMs = Number(process.env['OUTAGE_MS'] ?? 6_000);
/** Longer than a store may take to answer. */
const silenceMs = Math.max(outageMs, 12_000);
const imported = { callers: 4, entriesMin: 2_000 };

jest.setTimeout(rounds * (outageMs + 240_000));

describe(`an installation whose servers go and come back (${rounds} rounds, ${outageMs} ms)`, () => {
  let kafka: KafkaServer;
  let mongodb: MongodbServer;
  let installation: Installation;
  let load: Load;
  let commands: Api;
  let commandsToo: Api;
  let queries: Api;
  let acme: Acme;
  beforeAll(async () => {
    [kafka, mongodb] = await Promise.all([startKafka(), startMongodb()]);
    const url = new URL(mongodb.url);
    url.pathname = '/outages';
    const servers = { brokers: kafka.brokers, mongodbUrl: url.href };
    installation = await Installation.begin(servers);
    ({ api: commands } = await installation.start('command'));
    ({ api: commandsToo } = await installation.start('command'));
    await installation.start('projection');
    ({ api: queries } = await installation.start('query'));
    acme = await openAcme(commands, queries);
    load = new Load({ commands: [commands, commandsToo], queries: [queries] }, acme.salesperson);
  });
  afterAll(async () => {
    await load?.stop();
    await installation?.end();
    await Promise.all([kafka?.stop(), mongodb?.stop()]);
  });

  const outages = (['kafka', 'mongodb'] as const).flatMap((name) =>
    (['SIGTERM', 'SIGKILL', 'SIGSTOP'] as const).map((signal) => ({ name, signal })),
  );
  it.each(outages)('goes on after $signal to $name', async ({ name, signal }) => {
    const server: Server = name === 'kafka' ? kafka : mongodb;
    for (let round = 0; round < rounds; round += 1) {
      load.start();
      const enough = load.acknowledged.size + 50;
      await until('commands are answered', () => load.acknowledged.size >= enough);
      await server.kill(signal);
      const part = name === 'kafka' ? 'log' : 'readStore';
      await Promise.all([lasting(outageMs), until('it is said', () => isDown(queries, part))]);
      await (signal === 'SIGSTOP' ? server.kill('SIGCONT') : server.restart());
      const more = load.acknowledged.size + 50;
      await until('commands are answered again', () => load.acknowledged.size >= more);
      await load.stop();
      await audit();
    }
  });

  it(`lets imports wait while MongoDB is silent for ${silenceMs} ms, and counts every row once`, async () => {
    const before = await queries.head('acme');
    const listed = await listedIn(queries);
    const importing = importWide([commands, commandsToo], imported, seededRandom('silence'));
    importing.catch(() => undefined); // it is looked at below
    const some = before + imported.entriesMin / 4;
    await until('some of it is recorded', async () => (await queries.head('acme')) >= some);
    await mongodb.kill('SIGSTOP');
    await lasting(silenceMs);
    await mongodb.kill('SIGCONT');
    const { deals, won, lost, amount } = await importing;
    expect(await verified(queries)).toEqual({ entries: before + deals + won + lost });
    const all = { deals: listed.deals + deals, won, lost, amount };
    expect(await listedIn(queries)).toEqual(all);
  });

  /** Nothing acknowledged is missing, nothing is twice, nothing is where it was refused; all of it adds up. */
  async function audit(): Promise<void> {
    const before = await bySubject();
    for (const key of [...load.unknown]) {
      await load.settle(key, recoveryMsMax);
      const [sequence] = before.get(`deal/${key}`) ?? [];
      const told = load.acknowledged.get(key)?.sequence;
      if (sequence !== undefined) expect([key, told]).toEqual([key, sequence]);
    }
    expect(load.faults).toEqual([]);
    const places = await bySubject();
    for (const [key, { sequence }] of load.acknowledged) {
      expect([key, places.get(`deal/${key}`)]).toEqual([key, [sequence]]);
    }
    for (const key of load.refused)
      expect([key, places.get(`deal/${key}`)]).toEqual([key, undefined]);
    const { entries } = await verified(queries);
    expect(entries).toBe(load.acknowledged.size + acme.entries);
  }

  async function bySubject(): Promise<ReadonlyMap<string, readonly number[]>> {
    const places = new Map<string, number[]>();
    const entries = await queries.entries('acme');
    expect(entries.map(({ entry }) => entry)).toEqual(entries.map((_, at) => at + 1));
    for (const { subject, entry } of entries) {
      places.set(subject, [...(places.get(subject) ?? []), entry]);
    }
    return places;
  }
});

async function isDown({ url }: Api, part: string): Promise<boolean> {
  const live = await fetch(`${url}/health/live`);
  const answer = await fetch(`${url}/health/ready`);
  const { down } = (await answer.json()) as { down: readonly string[] };
  return live.status === 200 && answer.status === 503 && down.includes(part);
}
