// Importing again and again: nothing twice, every change the right next entry, every row an answer.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliOptions, type Served, cli, cliJson, serve } from '../cli.js';
import { type Api, type ImportLine, type Totals, apiOf, inFolder, whileServed } from './testing.js';

const people = 'salesperson,manager,region\nAda,Mia,North\nBo,Mia,North\nCy,Sam,South\n';
const products = 'product,series,price\nKit,Field,100\nHub,Network,250\n';
const accounts = 'account,sector\nKonex,retail\nPlasmo,health\n';
const columns =
  'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';
const pipeline = (...rows: readonly string[]): string => [columns, ...rows, ''].join('\n');

async function prepare(api: Api, book = 'acme'): Promise<void> {
  const [currency, timeZone] = ['USD', 'UTC'];
  const ledger = { ledger: book, name: 'Acme', currency, timeZone, firstDay: '2020-01-01' };
  await api.post('', ledger);
  await api.import(book, 'preset=organization', people);
  await api.import(book, 'preset=products', products);
  await api.import(book, 'preset=customers', accounts);
}

const totalsOf = (lines: readonly ImportLine[]): Totals | undefined => lines.at(-1)?.totals;
const codesOf = (lines: readonly ImportLine[]): readonly string[] =>
  lines.flatMap(({ row }) => (row === undefined ? [] : (row.code ?? row.outcome)));

