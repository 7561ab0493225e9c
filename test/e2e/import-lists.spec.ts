// What an import makes of files that are given the wrong way: by the wrong preset, without aliases, with stages nobody named.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CliOptions, type Run, cli } from '../cli.js';
import { inFolder, whileServed } from './testing.js';

const files = {
  'people.csv': 'salesperson\nAda\n',
  'products.csv': 'product,price\nKit,100\nHub=A,250\n',
  'deals.csv': [
    'opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value',
    'D-1,Ada,Koffer,Won,2026/1/5,2026/2/5,100',
    'D-2,Ada,Kit,Closed - Won,2026-01-05,2026-02-05,900',
    'D-3,Ada,Kit,Engaging,2026-01-05,,',
    '',
  ].join('\n'),
  'map.json': '{"aliases":{"Kit":["Koffer"]}}',
} as const;

const inBook = (use: (options: CliOptions, folder: string) => Promise<void>): Promise<void> =>
  inFolder('import-lists', async (folder, options) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await whileServed(options, async () => {
      await cli(options, 'init', 'acme', '--first-day', '2020-01-01');
      await cli(options, 'import', 'people.csv', '--preset', 'organization');
      await use(options, folder);
    });
  });
const imported = (options: CliOptions, list: string, ...words: readonly string[]): Promise<Run> =>
  cli(options, '--json', 'import', `${list}.csv`, ...words);
type Totals = { readonly recorded: number };
type Board = { readonly rows: readonly { readonly value: string }[] };
const totalsOf = ({ stdout }: Run): object => JSON.parse(stdout) as object;

