// Kafka and MongoDB stopped, killed and paused under a whole installation: every answer is true and comes in time, and all
// goes on without a hand. OUTAGE_ROUNDS=<n> runs more rounds, OUTAGE_MS=<ms> longer ones.
import { jest } from '@jest/globals';
import { Installation } from '../e2e/installation.js';
import { type Api } from '../e2e/testing.js';
import { type KafkaServer, startKafka } from '../servers/kafka.js';
import { type MongodbServer, startMongodb } from '../servers/mongodb.js';
import { type Server } from '../servers/server.js';
import { Load, lasting } from './load.js';

const rounds = Number(process.env['OUTAGE_ROUNDS'] ?? 1);
const outageMs = Number(process.env['OUTAGE_MS'] ?? 6_000);
const recoveryMsMax = 45_000; // bound of 15 s with a margin of three

jest.setTimeout(rounds * (outageMs + 240_000));

type Report = { readonly entries: number; readonly checks: readonly { readonly ok: boolean }[] };

describe(`an installation whose servers go and come back (${rounds} rounds, ${outageMs} ms)`, () => {
  let kafka: KafkaServer;
  let mongodb: MongodbServer;
  let installation: Installation;
  let load: Load;
  let commands: Api;
  let queries: Api;
  beforeAll(async () => {
    [kafka, mongodb] = await Promise.all([startKafka(), startMongodb()]);
    const url = new URL(mongodb.url);
    url.pathname = '/outages';
    const servers = { brokers: kafka.brokers, mongodbUrl: url.href };
    installation = await Installation.begin(servers);
    ({ api: commands } = await installation.start('command'));
    const { api: commandsToo } = await installation.start('command');
    await installation.start('projection');
    ({ api: queries } = await installation.start('query'));
    const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
    await commands.post('', { ...acme, firstDay: '2026-01-01' }, 'open');
    await commands.post('/acme/salespeople', { salesperson: 'sp-1', name: 'Ada' }, 'sp-1');
    load = new Load({ commands: [commands, commandsToo], queries: [queries] }, 'sp-1');
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
    const { entries, checks } = await verified();
    expect(entries).toBe(load.acknowledged.size + 2);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThan(0);
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

  /** Once every read model has caught up. */
  async function verified(): Promise<Report> {
    await until('read models catch up', async () => {
      const answer = await fetch(`${queries.url}/health/ready`);
      const { projections } = (await answer.json()) as { projections: { lagEntries: number }[] };
      return projections.every(({ lagEntries }) => lagEntries === 0);
    });
    const answer = await fetch(`${queries.url}/v1/ledgers/acme/verification`);
    const lines = (await answer.text()).trimEnd().split('\n');
    return (JSON.parse(lines.at(-1) ?? '') as { report: Report }).report;
  }
});

async function isDown({ url }: Api, part: string): Promise<boolean> {
  const live = await fetch(`${url}/health/live`);
  const answer = await fetch(`${url}/health/ready`);
  const { down } = (await answer.json()) as { down: readonly string[] };
  return live.status === 200 && answer.status === 503 && down.includes(part);
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + recoveryMsMax; !(await isTrue()); await lasting(50)) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}
