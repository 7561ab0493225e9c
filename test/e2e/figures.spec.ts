// KPIs, targets and attainment on the built program, by the command line and by the API.
import { type CliOptions, cli, cliJson } from '../cli.js';
import { inFolder, whileServed } from './testing.js';

type Attainment = { readonly own: object; readonly rows: readonly object[] };
type History = { readonly periods: readonly object[] };
type Targets = { readonly targets: readonly { readonly target: string; readonly value: string }[] };

const timeoutMs = 120_000;

type Given = { readonly options: CliOptions; readonly at: readonly string[]; readonly url: string };

/** A ledger that was just opened, served while `use` runs. */
function served(use: (given: Given) => Promise<void>): Promise<void> {
  return inFolder('figures', async (_, options) => {
    await cli(options, 'init', 'acme', '--first-day', '2025-01-01');
    await whileServed(options, ({ url }) => use({ options, at: ['--url', url], url }));
  });
}

describe('figures', () => {
  it(
    'are set, told and taken away by the command line',
    async () => {
      await served(async ({ options, at }) => {
        const run = async (...words: readonly string[]): Promise<string> => {
          const { code, stdout, stderr } = await cli(options, ...at, ...words);
          expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 0, '']);
          return stdout;
        };
        const q4 = ['--period', '2025-Q4'];
        const set = await run(
          'target',
          'set',
          'organization',
          'sales-amount',
          ...q4,
          '--value',
          '900.00',
        );
        expect(set).toMatch(/^Target t-[0-9a-f]{25}: recorded as entry 2\.\n$/);
        const again = ['target', 'set', 'organization', 'sales-amount', ...q4, '--value', '900.00'];
        expect(await run(...again)).toMatch(/nothing recorded/);
        const { targets } = await cliJson<Targets>(options, ...at, 'target', 'list', ...q4);
        const id = targets[0]?.target ?? '';
        expect(targets).toMatchObject([{ scope: 'organization', value: '900.00' }]);
        const reason = ['--reason', 'Lost an account'];
        expect(await run('target', 'adjust', id, '--value', '800.00', ...reason)).toMatch(
          /entry 3/,
        );
        expect(await run('attainment', ...q4, '--by', 'team')).toMatch(
          /organization +0\.00 +800\.00/,
        );
        const told = await cliJson<Attainment>(
          options,
          ...at,
          'attainment',
          ...q4,
          '--on',
          '2025-11-15',
        );
        expect(told).toMatchObject({ own: { expected: '400.00', ahead: '-400.00' }, rows: [] });
        const history = ['kpi', 'sales-amount', ...q4, '--periods', '2'];
        expect((await cliJson<History>(options, ...at, ...history)).periods).toMatchObject([
          { label: '2025-Q3', value: '0.00', target: null },
          { label: '2025-Q4', value: '0.00', target: '800.00', attainment: '0.000000' },
        ]);
        expect(await run(...history)).toMatch(/2025-Q4 +0\.00 +800\.00 +0\.000000/);
        expect(await run('--lang', 'zh', 'kpi')).toMatch(/win-rate +赢单率/);
        expect(await run('target', 'withdraw', id, ...reason)).toMatch(/entry 4/);
        expect(await run('target', 'list')).toMatch(/\(800\.00\)/);
        expect(await run('leaderboard', 'attainment', ...q4, '--of', 'deals-won')).toMatch(
          /True up to/,
        );
      });
    },
    timeoutMs,
  );

  it(
    'are refused in the words of the language',
    async () => {
      await served(async ({ options, at }) => {
        const refused = await cli(options, ...at, 'kpi', 'profit', '--period', '2025');
        expect(refused).toMatchObject({
          code: 3,
          stderr: expect.stringContaining('metric-unknown'),
        });
        const unclear = await cli(options, ...at, '--lang', 'zh', 'kpi', 'growth');
        expect(unclear).toMatchObject({
          code: 2,
          stderr: expect.stringContaining('无法确定所查期间'),
        });
        const missing = await cli(options, ...at, 'target', 'set', 'organization', 'sales-amount');
        expect(missing.code).toBe(2);
      });
    },
    timeoutMs,
  );

  it(
    'are had as CSV',
    async () => {
      await served(async ({ url }) => {
        const csv = async (path: string): Promise<string> =>
          (
            await fetch(`${url}/v1/ledgers/acme/${path}`, { headers: { Accept: 'text/csv' } })
          ).text();
        expect(await csv('kpis/deals-won/history?period=2025')).toMatch(/\n"?2025"?,/);
        expect(await csv('kpis?language=zh')).toMatch(/赢单率/);
        expect(await csv('attainment?period=2025')).toMatch(/member,name,actual/);
      });
    },
    timeoutMs,
  );
});
