// Command, projection and query services over real Kafka and MongoDB, each of them twice, killed one after another.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { cli } from '../cli.js';
import { freshName, kafkaBrokers } from '../servers/testing.js';
import { Installation, killed, startMsMax } from './installation.js';
import { persistently } from './persistently.js';
import { type Api, inFolder, whileServed } from './testing.js';

const root = join(import.meta.dirname, '../..');

const lists = [
  ['people.csv', 'organization'],
  ['products.csv', 'products'],
  ['customers.csv', 'customers'],
  ['deals.csv', 'pipeline'],
] as const;

async function importLists(api: Api): Promise<void> {
  const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
  await api.post('', { ...acme, firstDay: '2026-01-01' }, 'open');
  for (const [file, preset] of lists) {
    const csv = await readFile(join(root, 'docs/examples', file));
    const lines = await api.import('acme', `preset=${preset}`, new Uint8Array(csv));
    expect(lines.at(-1)?.totals).toMatchObject({ refused: 0 });
  }
}

type Board = {
  readonly rows: readonly {
    readonly name: string;
    readonly value: string;
    readonly rank: number;
  }[];
};

async function boardOf(api: Api, after: number): Promise<unknown> {
  const path = `/acme/leaderboards/sales-amount?period=2026-Q1&after=${after}`;
  const { rows } = (await api.get(path)) as Board;
  return rows.map(({ name, value, rank }) => ({ name, value, rank }));
}

/** What one service says of a route that another one has. */
async function sentOn({ url }: Api, method: string, path: string): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { method, headers: { 'accept-language': 'en' } });
  const { status, code, detail } = (await answer.json()) as Record<string, unknown>;
  return [status, code, /such as a (\S+)\.$/.exec(String(detail))?.[1]];
}

async function groups(): Promise<readonly string[]> {
  const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  } finally {
    await admin.disconnect();
  }
}

async function anybody(api: Api): Promise<string> {
  const { salespeople } = (await api.get('/acme/salespeople')) as {
    readonly salespeople: readonly { readonly id: string }[];
  };
  return salespeople[0]?.id ?? '';
}

describe('services on Kafka and MongoDB', () => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await Installation.begin();
  });
  afterEach(() => installation.end(), startMsMax);

  it(
    'tell what the embedded shape tells, and go on where one of each is killed',
    async () => {
      const commands = await installation.start('command');
      const folds = await installation.start('projection');
      const queries = await installation.start('query');
      await importLists(commands.api);
      const head = await queries.api.head('acme');
      const embedded = await inFolder('embedded', (_, options) =>
        whileServed(options, async (api) => {
          await importLists(api);
          expect(await api.head('acme')).toBe(head);
          return boardOf(api, head);
        }),
      );
      expect(await boardOf(queries.api, head)).toEqual(embedded);

      const others = await Promise.all(
        (['command', 'projection', 'query'] as const).map((role) => installation.start(role)),
      );
      const [commandsToo, , queriesToo] = others;
      const away = (service: string): unknown => [404, 'route-elsewhere', service];
      const board = '/v1/ledgers/acme/leaderboards/sales-amount?period=2026-Q1';
      expect(await sentOn(commands.api, 'GET', board)).toEqual(away('query-service'));
      expect(await sentOn(queries.api, 'POST', '/v1/ledgers')).toEqual(away('command-service'));
      const rebuild = '/v1/projections/measure/rebuild';
      expect(await sentOn(queries.api, 'POST', rebuild)).toEqual(away('projection-service'));
      const verify = '/v1/ledgers/acme/verification';
      expect(await sentOn(folds.api, 'GET', verify)).toEqual(away('query-service'));
      expect(await sentOn(folds.api, 'GET', '/nowhere')).toEqual([
        404,
        'route-not-found',
        undefined,
      ]);

      // Only who decides commands has a state that a start would replay.
      const diagnosed = await fetch(`${queries.api.url}/v1/diagnosis`);
      const told = (await diagnosed.json()) as { readonly ledgers: readonly object[] };
      expect(told.ledgers).toEqual([{ ledger: 'acme', key: 'matches', entries: head }]);

      const salesperson = await anybody(queries.api);
      const open = (api: Api, deal: string) => () =>
        api.post(`/acme/deals`, { deal, salesperson, openedOn: '2026-03-01' }, `open-${deal}`);
      const before = await persistently(open(commandsToo?.api ?? commands.api, 'k-1'));
      expect(before).toBe(head + 1);
      for (const { child } of [commands, folds, queries]) await killed(child);
      const after = await persistently(open(commandsToo?.api ?? commands.api, 'k-2'));
      expect(after).toBe(head + 2);
      // Asked again by its key, it is told as it was recorded.
      expect(await persistently(open(commandsToo?.api ?? commands.api, 'k-1'))).toBe(head + 1);
      const seen = await boardOf(queriesToo?.api ?? queries.api, after);
      expect(seen).toEqual(embedded);
      const subjects = await queriesToo?.api.entries('acme');
      expect(subjects?.map(({ entry }) => entry)).toEqual(
        Array.from({ length: after }, (_, index) => index + 1),
      );
      // Whoever only asks takes part in no sharing out of partitions: a group of this name would be there.
      const group = freshName('asker');
      const env = { ...installation.environment, SALES_LEDGER_INSTALLATION: group };
      const asked = await cli({ data: commands.place, env }, 'audit', 'deal/k-1');
      expect([asked.code, asked.stdout]).toEqual([0, expect.stringContaining('DealOpened')]);
      expect((await groups()).filter((name) => name.startsWith(group))).toEqual([]);
      expect(await groups()).toContain(`${installation.name}.${installation.name}.sales.commands`);
      // Where the master key is lost, none is made in its place.
      expect(await installation.refusal('command')).toContain('ended before it served');
    },
    4 * startMsMax,
  );
});