describe('an import over HTTP', () => {
  let folder: string;
  let served: Served;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-import-'));
    served = await serve({ data: join(folder, 'data'), cwd: folder });
  }, 60_000);
  afterAll(async () => {
    await served.stop();
    await rm(folder, { recursive: true });
  });

  let books = 0;
  /** Each test has a ledger of its own. */
  const inBook = async (use: (api: Api, book: string) => Promise<void>): Promise<void> => {
    const api = apiOf(served);
    const book = `book-${(books += 1)}`;
    await prepare(api, book);
    await use(api, book);
  };
  const typesAfter = async (api: Api, book: string, before: number): Promise<readonly string[]> =>
    (await api.entries(book))
      .filter(({ entry }) => entry > before)
      .map(({ type }) => type.replace(/^sales\.(.*)\.v1$/, '$1'));

  it(
    'records nothing the second time, list by list',
    () =>
      inBook(async (api, book) => {
        const deals = pipeline(
          'D-1,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100',
          'D-2,Bo,Hub,,Lost,2026-01-05,2026-02-06,',
          'D-3,Cy,,Plasmo,Engaging,,,',
        );
        const first = totalsOf(await api.import(book, 'preset=pipeline', deals));
        expect(first).toMatchObject({ rows: 3, recorded: 3, refused: 0, entries: 5 });
        const head = await api.head(book);
        const lists = { organization: people, products, customers: accounts, pipeline: deals };
        for (const [preset, csv] of Object.entries(lists)) {
          const again = totalsOf(await api.import(book, `preset=${preset}`, csv));
          expect([preset, again?.recorded, again?.unchanged]).toEqual([preset, 0, again?.rows]);
        }
        expect(await api.head(book)).toBe(head);
      }),
    60_000,
  );

  const row = (changed: object): string => {
    const base = { who: 'Ada', product: 'Kit', customer: 'Konex', stage: 'Won', value: '100' };
    const { who, product, customer, stage, value } = { ...base, ...changed };
    const closed = stage === 'Won' || stage === 'Lost' ? '2026-02-05' : '';
    return `D-1,${who},${product},${customer},${stage},2026-01-05,${closed},${value}`;
  };
  const flips: readonly [string, object, object, readonly string[], readonly string[]][] = [
    ['amount', { value: '100' }, { value: '120' }, ['DealCorrected'], ['DealCorrected']],
    ['salesperson of a won deal', {}, { who: 'Bo' }, ['DealCorrected'], ['DealCorrected']],
    ['product of a won deal', {}, { product: 'Hub' }, ['DealCorrected'], ['DealCorrected']],
    ['customer of a won deal', {}, { customer: 'Plasmo' }, ['DealCorrected'], ['DealCorrected']],
    [
      'stage',
      { stage: 'Engaging' },
      { stage: 'Won' },
      ['DealAdvanced', 'DealWon'],
      ['DealReopened', 'DealAdvanced'],
    ],
    [
      'lost and won',
      { stage: 'Lost' },
      { stage: 'Won' },
      ['DealReopened', 'DealAdvanced', 'DealWon'],
      ['DealReopened', 'DealAdvanced', 'DealLost'],
    ],
    [
      'salesperson of an open deal',
      { stage: 'Engaging' },
      { stage: 'Engaging', who: 'Bo' },
      ['DealReassigned'],
      ['DealReassigned'],
    ],
    [
      'amount of an open deal',
      { stage: 'Engaging' },
      { stage: 'Engaging', value: '7' },
      ['DealAdvanced'],
      ['DealAdvanced'],
    ],
  ];
  it.each(flips)(
    'A → B → A → B of a deal: %s',
    (_, a, b, forth, back) =>
      inBook(async (api, book) => {
        await api.import(book, 'preset=pipeline', pipeline(row(a)));
        const rounds = [
          [b, forth],
          [a, back],
          [b, forth],
          [a, back],
        ] as const;
        for (const [to, expected] of rounds) {
          const before = await api.head(book);
          const lines = await api.import(book, 'preset=pipeline', pipeline(row(to)));
          expect(codesOf(lines)).toEqual(['recorded']);
          expect(await typesAfter(api, book, before)).toEqual(expected);
          const again = totalsOf(await api.import(book, 'preset=pipeline', pipeline(row(to))));
          expect(again).toMatchObject({ unchanged: 1, entries: 0 });
        }
      }),
    60_000,
  );

  it(
    'takes of each record what the file says first, and the same the second time',
    () =>
      inBook(async (api, book) => {
        const csv = pipeline(
          row({ value: '1' }),
          row({ value: '2' }),
          row({ value: '1' }),
          row({ value: '1' }),
        );
        const lines = await api.import(book, 'preset=pipeline', csv);
        const rest = ['row-record-twice', 'unchanged', 'unchanged'];
        expect(codesOf(lines)).toEqual(['recorded', ...rest]);
        expect(lines.flatMap(({ row: one }) => one?.line ?? [])).toEqual([2, 3, 4, 5]);
        const head = await api.head(book);
        const again = await api.import(book, 'preset=pipeline', csv);
        expect(codesOf(again)).toEqual(['unchanged', ...rest]);
        expect(await api.head(book)).toBe(head);
        const deal = await api.get(`/${book}/deals/D-1?after=1`);
        expect(deal).toMatchObject({ deal: { status: 'won', won: { amount: '1.00' } } });
      }),
    60_000,
  );

  it(
    'leaves what an empty cell does not speak of',
    () =>
      inBook(async (api, book) => {
        await api.import(book, 'preset=pipeline', pipeline(row({})));
        const before = await api.head(book);
        const lines = await api.import(
          book,
          'preset=pipeline',
          pipeline(row({ customer: '', product: '' })),
        );
        expect(codesOf(lines)).toEqual(['unchanged']);
        expect(await api.head(book)).toBe(before);
      }),
    60_000,
  );

  it(
    'refuses rows that it cannot use, each by a code, and records the others',
    () =>
      inBook(async (api, book) => {
        const csv = pipeline(
          'D-1,Nobody,Kit,Konex,Won,2026-01-05,2026-02-05,100',
          'D-2,Ada,Nothing,Konex,Won,2026-01-05,2026-02-05,100',
          'D-3,Ada,Kit,Nowhere,Won,2026-01-05,2026-02-05,100',
          'D-4,Ada,Kit,Konex,Won,2026-02-30,2026-02-05,100',
          'D-5,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,1e5',
          'D-6,Ada,Kit,Konex,Won,2026-01-05,,100',
          'D-7,Ada,Kit,Konex,Won,2026-01-05,2026-02-05',
          'D-8,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100.001',
          'D-9,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,-5',
          ',Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100',
          'D-10,Ada,Kit,Konex,Won,2026-01-05,9999-12-31,100',
          'D-11,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100',
        );
        const lines = await api.import(book, 'preset=pipeline', csv);
        expect(codesOf(lines)).toEqual([
          'row-salesperson-unknown',
          'row-product-unknown',
          'row-customer-unknown',
          'row-date',
          'row-amount',
          'row-field-missing',
          'row-width',
          'row-amount-decimals',
          'row-amount-negative',
          'row-field-missing',
          'row-date',
          'recorded',
        ]);
        for (const { row: one } of lines.filter((line) => line.row?.outcome === 'refused')) {
          expect(one).toMatchObject({ text: { en: expect.any(String), zh: expect.any(String) } });
        }
        expect(totalsOf(lines)).toMatchObject({ rows: 12, recorded: 1, refused: 11 });
      }),
    60_000,
  );

  it(
    'records nothing of a row of which a rule of the ledger refuses the end',
    () =>
      inBook(async (api, book) => {
        const { salespeople } = (await api.get(`/${book}/salespeople`)) as {
          salespeople: { id: string; name: string }[];
        };
        const bo = salespeople.find(({ name }) => name === 'Bo')?.id;
        await api.post(`/${book}/salespeople/${bo}/deactivate`, { effectiveOn: '2026-02-01' });
        const before = await api.head(book);
        const deals = pipeline(
          'D-1,Bo,Kit,Konex,Won,2026-01-05,2026-02-05,100',
          'D-2,Bo,Kit,Konex,Won,2026-01-05,2026-01-31,100',
        );
        const lines = await api.import(book, 'preset=pipeline', deals);
        expect(codesOf(lines)).toEqual(['salesperson-inactive', 'recorded']);
        expect(totalsOf(lines)).toMatchObject({ recorded: 1, refused: 1, entries: 2 });
        expect(await typesAfter(api, book, before)).toEqual(['DealOpened', 'DealWon']);
        expect(await api.status(`/${book}/deals/D-1`)).toBe(404);
      }),
    60_000,
  );

  it(
    'takes other columns, dates, stages and aliases from a mapping',
    () =>
      inBook(async (api, book) => {
        const mapping = {
          columns: {
            record: ['Nr'],
            salesperson: ['Wer'],
            stage: ['Stand'],
            value: ['Wert'],
            closedOn: ['Bis'],
            product: ['Was'],
          },
          dates: 'dmy',
          won: ['Gewonnen'],
        };
        await api.import(book, 'preset=products', products, { aliases: { Kit: ['Koffer'] } });
        const csv = 'Nr;Wer;Stand;Wert;Bis;Was\nX-1;Ada;gewonnen;12.50;05.02.2026;koffer\n';
        const lines = await api.import(book, 'preset=pipeline', csv, mapping);
        expect(codesOf(lines)).toEqual(['recorded']);
        const deal = await api.get(`/${book}/deals/X-1?after=${await api.head(book)}`);
        expect(deal).toMatchObject({
          deal: { status: 'won', won: { amount: '12.50', closedOn: '2026-02-05' } },
        });
      }),
    60_000,
  );

  it(
    'follows a changed manager and region of a person',
    () =>
      inBook(async (api, book) => {
        const changed = people.replace('Bo,Mia,North', 'Bo,Sam,South');
        const before = await api.head(book);
        const lines = await api.import(book, 'preset=organization', changed);
        expect(codesOf(lines)).toEqual(['unchanged', 'recorded', 'unchanged']);
        expect(await typesAfter(api, book, before)).toEqual([
          'SalespersonAssignedToTeam',
          'TerritoryAssigned',
          'SalespersonChanged',
        ]);
        const again = totalsOf(await api.import(book, 'preset=organization', changed));
        expect(again).toMatchObject({ unchanged: 3, entries: 0 });

        // There and back within one day: each change takes the place of the one before and says so.
        for (const list of [people, changed, people]) {
          const start = await api.head(book);
          const back = await api.import(book, 'preset=organization', list);
          expect(codesOf(back)).toEqual(['unchanged', 'recorded', 'unchanged']);
          const moves = (await api.entries(book)).filter(({ entry }) => entry > start);
          expect(moves).toMatchObject([
            { data: { corrects: expect.any(Number) } },
            { data: { corrects: expect.any(Number) } },
            {},
          ]);
          const twice = totalsOf(await api.import(book, 'preset=organization', list));
          expect(twice).toMatchObject({ unchanged: 3, entries: 0 });
        }
      }),
    60_000,
  );

  it(
    'follows changed products and customers, there and back',
    () =>
      inBook(async (api, book) => {
        const dearer = products.replace('100', '110');
        const other = accounts.replace('retail', 'finance');
        for (const [preset, a, b] of [
          ['products', products, dearer],
          ['customers', accounts, other],
        ] as const) {
          for (const csv of [b, a, b, a]) {
            const lines = await api.import(book, `preset=${preset}`, csv);
            expect([preset, codesOf(lines)]).toEqual([preset, ['recorded', 'unchanged']]);
          }
        }
      }),
    60_000,
  );
});

