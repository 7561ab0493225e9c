// A history without a header line, as databases write it: who stood in which territory from which day until which day.
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { type CliOptions, cliJson } from '../cli.js';
import { type Api, type Totals, inFolder, whileServed } from './testing.js';

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures', name);
const history = {
  header: false,
  columns: { salesperson: [1], territory: [2], effectiveOn: [3], endsOn: [4] },
};
const people = {
  header: false,
  columns: { salesperson: [1], territory: [2] },
  values: { territory: { '11.0': '11', '12.0': '12', '13.0': '13' } },
};

type Person = {
  readonly name: string;
  readonly territories: readonly { readonly from: string; readonly value: string | null }[];
};

/** `number: day territory, …` for each person; territories by name. */
async function told(api: Api): Promise<readonly string[]> {
  const after = await api.head('acme');
  const rows = (await api.get(`/acme/salespeople?after=${after}`)) as { salespeople: Person[] };
  const places = (await api.get(`/acme/territories?after=${after}`)) as {
    territories: { id: string; name: string }[];
  };
  const nameOf = (id: string | null): string =>
    places.territories.find((one) => one.id === id)?.name ?? '–';
  return rows.salespeople
    .map(({ name, territories }) => {
      const held = territories.map(({ from, value }) => `${from} ${nameOf(value)}`);
      return `${name}: ${held.join(', ')}`;
    })
    .sort();
}

describe('an import of a territory history', () => {
  it(
    'assigns from day to day, ends where nothing follows, and changes nothing the second time',
    () =>
      inFolder('history', async (folder, given) => {
        const options: CliOptions = { ...given, cwd: folder };
        const list = async (file: string, mapping: object): Promise<Totals> => {
          const path = join(folder, `${file}.mapping.json`);
          await writeFile(path, JSON.stringify(mapping));
          const words = ['import', fixture(file), '--preset', 'organization', '--mapping', path];
          return cliJson<Totals>(options, ...words);
        };
        await whileServed(options, async (api) => {
          const settings = { name: 'Acme', currency: 'USD', timeZone: 'UTC' };
          await api.post('', { ledger: 'acme', ...settings, firstDay: '2019-01-01' });
          expect(await list('territory-history.tsv', history)).toMatchObject({
            rows: 5,
            recorded: 5,
            // Three territories are made besides; three people, five assignments, two ends.
            entries: 3 + 5 + 2,
          });
          const expected = [
            '901: 2019-03-01 11, 2021-06-30 12',
            '902: 2019-03-01 12, 2020-12-31 –',
            '903: 2020-05-04 11, 2020-09-01 –, 2020-10-01 13',
          ];
          expect(await told(api)).toEqual(expected);
          const head = await api.head('acme');
          expect(await list('territory-history.tsv', history)).toMatchObject({ unchanged: 5 });
          expect(await api.head('acme')).toBe(head);

          expect(await list('people.tsv', people)).toMatchObject({ rows: 4, recorded: 4 });
          const [first, second = '', ...others] = await told(api);
          expect([first, ...others]).toEqual([expected[0], expected[2], '904: ']);
          expect(second).toMatch(/^902: 2019-03-01 12, 2020-12-31 –, 20\d\d-\d\d-\d\d 11$/);
          const after = await api.head('acme');
          expect(await list('people.tsv', people)).toMatchObject({ unchanged: 4 });
          expect(await list('territory-history.tsv', history)).toMatchObject({ unchanged: 5 });
          expect(await api.head('acme')).toBe(after);

          // The report of a file without names has them, and is understood by the same mapping.
          const report = join(folder, 'territory-history.tsv.report.csv');
          const words = ['--preset', 'organization', '--report', join(folder, 'second.csv')];
          const mapping = join(folder, 'territory-history.tsv.mapping.json');
          const again = await cliJson<Totals>(
            options,
            ...['import', report, ...words, '--mapping', mapping],
          );
          expect(again).toMatchObject({ rows: 5, unchanged: 5 });
        });
      }),
    120_000,
  );
});