describe('an import', () => {
  it(
    'adds aliases from a mapping and the command line, and takes none away without',
    () =>
      inBook(async (options) => {
        const words = ['--preset', 'products'];
        const aliases = ['--alias', 'Kit=Box', '--alias', 'Kit=Set=2'];
        const first = await imported(
          options,
          'products',
          ...words,
          '--mapping',
          'map.json',
          ...aliases,
        );
        expect(totalsOf(first)).toMatchObject({ recorded: 2, sequence: 4 });
        const again = await imported(options, 'products', ...words);
        expect(totalsOf(again)).toMatchObject({ recorded: 0, unchanged: 2, sequence: 4 });
        const { stdout } = await cli(options, 'export');
        expect(stdout).toContain('["Koffer","Box","Set=2"]');
        const wrong = await imported(options, 'products', ...words, '--alias', 'Kit');
        expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('GTX Pro=GTXPro')]);
      }),
    60_000,
  );

  it(
    'refuses --alias for a list whose rows name no products, in both languages, and records nothing',
    () =>
      inBook(async (options, folder) => {
        await writeFile(join(folder, 'more.csv'), 'salesperson\nBo\n');
        const words = ['--preset', 'organization', '--alias', 'Kit=Box'];
        const run = await imported(options, 'more', ...words);
        expect([run.code, run.stdout]).toEqual([2, '']);
        expect(run.stderr).toMatch(/aliases-unused/);
        const chinese = await cli(
          { ...options, env: { LANG: 'zh_CN.UTF-8' } },
          'import',
          'more.csv',
          ...words,
        );
        expect(chinese.stderr).toContain('产品的别名');
        const after = await imported(options, 'more', '--preset', 'organization');
        expect(totalsOf(after)).toMatchObject({ recorded: 1 });
      }),
    60_000,
  );

  it(
    'takes files whose rows say no time as they come, and a row before the last known time not at all',
    () =>
      inBook(async (options, folder) => {
        await cli(options, 'import', 'products.csv', '--preset', 'products');
        const head = `${files['deals.csv'].split('\n', 1)[0]},changed`;
        await writeFile(join(folder, 'changed.json'), '{"columns":{"modifiedAt":["changed"]}}');
        const told = async (value: string, modified = ''): Promise<unknown> => {
          const row = `D-9,Ada,Kit,Won,2026-01-05,2026-02-05,${value},${modified}`;
          await writeFile(join(folder, 'day.csv'), [head, row, ''].join('\n'));
          const words = ['--preset', 'pipeline', '--mapping', 'changed.json'];
          const { recorded } = totalsOf(await imported(options, 'day', ...words)) as Totals;
          const board = ['leaderboard', 'sales-amount', '--period', '2026-Q1'];
          const { rows } = totalsOf(await cli(options, '--json', ...board)) as Board;
          return [recorded, rows[0]?.value];
        };
        expect(await told('100')).toEqual([1, '100.00']);
        expect(await told('200')).toEqual([1, '200.00']);
        expect(await told('200')).toEqual([0, '200.00']);
        expect(await told('100')).toEqual([1, '100.00']);
        expect(await told('300', '2026-02-06T10:00:00Z')).toEqual([1, '300.00']);
        expect(await told('400', '2026-02-05T10:00:00Z')).toEqual([0, '300.00']);
        expect(await told('500')).toEqual([1, '500.00']);
      }),
    120_000,
  );

  it(
    'settles on one truth of a record of which some rows say when they were true: A, B, A',
    () =>
      inBook(async (options, folder) => {
        await cli(options, 'import', 'products.csv', '--preset', 'products');
        const row = (value: string, modified: string): string =>
          `D-9,Ada,Kit,Won,2026-01-05,2026-02-05,${value},${modified}`;
        const head = `${files['deals.csv'].split('\n', 1)[0]},changed`;
        const [t1, t2] = ['2026-02-06T10:00:00Z', '2026-02-08T10:00:00Z'];
        const lines = [head, row('100', t1), row('200', ''), row('100', t2), ''];
        await writeFile(join(folder, 'mixed.csv'), lines.join('\n'));
        await writeFile(join(folder, 'changed.json'), '{"columns":{"modifiedAt":["changed"]}}');
        const words = ['--preset', 'pipeline', '--mapping', 'changed.json'];
        const first = await imported(options, 'mixed', ...words);
        expect(totalsOf(first)).toMatchObject({ recorded: 1, refused: 1, unchanged: 1 });
        const again = await imported(options, 'mixed', ...words);
        expect(totalsOf(again)).toMatchObject({ recorded: 0, refused: 1, unchanged: 2 });
      }),
    60_000,
  );

  it(
    'refuses the list of another preset by that one’s name',
    () =>
      inBook(async (options) => {
        const run = await imported(options, 'deals', '--preset', 'products');
        expect([run.code, run.stdout]).toEqual([2, '']);
        expect(run.stderr).toMatch(/csv-other-preset/);
        expect(run.stderr).toContain('pipeline');
        await writeFile(
          join(options.cwd ?? '', 'named.json'),
          '{"columns":{"product":["product"]}}',
        );
        const words = ['--preset', 'products', '--mapping', 'named.json'];
        expect((await imported(options, 'deals', ...words)).code).toBe(0);
      }),
    60_000,
  );

  it(
    'tells which stages it took as open, and which of them should have ended',
    () =>
      inBook(async (options) => {
        await imported(options, 'products', '--preset', 'products');
        const words = ['--preset', 'pipeline', '--mapping', 'map.json'];
        const run = await imported(options, 'deals', ...words);
        expect(totalsOf(run)).toMatchObject({
          recorded: 3,
          refused: 0,
          openStages: [
            { stage: 'Closed - Won', rows: 1, pastCloseDate: 1 },
            { stage: 'Engaging', rows: 1, pastCloseDate: 0 },
          ],
        });
        const shown = await cli(options, 'import', 'deals.csv', ...words);
        expect(shown.stdout).toMatch(/^Closed - Won +1 +1$/m);
        const people = await cli(options, 'import', 'people.csv', '--preset', 'organization');
        expect(people.stdout).not.toContain('Stage');
      }),
    60_000,
  );

  it(
    'names the file’s own column where a cell is wrong',
    () =>
      inBook(async (options, folder) => {
        const bad = files['deals.csv'].replace('2026/2/5', 'soon');
        await writeFile(join(folder, 'deals.csv'), bad);
        const run = await cli(options, 'import', 'deals.csv', '--preset', 'pipeline');
        expect([run.code, run.stderr]).toEqual([
          3,
          expect.stringContaining('"soon" in close_date'),
        ]);
      }),
    60_000,
  );
});
