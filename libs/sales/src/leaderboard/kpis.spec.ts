import { type Event } from '@ledger/ledger';
import { kpiCatalogue } from '../kpi/kpi.events.js';
import { modelsOf, now, opened, places, target, won } from '../kpi/testing.js';
import { type LeaderboardAnswer } from './leaderboard.answers.js';
import {
  GetLeaderboard,
  LeaderboardHandler,
  type LeaderboardQuery,
} from './leaderboard.queries.js';

const q4 = { period: '2017-Q4' };
const sales = [
  won('ann', 40_000, '2017-10-05'),
  won('bob', 30_000, '2017-11-05'),
  won('bob', 20_000, '2017-09-05'),
  won('cyd', 10_000, '2017-09-06'),
  target('salesperson/ann', 50_000, q4),
  target('salesperson/bob', 25_000, q4),
  target('salesperson/cyd', 20_000, q4),
];

async function board(
  metric: string,
  asked: Partial<LeaderboardQuery> = {},
  events: readonly Event[] = sales,
): Promise<LeaderboardAnswer> {
  const handler = new LeaderboardHandler(await modelsOf(events), {
    open: async (_, names) => names,
  });
  return handler.execute(new GetLeaderboard('acme', metric, { ...q4, ...asked }, now));
}

const ranks = ({ rows }: LeaderboardAnswer): unknown[] =>
  rows.map(({ rank, member, value }) => [rank, member, value]);

