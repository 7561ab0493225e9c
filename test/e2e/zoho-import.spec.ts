// Zoho CRM's export of Deals, as it lies on a disk, through the command line.
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { type CliOptions, cli } from '../cli.js';
import { type Api, inFolder, whileServed } from './testing.js';

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures', name);
const people = 'salesperson\n王芳\n"李伟 ""Leo"""\nAna Sá\n';
const accounts = 'Account Name,Industry\n上海精工机械有限公司,制造业\n"Brightwater, Inc.",水务\n';

/** The answers as `line code-or-outcome`. */
async function imported(
  options: CliOptions,
  file: string,
  ...more: readonly string[]
): Promise<readonly string[]> {
  const report = join(options.cwd ?? '', 'report.csv');
  const words = ['import', file, '--preset', 'zoho-deals', '--report', report, ...more];
  const run = await cli(options, '--json', ...words);
  expect(run.stderr.includes('    at ')).toBe(false);
  return answersOf(report);
}

async function answersOf(report: string): Promise<readonly string[]> {
  const rows: readonly Record<string, string>[] = parse(await readFile(report), {
    bom: true,
    columns: true,
  });
  return rows.map(({ outcome = '', code = '', entries = '' }) => `${code || outcome} ${entries}`);
}

async function prepare(api: Api): Promise<void> {
  const [currency, timeZone] = ['CNY', 'Asia/Shanghai'];
  await api.post('', { ledger: 'acme', name: 'Acme', currency, timeZone, firstDay: '2026-01-01' });
  await api.import('acme', 'preset=organization', people);
  await api.import('acme', 'preset=customers', accounts);
}

const deal = async (api: Api, number: number): Promise<unknown> =>
  api.get(`/acme/deals/540000000000050000${number}?after=${await api.head('acme')}`);

describe('an import of Zoho CRM’s deals', () => {
  it(
    'follows two exports: changed, older, reopened and emptied rows',
    () =>
      inFolder('zoho', async (folder, given) => {
        const options = { ...given, cwd: folder };
        await whileServed(options, async (api) => {
          await prepare(api);
          const first = await imported(options, fixture('zoho-deals.csv'));
          expect(first).toEqual([
            'recorded 2',
            'recorded 1',
            'recorded 2',
            'row-salesperson-unknown 0',
            'exchange-rate-missing 0',
            'recorded 2',
          ]);
          expect(await deal(api, 1)).toMatchObject({
            deal: {
              status: 'won',
              title: '精工 2026 年度产线',
              openedOn: '2026-01-12',
              channel: '展会',
              won: { amount: '128000.00', closedOn: '2026-02-27' },
              source: { modifiedAt: '2026-02-27T10:05:10Z' },
            },
          });
          expect(await deal(api, 2)).toMatchObject({
            deal: {
              status: 'open',
              amount: '56000.50',
              probabilityBp: 6000,
              expectedCloseOn: '2026-06-30',
            },
          });
          // 23:30 in New York is the next day in Shanghai.
          expect(await deal(api, 3)).toMatchObject({
            deal: { status: 'lost', openedOn: '2026-01-16', lost: { reason: '价格' } },
          });
          expect(await imported(options, fixture('zoho-deals.csv'))).toEqual(
            first.map((answer) => answer.replace(/recorded \d/, 'unchanged 0')),
          );

          expect(await imported(options, fixture('zoho-deals-later.csv'))).toEqual([
            'recorded 1',
            'unchanged 0',
            'recorded 2',
            'row-currency-changed 0',
            'recorded 1',
            'row-field-missing 0',
          ]);
          expect(await deal(api, 1)).toMatchObject({ deal: { won: { amount: '130500.00' } } });
          expect(await deal(api, 2)).toMatchObject({
            deal: {
              amount: '56000.50',
              probabilityBp: 8000,
              stage: 'Negotiation/Review',
              expectedCloseOn: '2026-06-30',
            },
          });
          expect(await deal(api, 3)).toMatchObject({
            deal: { status: 'open', probabilityBp: 7000 },
          });
          // The first export is older by now, and changes nothing any more.
          const head = await api.head('acme');
          await imported(options, fixture('zoho-deals.csv'));
          expect(await api.head('acme')).toBe(head);
        });
      }),
    120_000,
  );

  it(
    'matches owners by id where the mapping says so, in the zone that it names',
    () =>
      inFolder('zoho-mapped', async (folder, given) => {
        const options = { ...given, cwd: folder };
        const mapping = join(folder, 'mapping.json');
        const columns = { salesperson: ['Deal Owner.id'] };
        await writeFile(mapping, JSON.stringify({ columns, timeZone: 'America/New_York' }));
        await whileServed(options, async (api) => {
          await prepare(api);
          await api.import('acme', 'preset=organization', 'name\n5400000000000201002\n');
          const answers = await imported(
            options,
            fixture('zoho-deals.csv'),
            ...['--mapping', mapping],
          );
          expect(answers.filter((answer) => answer.startsWith('recorded'))).toHaveLength(2);
          expect(await deal(api, 2)).toMatchObject({
            deal: { openedOn: '2026-01-21', source: { modifiedAt: '2026-02-20T15:00:00Z' } },
          });
        });
      }),
    90_000,
  );
});