describe('an import by the command line', () => {
  type Report = readonly { readonly [column: string]: string }[];
  const reportOf = async (file: string): Promise<Report> => {
    const [head = '', ...rows] = (await readFile(file, 'utf8'))
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\n');
    const names = head.split(',');
    return rows.map((text) => {
      const cells = text.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
      return Object.fromEntries(
        names.map((name, at) => [name, (cells[at] ?? '').replace(/,$/, '')]),
      );
    });
  };
  const digests = async (folder: string): Promise<readonly string[]> => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const data = files.filter((file) => file.isFile() && file.name !== 'lock.mdb');
    return Promise.all(
      data.map(async ({ parentPath, name }) => {
        const bytes = await readFile(join(parentPath, name));
        return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
      }),
    );
  };

  it(
    'writes a report that can be corrected and fed again',
    () =>
      inFolder('report', async (folder, options) => {
        const file = join(folder, 'deals.csv');
        const good = 'D-1,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100';
        const bad = 'D-2,=Bo,Kit,Konex,Won,2026-01-05,2026-02-05,50';
        await writeFile(file, pipeline(good, bad));
        await whileServed(options, async (api) => {
          await prepare(api);
          const run = await cli(options, 'import', file, '--preset', 'pipeline');
          expect([run.code, run.stdout]).toEqual([3, expect.stringContaining('1 recorded')]);
          expect(run.stderr).toContain('(row-salesperson-unknown)');
          const path = join(folder, 'deals.csv.report.csv');
          const [first, second] = await reportOf(path);
          expect(first).toMatchObject({
            outcome: 'recorded',
            code: '',
            subject: 'deal/D-1',
            line: '2',
          });
          expect(second).toMatchObject({
            outcome: 'refused',
            code: 'row-salesperson-unknown',
            line: '3',
            sales_agent: "'=Bo",
          });

          await writeFile(path, (await readFile(path, 'utf8')).replace("'=Bo", 'Bo'));
          const report = join(folder, 'second.csv');
          const corrected = await cliJson<Totals>(
            options,
            'import',
            path,
            '--preset',
            'pipeline',
            '--report',
            report,
          );
          expect(corrected).toMatchObject({ rows: 2, recorded: 1, unchanged: 1, refused: 0 });

          const chinese = await cli(
            options,
            '--lang',
            'zh',
            'import',
            file,
            '--preset',
            'pipeline',
          );
          expect([chinese.code, chinese.stderr]).toEqual([
            3,
            expect.stringMatching(/第 3 行：来源 crm .*row-salesperson-unknown/),
          ]);
        });
      }),
    90_000,
  );

  it(
    'tries on a copy what it would record, and records nothing',
    () =>
      inFolder('dry', async (folder, options) => {
        const files = {
          people,
          products,
          accounts,
          deals: pipeline(
            'D-1,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100',
            'D-2,New,Kit,Konex,Won,2026-01-05,2026-02-05,100',
            'D-1,Bo,Kit,Konex,Won,2026-01-05,2026-02-05,110',
          ),
        };
        for (const [name, text] of Object.entries(files))
          await writeFile(join(folder, `${name}.csv`), text);
        await writeFile(join(folder, 'more.csv'), people + 'Di,Eve,West\n');
        await whileServed(options, (api) => prepare(api));
        const words = (name: string, preset: string) => [
          'import',
          join(folder, `${name}.csv`),
          '--preset',
          preset,
        ];
        const lists = [words('more', 'organization'), words('deals', 'pipeline')];
        await cli(options, 'export');
        const before = [
          await digests(join(options.data, 'keys')),
          await digests(join(options.data, 'log')),
        ];
        for (const list of lists) {
          const run = await cli(options, '--json', ...list, '--dry-run');
          const after = [
            await digests(join(options.data, 'keys')),
            await digests(join(options.data, 'log')),
          ];
          expect(after).toEqual(before);
          const dry = JSON.parse(run.stdout) as Totals;
          if (list.includes('organization')) {
            expect(dry).toMatchObject({ rows: 4, recorded: 1, unchanged: 3, dryRun: true });
            continue;
          }
          const refusals = await reportOf(join(folder, 'deals.csv.report.csv'));
          const real = await cli(options, '--json', ...list);
          expect(real.code).toBe(run.code);
          expect({ ...(JSON.parse(real.stdout) as Totals), dryRun: true }).toEqual(dry);
          expect(await reportOf(join(folder, 'deals.csv.report.csv'))).toEqual(refusals);
          expect(refusals.map(({ code }) => code)).toEqual([
            '',
            'row-salesperson-unknown',
            'row-record-twice',
          ]);
        }
      }),
    120_000,
  );

  it(
    'ends with 2 and says why where the file or the mapping is unusable',
    () =>
      inFolder('broken', async (folder, options) => {
        const write = async (name: string, text: string | Uint8Array): Promise<string> => {
          await writeFile(join(folder, name), text);
          return join(folder, name);
        };
        const good = await write(
          'good.csv',
          pipeline('D-1,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100'),
        );
        const rows: readonly [string, readonly string[], string][] = [
          ['an open quote', [await write('quote.csv', `${columns}\n"D-1,Ada`)], 'csv-unreadable'],
          [
            'another delimiter',
            [await write('hash.csv', `${columns}\nD-1\n`.replaceAll(',', '#'))],
            'csv-columns-missing',
          ],
          [
            'no UTF-8',
            [await write('latin.csv', Buffer.from(`${columns}\nD-1,\xe4\n`, 'latin1'))],
            'csv-encoding',
          ],
          ['nothing', [await write('empty.csv', '')], 'csv-empty'],
          ['no columns of ours', [await write('other.csv', 'a,b\n1,2\n')], 'csv-columns-missing'],
          [
            'a mapping that is no JSON',
            [good, '--mapping', await write('m1.json', '{')],
            'm1.json',
          ],
          [
            'a mapping that is a list',
            [good, '--mapping', await write('m2.json', '[]')],
            'm2.json',
          ],
          [
            'a mapping with an unknown field',
            [good, '--mapping', await write('m3.json', '{"x":1}')],
            'mapping-invalid',
          ],
          ['an unknown encoding', [good, '--encoding', 'klingon'], '/encoding'],
          ['no file', [join(folder, 'missing.csv')], 'missing.csv'],
          ['a folder', [folder], folder],
        ];
        await whileServed(options, async (api) => {
          await prepare(api);
          const head = await api.head('acme');
          const answers = await each(rows, async ([name, words, said]) => {
            const { code, stderr } = await imported(options, words);
            return [name, code, stderr.includes(said) && !stderr.includes('    at ')];
          });
          expect(answers).toEqual(rows.map(([name]) => [name, 2, true]));
          expect(await api.head('acme')).toBe(head);
        });
      }),
    90_000,
  );
});

function imported(options: CliOptions, words: readonly string[]) {
  const [file = '', ...rest] = words;
  return cli(options, 'import', file, '--preset', 'pipeline', ...rest);
}

/** Two at once: each is a process of its own. */
async function each<T, U>(
  items: readonly T[],
  use: (item: T) => Promise<U>,
): Promise<readonly U[]> {
  const answers: U[] = [];
  for (let at = 0; at < items.length; at += 2) {
    answers.push(...(await Promise.all(items.slice(at, at + 2).map(use))));
  }
  return answers;
}
