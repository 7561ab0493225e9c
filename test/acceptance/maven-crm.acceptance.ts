// Real CRM data, taken in by the words of the README, must give figures that were counted apart from this product.
// Runs with ACCEPTANCE_DATA=<folder>; the data itself is no part of the project.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliOptions, type Served, cli, cliJson, serve } from '../cli.js';

const data = process.env['ACCEPTANCE_DATA'];
if (data === undefined) throw new Error('set ACCEPTANCE_DATA to the folder with maven-crm');
const source = join(data, 'maven-crm');

type Totals = {
  rows: number;
  recorded: number;
  unchanged: number;
  refused: number;
  entries: number;
};
type History = { periods: { label: string; value: string | null }[] };
type Row = {
  agent: string;
  account: string;
  stage: string;
  engaged: string;
  closed: string;
  value: number;
};
type Board = { total: string; rows: { rank: number; name: string; value: string }[] };

describe('maven-crm', () => {
  let folder: string;
  let options: CliOptions;
  let served: Served;
  const totals: Record<string, Totals> = {};
  const imports = [
    ['sales_teams.csv', '--preset', 'organization'],
    ['products.csv', '--preset', 'products', '--alias', 'GTX Pro=GTXPro'],
    ['accounts.csv', '--preset', 'customers'],
    ['sales_pipeline.csv', '--preset', 'pipeline'],
  ] as const;
  const importAll = async (): Promise<void> => {
    for (const [file, ...words] of imports) {
      totals[file] = await cliJson(options, 'import', join(source, file), ...words);
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-acceptance-'));
    options = { data: join(folder, 'data'), cwd: folder };
    await cliJson(options, 'init', 'maven', '--currency', 'USD', '--first-day', '2016-01-01');
    await importAll();
    served = await serve(options);
  }, 300_000);
  afterAll(async () => {
    await served?.stop();
    await rm(folder, { recursive: true });
  });

  /** By the command line and by the API; they must agree. */
  const board = async (metric: string, period: string, by = 'salesperson'): Promise<Board> => {
    const printed = await cliJson<Board>(
      options,
      ...['leaderboard', metric, '--period', period, '--by', by, '--limit', '100'],
    );
    const query = new URLSearchParams({ period, by, limit: '100', scope: 'organization' });
    const answer = await fetch(
      `${served.url}/v1/ledgers/maven/leaderboards/${metric}?${query.toString()}`,
    );
    expect(await answer.json()).toEqual(printed);
    return printed;
  };
  /** By the command line and by the API; they must agree. */
  const history = async (kpi: string, period: string, count = 1): Promise<(string | null)[]> => {
    const asked = { period, periods: String(count) };
    const words = ['kpi', kpi, '--period', period, '--periods', asked.periods];
    const printed = await cliJson<History>(options, ...words);
    const query = new URLSearchParams(asked).toString();
    const answer = await fetch(`${served.url}/v1/ledgers/maven/kpis/${kpi}/history?${query}`);
    expect(await answer.json()).toEqual(printed);
    return printed.periods.map(({ value }) => value);
  };
  /** Counted once more from the file, with nothing of the product: it has no quotes, so commas are columns. */
  const counted = async (): Promise<Row[]> => {
    const text = await readFile(join(source, 'sales_pipeline.csv'), 'utf8');
    return text
      .trimEnd()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => {
        const [, agent = '', , account = '', stage = '', engaged = '', closed = '', value = ''] =
          line.split(',');
        return { agent, account, stage, engaged, closed, value: Number(value) };
      });
  };
  const wholes = (rows: Board['rows']) =>
    Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));

  it('drops no row: each is recorded', () => {
    expect(totals['sales_pipeline.csv']).toMatchObject({ rows: 8800, recorded: 8800, refused: 0 });
    expect(totals['sales_teams.csv']).toMatchObject({ rows: 35, recorded: 35 });
    expect(totals['products.csv']).toMatchObject({ rows: 7, recorded: 7 });
    expect(totals['accounts.csv']).toMatchObject({ rows: 85, recorded: 85 });
  });

  it('has a line in the report for every row', async () => {
    const report = await readFile(join(folder, 'sales_pipeline.csv.report.csv'), 'utf8');
    expect(report.trimEnd().split('\n')).toHaveLength(8801);
  });

  it('counts won and lost deals and their amount', async () => {
    const all = async (metric: string) => Number((await board(metric, '2017')).total);
    expect(await all('deals-won')).toBe(4238);
    expect(await all('deals-lost')).toBe(2473);
    expect(await all('sales-amount')).toBe(10_005_534);
  });

  it('gives the quarters of 2017', async () => {
    const quarters = ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4'];
    const sums = [];
    for (const quarter of quarters) sums.push(Number((await board('sales-amount', quarter)).total));
    expect(sums).toEqual([1_134_672, 3_086_111, 2_982_255, 2_802_496]);
  });

  it('gives each month of 2017', async () => {
    const won = (await counted()).filter(({ stage }) => stage === 'Won');
    const months = Array.from({ length: 12 }, (_, i) => `2017-${String(i + 1).padStart(2, '0')}`);
    const truth = months.map((month) =>
      won.reduce((sum, { closed, value }) => sum + (closed.startsWith(month) ? value : 0), 0),
    );
    expect((await history('sales-amount', '2017-12', 12)).map(Number)).toEqual(truth);
    expect(truth).toMatchObject({ 2: 1_134_672, 11: 1_131_573 });
  });

  it('gives the win rate and the mean cycle of won deals', async () => {
    const rows = await counted();
    const won = rows.filter(({ stage }) => stage === 'Won');
    const lost = rows.filter(({ stage }) => stage === 'Lost');
    expect([won.length, won.length + lost.length]).toEqual([4238, 6711]);
    expect(await history('win-rate', '2017')).toEqual([(4238 / 6711).toFixed(6)]);
    expect(await history('win-rate', '2017')).toEqual(['0.631501']);
    const days = won.reduce(
      (sum, { engaged, closed }) => sum + (Date.parse(closed) - Date.parse(engaged)) / 86_400_000,
      0,
    );
    expect(await history('cycle-days', '2017')).toEqual([(days / won.length).toFixed(6)]);
    expect(await history('cycle-days', '2017')).toEqual(['51.781973']);
  });

  it('gives every salesperson’s win rate', async () => {
    const truth = new Map<string, { won: number; lost: number }>();
    for (const { agent, stage } of await counted()) {
      const { won, lost } = truth.get(agent) ?? { won: 0, lost: 0 };
      truth.set(agent, {
        won: won + (stage === 'Won' ? 1 : 0),
        lost: lost + (stage === 'Lost' ? 1 : 0),
      });
    }
    const { rows } = await board('win-rate', '2017');
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual(
      Object.fromEntries(
        [...truth].map(([name, { won, lost }]) => [name, (won / (won + lost)).toFixed(6)]),
      ),
    );
    expect(rows.slice(0, 2).map(({ name, value }) => [name, value])).toEqual([
      ['Hayden Neloms', '0.703947'],
      ['Maureen Marcano', '0.699531'],
    ]);
  });

  it('tells new customers from those that come again, quarter by quarter', async () => {
    const quarters = ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4'];
    const bought = quarters.map(() => new Set<string>());
    for (const { stage, account, closed } of await counted()) {
      if (stage !== 'Won' || account === '') continue;
      bought[Math.floor((Number(closed.slice(5, 7)) - 1) / 3)]?.add(account);
    }
    const before = (quarter: number): Set<string> =>
      new Set(bought.slice(0, quarter).flatMap((accounts) => [...accounts]));
    const fresh = bought.map((accounts, i) => [...accounts].filter((one) => !before(i).has(one)));
    const news = fresh.map(({ length }) => length);
    const again = bought.map(({ size }, i) => ((size - (news[i] ?? 0)) / size).toFixed(6));
    expect((await history('new-customers', '2017-Q4', 4)).map(Number)).toEqual(news);
    expect(await history('repeat-purchase-rate', '2017-Q4', 4)).toEqual(again);
    expect(news).toEqual([84, 1, 0, 0]);
  });

  it('ranks the first five', async () => {
    const { rows } = await board('sales-amount', '2017');
    expect(rows.slice(0, 5).map(({ rank, name, value }) => [rank, name, Number(value)])).toEqual([
      [1, 'Darcel Schlecht', 1_153_214],
      [2, 'Vicki Laflamme', 478_396],
      [3, 'Kary Hendrixson', 454_298],
      [4, 'Cassey Cress', 450_489],
      [5, 'Donn Cantrell', 445_860],
    ]);
  });

  it('gives regions and products', async () => {
    const regions = wholes((await board('sales-amount', '2017', 'territory')).rows);
    expect(regions).toEqual({ West: 3_568_647, Central: 3_346_293, East: 3_090_594 });
    const products = wholes((await board('sales-amount', '2017', 'product')).rows);
    expect(products).toMatchObject({
      'GTX Pro': 3_510_578,
      'GTX Plus Pro': 2_629_651,
      'MG Advanced': 2_216_387,
    });
  });

  it('gives every salesperson’s every quarter', async () => {
    const text = await readFile(join(source, 'TRUTH_won_by_agent_quarter.json'), 'utf8');
    const truth = JSON.parse(text) as Record<string, string>;
    const seen: Record<string, string> = {};
    for (const quarter of ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4']) {
      for (const { name, value } of (await board('sales-amount', quarter)).rows) {
        if (Number(value) !== 0) seen[`${name}|${quarter}`] = String(Number(value));
      }
    }
    expect(seen).toEqual(truth);
  });

  it('keeps five salespeople without a deal on the board', async () => {
    const { rows } = await board('sales-amount', '2017');
    expect(rows).toHaveLength(35);
    expect(rows.filter(({ value }) => Number(value) === 0)).toHaveLength(5);
  });

  it('takes the 1,480 "GTXPro" rows as GTX Pro, and rows without account or close date as open deals', async () => {
    const pages = async (query: string): Promise<{ customer?: string }[]> => {
      const deals = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const path = `/v1/ledgers/maven/deals?limit=500&${query}${cursor && `&cursor=${cursor}`}`;
        const answer = await fetch(served.url + path);
        const page = (await answer.json()) as { deals: { customer?: string }[]; cursor?: string };
        deals.push(...page.deals);
        ({ cursor } = page);
      }
      return deals;
    };
    const open = await pages('status=open');
    expect(open).toHaveLength(2089);
    expect(open.filter(({ customer }) => customer === undefined)).toHaveLength(1425);
    const deals = JSON.stringify([
      ...open,
      ...(await pages('status=won')),
      ...(await pages('status=lost')),
    ]);
    expect(deals).not.toContain('GTXPro');
  });

  it('records nothing new when the same files come again, also in another date order', async () => {
    await importAll();
    for (const [file] of imports) {
      expect([file, totals[file]]).toMatchObject([file, { recorded: 0, refused: 0, entries: 0 }]);
    }
    const us = await cliJson<Totals>(
      options,
      ...['import', join(source, 'sales_pipeline.us-dates.csv')],
      ...['--preset', 'pipeline', '--dates', 'mdy'],
    );
    expect(us).toMatchObject({ rows: 8800, recorded: 0, refused: 0, entries: 0 });
  }, 300_000);

  it('verifies, by the server and from an exported file alone', async () => {
    expect((await cli(options, 'verify')).code).toBe(0);
    const file = join(folder, 'maven.jsonl');
    expect((await cli(options, 'export', '--to', file)).code).toBe(0);
    expect((await cli(options, 'verify', '--file', file)).code).toBe(0);
  }, 120_000);
});