describe('a leaderboard of KPIs', () => {
  it('ranks attainment: also who has a target and sold nothing', async () => {
    const answer = await board('attainment');
    expect(ranks(answer)).toEqual([
      [1, 'bob', '1.200000'],
      [2, 'ann', '0.800000'],
      [3, 'cyd', '0.000000'],
    ]);
    expect(answer).toMatchObject({ unit: 'ratio', total: '0.736842' }); // 700 of the 950 of all three
    expect(answer.rows[1]).toMatchObject({ gapToNext: '0.400000', share: null });
    expect(answer.attained).toBeUndefined();
    expect(answer.label).toEqual({ en: 'Attainment: Sales amount', zh: '达成率：销售额' });
  });

  it('tells no share of what does not add up: one customer may be new to two salespeople', async () => {
    const bought = (who: string): Event => won(who, 100, '2017-10-07', { customer: 'c1' });
    const { rows, total } = await board('new-customers', {}, [bought('ann'), bought('bob')]);
    expect(total).toBe('1');
    expect(rows.slice(0, 2).map(({ member, value, share }) => [member, value, share])).toEqual([
      ['ann', '1', null],
      ['bob', '1', null],
    ]);
    const whole = await board('deals-won', {}, [bought('ann'), bought('bob')]);
    expect(whole.rows[0]?.share).toBe('0.500000');
  });

  it('ranks attainment where less is better from the best on: who stays below the target, and by how much', async () => {
    const asked = { metric: 'cycle-days', unit: 'days' } as const;
    const events = [
      won('ann', 100, '2017-10-05', { cycleDays: 392 }),
      won('bob', 100, '2017-10-05', { cycleDays: 20 }),
      won('cyd', 100, '2017-10-05', { cycleDays: 0 }),
      ...['ann', 'bob', 'cyd'].map((who) =>
        target(`salesperson/${who}`, 30_000_000, { ...q4, ...asked }),
      ),
    ];
    const answer = await board('attainment', { metric: 'cycle-days' }, events);
    expect(ranks(answer)).toEqual([
      [1, 'bob', '1.500000'],
      [2, 'ann', '0.076531'],
    ]);
    expect(answer).toMatchObject({ direction: 'up' });
  });

  it('ranks nobody who sold above the list price as if that were a discount of less than nothing', async () => {
    const sale = (who: string, amountMinor: number): Event =>
      won(who, amountMinor, '2017-10-05', {
        lines: [{ product: 'p1', quantity: 1, amountMinor, listPriceMinor: 100 }],
      });
    const asked = { metric: 'discount-rate', unit: 'ratio' } as const;
    const events = [
      sale('ann', 90),
      sale('bob', 110),
      ...['ann', 'bob'].map((who) => target(`salesperson/${who}`, 50_000, { ...q4, ...asked })),
    ];
    expect(ranks(await board('attainment', { metric: 'discount-rate' }, events))).toEqual([
      [1, 'ann', '0.500000'],
    ]);
  });

  it('ranks attainment of any metric that can have a target', async () => {
    const count = { ...q4, metric: 'deals-won', unit: 'count' } as const;
    const events = [
      ...sales,
      target('salesperson/ann', 4, count),
      target('salesperson/bob', 3, count),
    ];
    const answer = await board('attainment', { metric: 'deals-won' }, events);
    expect(ranks(answer)).toEqual([
      [1, 'bob', '0.333333'],
      [2, 'ann', '0.250000'],
    ]);
    expect(answer).toMatchObject({ metric: 'attainment', attained: 'deals-won' });
    expect(answer.label).toEqual({ en: 'Attainment: Deals won', zh: '达成率：赢单数' });
    expect(ranks(await board('attainment', { metric: 'sales-amount' }))).toEqual(
      ranks(await board('attainment')),
    );
  });

  it('ranks growth, also of who sold nothing any more, and leaves out who sold nothing before', async () => {
    expect(ranks(await board('growth'))).toEqual([
      [1, 'bob', '0.500000'],
      [2, 'cyd', '-1.000000'],
    ]);
  });

  it('ranks what stands open at the end of the period against targets', async () => {
    const events = [...sales, opened('ann', 200_000, '2017-12-01'), opened('bob', 1, '2018-01-01')];
    expect(ranks(await board('pipeline-coverage', {}, events))).toEqual([
      [1, 'ann', '4.000000'],
      [2, 'bob', '0.000000'],
      [2, 'cyd', '0.000000'],
    ]);
  });

  it('ranks teams by what each of their salespeople sells', async () => {
    expect(ranks(await board('productivity', { by: 'team' }))).toEqual([
      [1, 'north', '350.000000'],
      [2, 'all', '233.333333'],
      [3, 'south', '0.000000'],
    ]);
  });

  it('groups as it was, or by where people stand today', async () => {
    expect(ranks(await board('sales-amount', { by: 'team' }))).toEqual([
      [1, 'all', '700.00'],
      [1, 'north', '700.00'],
    ]);
    const today = { organization: 'today' } as const;
    expect(ranks(await board('sales-amount', { by: 'team', ...today }))).toEqual([
      [1, 'all', '700.00'],
      [2, 'north', '400.00'],
      [3, 'south', '300.00'],
    ]);
    expect(ranks(await board('sales-amount', { by: 'territory', ...today }))).toEqual([
      [1, 'x', '400.00'],
      [2, 'y', '300.00'],
    ]);
    const south = await board('sales-amount', { scope: 'team/south', ...today });
    expect(ranks(south)).toEqual([
      [1, 'bob', '300.00'],
      [2, 'cyd', '0.00'],
    ]);
    expect(south).toMatchObject({ total: '300.00' });
    expect(south.rows[0]).toMatchObject({ share: '1.000000', valueBefore: '200.00' });
    expect(ranks(await board('attainment', { by: 'territory', ...today }))).toEqual([
      [1, 'x', '0.800000'],
      [2, 'y', '0.666667'],
    ]);
    await expect(
      board('sales-amount', { scope: 'team/south', by: 'product', ...today }),
    ).rejects.toMatchObject({
      rule: 'combination-not-kept',
    });
  });

  it('says of which metric a combination is not kept, and what is kept', async () => {
    const asked = board('attainment', { metric: 'lead-conversion', by: 'product' });
    await expect(asked).rejects.toMatchObject({
      detail: {
        metric: 'lead-conversion',
        by: 'product',
        kept: expect.stringMatching(
          /^salesperson × organization, .*channel × organization/,
        ) as string,
      },
    });
    const lost = board('win-rate', { by: 'competitor' });
    await expect(lost).rejects.toMatchObject({
      rule: 'combination-not-kept',
      detail: { kept: expect.stringContaining('product × organization') as string },
    });
  });

  it('ranks whoever won new customers', async () => {
    const bought = (customer: string, who: string, closedOn: string): Event =>
      won(who, 100, closedOn, { customer });
    const events = [
      bought('a', 'ann', '2017-10-01'),
      bought('b', 'ann', '2017-10-02'),
      bought('a', 'bob', '2017-11-01'),
      bought('c', 'cyd', '2017-09-01'),
      bought('c', 'cyd', '2017-10-01'),
    ];
    const answer = await board('new-customers', {}, events);
    expect(ranks(answer)).toEqual([
      [1, 'ann', '2'],
      [2, 'bob', '1'],
      [3, 'cyd', '0'],
    ]);
    expect(answer.total).toBe('2'); // told apart: they do not add up
    const today = await board('new-customers', { by: 'team', organization: 'today' }, events);
    expect(ranks(today)).toEqual([
      [1, 'all', '2'],
      [1, 'north', '2'],
      [3, 'south', '1'], // bob stands there today
    ]);
    await expect(board('new-customers', { by: 'customer' }, events)).rejects.toMatchObject({
      rule: 'combination-not-kept',
      detail: {
        kept: expect.stringMatching(/product × organization.* salesperson × team/) as string,
      },
    });
  });

  it('ranks who won new customers within a team: for what was sold while they stood there', async () => {
    const { bob } = places;
    const moved = { salesperson: 'bob', teams: ['south', 'all'], territory: 'y', shareBp: 10_000 };
    const events = [
      won('bob', 100, '2017-11-01', { customer: 'a' }),
      won('bob', 100, '2018-01-15', { customer: 'a', primary: [{ ...moved, amountMinor: 100 }] }),
      won('bob', 100, '2018-01-16', { customer: 'b', primary: [{ ...moved, amountMinor: 100 }] }),
    ];
    expect(bob?.teams).toContain('north'); // until 2018 begins
    const ranksIn = async (scope: string, period: string, more = {}): Promise<unknown[]> =>
      ranks(await board('new-customers', { scope, period, ...more }, events));
    expect(await ranksIn('team/north', '2017-Q4')).toEqual([
      [1, 'bob', '1'],
      [2, 'ann', '0'],
    ]);
    // bob knew one of both from north, and cyd was there all the time.
    expect(await ranksIn('team/south', '2018-Q1')).toEqual([
      [1, 'bob', '2'],
      [2, 'cyd', '0'],
    ]);
    expect(await ranksIn('team/all', '2018-Q1')).toContainEqual([1, 'bob', '1']);
    expect(await ranksIn('territory/y', '2018-Q1')).toContainEqual([1, 'bob', '2']);
    expect(await ranksIn('team/south', '2018-Q1', { organization: 'today' })).toEqual([
      [1, 'bob', '1'],
      [2, 'cyd', '0'],
    ]);
  });

  it('is there for every KPI of the catalogue', async () => {
    const outcomes = await Promise.all(
      kpiCatalogue.map(({ name }) =>
        board(name).then(
          () => [],
          (error: { readonly rule?: string }) => [[name, error.rule]],
        ),
      ),
    );
    expect(outcomes.flat()).toEqual([]);
  });
});
