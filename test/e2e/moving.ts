// What specs of moving a ledger begin with: installations on the test servers, and the example lists.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CliOptions, cli } from '../cli.js';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';
import { answered } from './persistently.js';
import { type Api } from './testing.js';

const root = join(import.meta.dirname, '../..');

/** Fresh, on Kafka and MongoDB; every process of it has a data folder of its own in `folder`. */
export function serversIn(
  folder: string,
  partitions = 2,
): { readonly name: string; process(data: string): CliOptions } {
  const name = freshName('moving');
  const env = {
    SALES_LEDGER_KAFKA_BROKERS: kafkaBrokers().join(','),
    SALES_LEDGER_KAFKA_TOPIC_PREFIX: `${name}.`,
    SALES_LEDGER_KAFKA_PARTITIONS: String(partitions),
    SALES_LEDGER_INSTALLATION: name,
    SALES_LEDGER_MASTER_KEY_FILE: join(folder, `${name}.master.key`),
    SALES_LEDGER_MONGODB_URL: databaseUrl(name),
  };
  return { name, process: (data) => ({ data: join(folder, data), cwd: folder, env }) };
}

const lists = [
  ['people.csv', 'organization'],
  ['products.csv', 'products'],
  ['customers.csv', 'customers'],
  ['deals.csv', 'pipeline'],
  ['targets.csv', 'targets'],
  ['feedback.csv', 'feedback'],
] as const;

export async function importLists(api: Api): Promise<void> {
  const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
  await api.post('', { ...acme, firstDay: '2026-01-01' }, 'open');
  for (const [file, preset] of lists) {
    const csv = await readFile(join(root, 'docs/examples', file));
    await api.import('acme', `preset=${preset}`, new Uint8Array(csv));
  }
}

/** A command that must succeed. */
export async function done(options: CliOptions, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(options, ...words);
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stdout}${stderr}`);
  return stdout;
}

/** A board and the people, names opened: what two installations show alike that hold the same entries and keys. */
export async function shownBy(api: Api, after: number): Promise<readonly unknown[]> {
  const told = (path: string, what: string): Promise<unknown> =>
    answered(async () => {
      const answer = (await api.get(`${path}after=${after}`)) as {
        readonly [what: string]: unknown;
      };
      if (answer[what] === undefined) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      return answer[what];
    });
  return [
    await told('/acme/leaderboards/sales-amount?period=2026-Q1&', 'rows'),
    await told('/acme/salespeople?', 'salespeople'),
  ];
}
