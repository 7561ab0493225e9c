// Command, projection and query services over real Kafka and MongoDB, each of them twice, killed one after another.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';
import { persistently } from './persistently.js';
import { type Api, apiOf, inFolder, whileServed } from './testing.js';

type Role = 'command' | 'projection' | 'query';

type Service = { readonly api: Api; readonly child: ChildProcess };

const root = join(import.meta.dirname, '../..');
const startMsMax = 60_000;

class Installation {
  private readonly name = freshName('services');
  private readonly children: ChildProcess[] = [];
  private constructor(private readonly folder: string) {}

  static async begin(): Promise<Installation> {
    return new Installation(await mkdtemp(join(tmpdir(), 'sales-ledger-services-')));
  }

  async start(role: Role): Promise<Service> {
    const place = join(this.folder, String(this.children.length));
    const child = spawn(process.execPath, [join(root, `dist/apps/${role}-service/src/main.js`)], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        SALES_LEDGER_DATA: place,
        SALES_LEDGER_PORT: '0',
        SALES_LEDGER_LOG_LEVEL: 'fatal',
        SALES_LEDGER_KAFKA_BROKERS: kafkaBrokers().join(','),
        SALES_LEDGER_KAFKA_TOPIC_PREFIX: `${this.name}.`,
        SALES_LEDGER_KAFKA_PARTITIONS: '2',
        SALES_LEDGER_INSTALLATION: this.name,
        SALES_LEDGER_MASTER_KEY_FILE: join(this.folder, 'master.key'),
        SALES_LEDGER_MONGODB_URL: databaseUrl(this.name),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.push(child);
    return { api: apiOf({ url: await addressOf(child) }), child };
  }

  /** What a service that does not come up says. */
  async refusal(role: Role): Promise<string> {
    await rm(join(this.folder, 'master.key'));
    const refused = await this.start(role).catch((error: unknown) => String(error));
    expect(existsSync(join(this.folder, 'master.key'))).toBe(false);
    return typeof refused === 'string' ? refused : 'it serves';
  }

  async end(): Promise<void> {
    await Promise.all(this.children.map((child) => killed(child)));
    await rm(this.folder, { recursive: true });
  }
}

/** The line that says where it serves. */
async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout?.setEncoding('utf8') ?? []) {
    said += String(chunk);
    const [address] = /^http:\S+(?=\n)/m.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`the service ended before it served: ${said}`);
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

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
      // Where the master key is lost, none is made in its place.
      expect(await installation.refusal('command')).toContain('ended before it served');
    },
    4 * startMsMax,
  );
});
