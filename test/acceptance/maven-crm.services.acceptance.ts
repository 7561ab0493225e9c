// The same real data through services on Kafka and MongoDB and through the embedded shape: one ledger, told twice.
// Runs with ACCEPTANCE_DATA=<folder>; the data itself is no part of the project.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installation } from '../e2e/installation.js';
import { type Api, inFolder, whileServed } from '../e2e/testing.js';
import { caughtUp } from '../faults/acme.js';

const data = process.env['ACCEPTANCE_DATA'];
if (data === undefined) throw new Error('set ACCEPTANCE_DATA to the folder with maven-crm');
const source = join(data, 'maven-crm');

type Entry = {
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly occurredon: string;
  readonly data: object;
};
type Trail = {
  readonly entries: readonly {
    readonly type: string;
    readonly subject: string;
    readonly subjectName?: string | null;
    readonly version: number;
    readonly occurredOn: string;
    readonly changes: readonly { readonly field: string }[];
  }[];
  readonly cursor?: string;
};
type Told = {
  readonly entries: readonly string[];
  readonly opened: readonly string[];
  readonly boards: readonly string[];
};

const lists = [
  ['sales_teams.csv', 'organization', undefined],
  ['products.csv', 'products', { aliases: { 'GTX Pro': ['GTXPro'] } }],
  ['accounts.csv', 'customers', undefined],
  ['sales_pipeline.csv', 'pipeline', undefined],
] as const;
const quarters = ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4', '2017'];
const metrics = ['sales-amount', 'deals-won', 'win-rate', 'cycle-days', 'new-customers'];

async function importAll(api: Api): Promise<void> {
  const opening = { ledger: 'maven', name: 'maven', currency: 'USD', timeZone: 'UTC' };
  await api.post('', { ...opening, firstDay: '2016-01-01' }, 'open');
  for (const [file, preset, mapping] of lists) {
    const csv = new Uint8Array(await readFile(join(source, file)));
    const lines = await api.import('maven', `preset=${preset}`, csv, mapping);
    expect(lines.at(-1)).toMatchObject({ totals: { refused: 0, unchanged: 0 } });
  }
}

/**
 * Identifiers are made at random: each is replaced by the name that it stands for. What is sealed or keyed is left out, for the
 * trail tells it opened.
 */
function renaming(trail: Trail['entries']): (value: unknown) => string {
  const names = new Map<string, string>();
  for (const { subject, subjectName } of trail) {
    if (typeof subjectName === 'string') names.set(subject.replace(/^.*\//, ''), subjectName);
  }
  return (value) =>
    JSON.stringify(value, (key, one: unknown) =>
      ['hash', 'record', 'ledgerKeyHash'].includes(key) ? undefined : one,
    )
      .replace(/"sealed:[^"]*"/g, '"sealed"')
      .replace(/\b(?:cust|sp|terr|team)-[0-9a-f]{26}/g, (id) => names.get(id) ?? 'nameless');
}

/** Every entry as an auditor sees it, personal fields opened. */
async function trailOf(api: Api, head: number): Promise<Trail['entries']> {
  const pages: Trail['entries'][] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const rest = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = (await api.get(`/maven/audit?limit=1000&after=${head}${rest}`)) as Trail;
    expect(page).toMatchObject({ entries: expect.any(Array) as unknown });
    pages.push(page.entries);
    ({ cursor } = page);
  }
  return pages.flat();
}

/** What a reader is told of the whole ledger, by a service that answers queries. */
async function told(api: Api): Promise<Told> {
  const head = await api.head('maven');
  await caughtUp(api); // of thousands of entries at once read models show the last ones later than a reader waits for
  const trail = await trailOf(api, head);
  const renamed = renaming(trail);
  const entries = (await api.entries('maven')) as unknown as readonly Entry[];
  const boards: string[] = [];
  for (const metric of metrics) {
    for (const period of quarters) {
      const asked = `period=${period}&limit=100&scope=organization&after=${head}`;
      const board = (await api.get(`/maven/leaderboards/${metric}?${asked}`)) as {
        readonly rows: readonly Record<string, unknown>[];
      };
      expect(board.rows.length).toBeGreaterThan(0);
      const rows = board.rows.map(({ rank, name, value }) => ({ rank, name, value }));
      boards.push(JSON.stringify({ metric, period, rows }));
    }
  }
  // Rows that do not depend on one another are recorded in whatever order they come; each subject's own order is its versions'.
  return {
    entries: entries
      .map(({ type, subject, version, occurredon, data: fields }) =>
        renamed([type, subject, version, occurredon, fields]),
      )
      .sort(),
    opened: trail
      .map(({ type, subject, subjectName, version, occurredOn, changes }) =>
        renamed([
          ...[type, subject, subjectName, version, occurredOn],
          changes.filter(({ field }) => field !== 'ledgerKeyHash'),
        ]),
      )
      .sort(),
    boards,
  };
}

/** Where two lists part; a whole list of thousands printed beside another helps nobody. */
function parting(one: readonly string[], other: readonly string[]): readonly unknown[] | undefined {
  const at = one.findIndex((line, index) => line !== other[index]);
  return at < 0 && one.length === other.length ? undefined : [at, one[at], other[at]];
}

describe('maven-crm through services on Kafka and MongoDB', () => {
  it('gives the same entries, the same opened data and the same figures as the embedded shape', async () => {
    const installation = await Installation.begin();
    try {
      const commands = await installation.start('command');
      await installation.start('projection');
      const queries = await installation.start('query');
      await importAll(commands.api);
      const services = await told(queries.api);
      const embedded = await inFolder('acceptance', (_, options) =>
        whileServed(options, async (api) => {
          await importAll(api);
          return told(api);
        }),
      );
      expect(services.entries).toHaveLength(15_730);
      expect(parting(services.entries, embedded.entries)).toBeUndefined();
      expect(services.opened).toHaveLength(15_730);
      expect(parting(services.opened, embedded.opened)).toBeUndefined();
      expect(services.opened.join('')).toContain('Darcel Schlecht');
      expect(services.entries.join('')).not.toContain('nameless');
      expect(parting(services.boards, embedded.boards)).toBeUndefined();
    } finally {
      await installation.end();
    }
  }, 600_000);
});
