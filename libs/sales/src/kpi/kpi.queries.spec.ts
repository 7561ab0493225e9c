import { type Event, addDays } from '@ledger/ledger';
import { type KpiHistoryAnswer } from './kpi.answers.js';
import { kpiCatalogue } from './kpi.events.js';
import {
  GetKpiHistory,
  GetKpis,
  KpiHistoryHandler,
  type KpiHistoryQuery,
  KpisHandler,
} from './kpi.queries.js';
import { kpiSlice } from './index.js';
import { type World, event, modelsOf, now, opened, target, won } from './testing.js';

const sales = [
  won('ann', 10_000, '2016-10-20'),
  won('bob', 30_000, '2017-09-20'),
  won('ann', 20_000, '2017-10-05'),
  won('ann', 20_000, '2017-11-05'),
  won('cyd', 5_000, '2017-12-31'),
  won('cyd', 7_000, '2018-03-04'),
  target('organization', 60_000, { period: '2017-Q4' }),
  target('team/north', 50_000, { period: '2017-Q4' }),
  target('salesperson/ann', 20_000, { period: '2017-Q4' }),
];

type Of = { readonly events?: readonly Event[]; readonly world?: World; readonly at?: string };

async function history(
  kpi: string,
  asked: KpiHistoryQuery,
  { events = sales, world, at = now }: Of = {},
): Promise<KpiHistoryAnswer> {
  const models = await modelsOf(events, world);
  return new KpiHistoryHandler(models).execute(new GetKpiHistory('acme', kpi, asked, at));
}

const values = ({ periods }: KpiHistoryAnswer): unknown[] =>
  periods.map(({ label, value }) => [label, value]);

describe('the list of KPIs', () => {
  it('tells every KPI of the catalogue in the language asked for', async () => {
    const handler = new KpisHandler(await modelsOf([]));
    const { kpis } = await handler.execute(new GetKpis('acme', { language: 'zh' }));
    expect(kpis.map(({ name }) => name)).toEqual(kpiCatalogue.map(({ name }) => name));
    expect(kpis.find(({ name }) => name === 'win-rate')).toEqual({
      name: 'win-rate',
      label: '赢单率',
      unit: 'ratio',
      direction: 'up',
      formula: 'm.wonDeals / (m.wonDeals + m.lostDeals)',
      targetable: true,
      scopes: expect.arrayContaining(['organization', 'salesperson', 'team', 'customer']),
    });
    const english = await handler.execute(new GetKpis('acme', {}));
    expect(english.kpis.map(({ label }) => label)).toContain('Win rate');
  });

  it('says in which kinds of scope a KPI is kept', async () => {
    const { kpis } = await new KpisHandler(await modelsOf([])).execute(new GetKpis('acme', {}));
    const scopesOf = (kpi: string): readonly string[] | undefined =>
      kpis.find(({ name }) => name === kpi)?.scopes;
    expect(scopesOf('productivity')).toEqual(['organization', 'salesperson', 'team', 'territory']);
    expect(scopesOf('deals-lost')).toEqual(expect.arrayContaining(['competitor', 'loss-reason']));
    expect(scopesOf('lead-conversion')).toContain('campaign');
    expect(scopesOf('retention')).toEqual(expect.arrayContaining(['team', 'product-family']));
    expect(scopesOf('retention')).not.toContain('campaign');
    expect(scopesOf('pipeline-coverage')).not.toContain('customer');
  });
});

describe('the history of a KPI', () => {
  it('tells attainment where less is better as target over value', async () => {
    const events = [
      won('ann', 100, '2017-10-05', { cycleDays: 40 }),
      target('organization', 30_000_000, { period: '2017-Q4', metric: 'cycle-days', unit: 'days' }),
    ];
    const { periods } = await history('cycle-days', { period: '2017-Q4' }, { events });
    expect(periods).toMatchObject([
      { value: '40.000000', target: '30.000000', attainment: '0.750000' },
    ]);
  });

  it('tells each period with its target and what it is compared with', async () => {
    const answer = await history('sales-amount', { period: '2017-Q4', periods: 2 });
    expect(answer).toMatchObject({
      kpi: 'sales-amount',
      unit: 'money',
      direction: 'up',
      currency: 'USD',
      scope: 'organization',
      scopeName: null,
    });
    const nothingLate = (value: string): object => ({
      ...{ count: 0, isCut: false, was: value, is: value, entries: [] },
    });
    expect(answer.periods).toEqual([
      {
        ...{ label: '2017-Q3', start: '2017-07-01', end: '2017-09-30', value: '300.00' },
        ...{ target: null, attainment: null, previous: '0.00', lastYear: '0.00' },
        ...{ running: false, late: nothingLate('300.00') },
      },
      {
        ...{ label: '2017-Q4', start: '2017-10-01', end: '2017-12-31', value: '450.00' },
        ...{ target: '600.00', attainment: '0.750000', previous: '300.00', lastYear: '100.00' },
        ...{ running: false, late: nothingLate('450.00') },
      },
    ]);
  });

  it.each([
    ['team/north', '400.00', '500.00', '0.800000', 'North'],
    ['team/all', '450.00', '200.00', '2.250000', 'Everyone'], // none was set: its salespeople's
    ['salesperson/ann', '400.00', '200.00', '2.000000', 'sealed:salesperson/ann:x'],
    ['territory/y', '50.00', null, null, 'Yonder'],
    ['product/p1', '450.00', null, null, 'GTX Pro'],
    ['channel/unassigned', '450.00', null, null, null],
  ])('of %s is its own', async (scope, value, goal, attainment, scopeName) => {
    const answer = await history('sales-amount', { period: '2017-Q4', scope });
    expect(answer).toMatchObject({ scope, scopeName });
    expect(answer.periods).toMatchObject([{ value, target: goal, attainment }]);
  });

  it.each([
    ['growth', '0.500000'],
    ['growth-year-on-year', '3.500000'],
    ['attainment', '0.750000'],
    ['average-deal', '150.000000'],
    ['win-rate', '1.000000'],
    ['productivity', '150.000000'],
    ['pipeline-coverage', '2.000000'],
  ])('%s is %s', async (kpi, value) => {
    const events = [...sales, opened('ann', 120_000, '2017-12-01'), opened('ann', 1, '2018-01-01')];
    const answer = await history(kpi, { period: '2017-Q4' }, { events });
    expect(values(answer)).toEqual([['2017-Q4', value]]);
  });

  it.each([
    ['team/south', '350.00', '700.00', '0.500000', '300.00'], // bob moved there in 2018
    ['team/north', '400.00', '300.00', '1.333333', '0.00'], // what was set was set for the team as it was
    ['territory/y', '350.00', '700.00', '0.500000', '300.00'],
    ['salesperson/bob', '300.00', '700.00', '0.428571', '300.00'],
  ])('of %s can be of those who stand there today', async (scope, value, goal, attainment, q3) => {
    const events = [
      won('bob', 30_000, '2017-09-20'),
      won('bob', 30_000, '2017-10-05'),
      won('ann', 40_000, '2017-11-05'),
      won('cyd', 5_000, '2017-12-31'),
      target('team/north', 50_000, { period: '2017-Q4' }),
      target('salesperson/ann', 30_000, { period: '2017-Q4' }),
      target('salesperson/bob', 70_000, { period: '2017-Q4' }),
    ];
    const asked = { period: '2017-Q4', scope, organization: 'today' } as const;
    const { periods } = await history('sales-amount', asked, { events });
    expect(periods).toMatchObject([{ value, target: goal, attainment, previous: q3 }]);
    const asItWas = await history(
      'sales-amount',
      { ...asked, organization: 'as-it-was' },
      { events },
    );
    const plain = await history('sales-amount', { period: '2017-Q4', scope }, { events });
    expect(asItWas).toEqual(plain);
  });

  it('has late changes of those who stand there today', async () => {
    const events = [won('bob', 5_000, '2017-12-21'), won('ann', 1_000, '2017-12-22')];
    const times = { 0: '2018-01-03T09:00:00.000Z', 1: '2018-01-04T09:00:00.000Z' };
    const late = async (scope: string, organization?: 'today'): Promise<unknown[]> => {
      const asked = {
        period: '2017-Q4',
        scope,
        ...(organization === undefined ? {} : { organization }),
      };
      const { periods } = await history('sales-amount', asked, { events, world: { times } });
      return periods[0]?.late?.entries.map(({ subject }) => subject) ?? [];
    };
    const [bobs, anns] = events.map(({ subject }) => subject);
    expect(await late('team/north')).toEqual([anns, bobs]);
    expect(await late('team/north', 'today')).toEqual([anns]);
    expect(await late('team/south', 'today')).toEqual([bobs]);
    expect(await late('team/all', 'today')).toEqual([anns, bobs]);
  });

  it('has no value, target or comparison where there is nothing to divide by', async () => {
    const { periods } = await history('win-rate', { period: '2016-Q1' });
    expect(periods).toMatchObject([
      { value: null, target: null, attainment: null, previous: null, lastYear: null },
    ]);
  });

  const bought = (customer: string, who: string, closedOn: string): Event =>
    won(who, 100, closedOn, { customer });
  const customers = [
    bought('old', 'bob', '2016-12-31'),
    bought('loyal', 'ann', '2017-09-30'),
    bought('loyal', 'ann', '2017-10-01'),
    bought('old', 'ann', '2017-11-01'),
    bought('new', 'cyd', '2017-12-31'),
    bought('gone', 'ann', '2017-07-01'),
  ];

  it.each([
    ['new-customers', 'organization', '1'],
    ['repeat-purchase-rate', 'organization', '0.666667'],
    ['retention', 'organization', '0.500000'], // loyal of loyal and gone
    ['new-customers', 'salesperson/ann', '1'], // old bought from bob before
    ['new-customers', 'team/north', '0'],
    ['repeat-purchase-rate', 'team/north', '1.000000'],
    ['retention', 'team/south', null],
  ])('tells customers apart: %s of %s is %s', async (kpi, scope, value) => {
    const asked = { period: '2017-Q4', scope };
    expect(values(await history(kpi, asked, { events: customers }))).toEqual([['2017-Q4', value]]);
  });

  it.each([
    ['2017-12-31', '1', '0.000000'],
    ['2017-W39', '1', '0.000000'], // loyal on Saturday and on Sunday
    ['2017-10-01', '0', '1.000000'],
    ['2017-11', '0', '1.000000'],
    ['2017', '3', '0.250000'],
  ])('tells customers apart in %s', async (period, newcomers, again) => {
    const told = async (kpi: string): Promise<unknown> =>
      (await history(kpi, { period }, { events: customers })).periods[0]?.value;
    expect(await told('new-customers')).toBe(newcomers);
    expect(await told('repeat-purchase-rate')).toBe(again);
  });

  it('tells the customers of a team apart as it stands today, too', async () => {
    const asked = { period: '2017', scope: 'team/south' };
    const told = async (events: readonly Event[], more: object = {}): Promise<unknown> =>
      (await history('new-customers', { ...asked, ...more }, { events })).periods[0]?.value;
    // bob went over to cyd's team later: shared is a customer of both of them, new to the team once.
    const events = [bought('shared', 'bob', '2017-02-01'), bought('shared', 'cyd', '2017-03-01')];
    expect(await told(events)).toBe('1');
    expect(await told(events, { organization: 'today' })).toBe('1');
    const before = [...events, bought('shared', 'bob', '2016-12-01')];
    expect(await told(before)).toBe('1');
    expect(await told(before, { organization: 'today' })).toBe('0');
  });

  const weeks = {
    kind: '4-4-5',
    yearEndWeekday: 6,
    yearEndMonth: 12,
    yearEndRule: 'last',
    weekStart: 7,
  };

  it.each([
    ['2017-P01', '2017-01-01', '2017-01-28'],
    ['2017-Q1', '2017-01-01', '2017-04-01'],
    ['2017-Q4', '2017-10-01', '2017-12-30'],
    ['2017', '2017-01-01', '2017-12-30'],
    ['2017-W01', '2017-01-01', '2017-01-07'],
  ])('tells customers apart in %s of a 4-4-5 year', async (label, start, end) => {
    const events = [
      bought('old', 'ann', '2016-12-31'),
      bought('old', 'ann', start),
      bought('new', 'bob', end),
      bought('later', 'bob', addDays(end, 1)),
    ];
    const told = async (kpi: string): Promise<unknown> =>
      (await history(kpi, { period: label }, { events, world: { calendar: weeks } })).periods[0]
        ?.value;
    expect(await told('new-customers')).toBe('1');
    expect(await told('repeat-purchase-rate')).toBe('0.500000');
    if (start === '2017-01-01') expect(await told('retention')).toBe('1.000000');
  });

  it('counts leads, voices and list prices', async () => {
    const at = { receivedOn: '2017-10-05', channel: 'web' };
    const scored = (scale: string, value: number): Event =>
      event('FeedbackReceived', `feedback/${scale}-${value}`, {
        ...at,
        kind: 'survey',
        score: { scale, value },
      });
    const lines = [{ product: 'p1', quantity: 1, amountMinor: 900, listPriceMinor: 1_000 }];
    const events = [
      won('ann', 900, '2017-10-05', { lines }),
      ...[2, 4, 5].map((value) => scored('csat', value)),
      ...[0, 9].map((value) => scored('nps', value)),
      scored('ces', 6),
    ];
    const told = async (kpi: string): Promise<unknown> =>
      (await history(kpi, { period: '2017-Q4' }, { events })).periods[0]?.value;
    expect(await told('discount-rate')).toBe('0.100000');
    expect(await told('csat')).toBe('0.666667');
    expect(await told('nps')).toBe('0.000000');
    expect(await told('ces')).toBe('6.000000');
  });

  it('tells every period of a range, by any grain', async () => {
    const range = { from: '2017-09-30', to: '2017-11-01' };
    expect(values(await history('sales-amount', { ...range, grain: 'month' }))).toEqual([
      ['2017-09', '300.00'],
      ['2017-10', '200.00'],
      ['2017-11', '200.00'],
    ]);
    const days = await history('sales-amount', { ...range, grain: 'day' });
    expect(days.periods).toHaveLength(33);
    expect(values(days)[5]).toEqual(['2017-10-05', '200.00']);
    const weeks = await history('deals-won', {
      from: '2017-10-02',
      to: '2017-10-09',
      grain: 'week',
    });
    expect(values(weeks)).toEqual([
      ['2017-W40', '1'],
      ['2017-W41', '0'],
    ]);
    expect((await history('sales-amount', { ...range, grain: 'year' })).periods).toHaveLength(1);
  });

  it('says which period still runs where the ledger is', async () => {
    const running = async (at: string): Promise<unknown[]> =>
      (await history('sales-amount', { period: '2018-03', periods: 2 }, { at })).periods.map(
        (one) => one.running,
      );
    expect(await running('2018-03-05T12:00:00.000Z')).toEqual([false, true]);
    expect(await running('2018-03-31T21:59:00.000Z')).toEqual([false, true]);
    expect(await running('2018-03-31T22:01:00.000Z')).toEqual([false, false]); // April in Berlin
  });

  it('compares by period number in a 4-4-5 year', async () => {
    const events = [
      won('ann', 100, '2016-01-23'),
      won('ann', 400, '2017-01-28'),
      won('ann', 900, '2016-01-24'),
    ];
    const { periods } = await history(
      'sales-amount',
      { period: '2017-P01' },
      { events, world: { calendar: weeks } },
    );
    expect(periods).toMatchObject([
      { start: '2017-01-01', end: '2017-01-28', value: '4.00', lastYear: '1.00' },
    ]);
  });

  it('tells what changed a period after it had ended, and by how much', async () => {
    const events = [
      won('ann', 10_000, '2017-12-20'),
      won('bob', 5_000, '2017-12-21'),
      won('cyd', 1, '2018-01-09'),
    ];
    const times = {
      0: '2017-12-31T22:59:00.000Z', // still 2017 in Berlin
      1: '2018-01-03T09:00:00.000Z',
      2: '2018-01-09T09:00:00.000Z',
    };
    const late = async (kpi: string, scope: string): Promise<unknown> => {
      const answer = await history(kpi, { period: '2017-Q4', scope }, { events, world: { times } });
      return answer.periods[0]?.late;
    };
    const entry = {
      ...{ type: 'DealWon', subject: events[1]?.subject, actor: 'user/tester' },
      ...{ time: '2018-01-03T09:00:00.000Z', recordedOn: '2018-01-03' },
    };
    expect(await late('sales-amount', 'organization')).toMatchObject({
      count: 1,
      isCut: false,
      was: '100.00',
      is: '150.00',
      entries: [
        {
          ...{ ...entry, was: '100.00', is: '150.00' },
          changed: [{ measure: 'wonAmount', added: '50.00' }],
        },
      ],
    });
    expect(await late('average-deal', 'team/north')).toMatchObject({
      ...{ count: 1, was: '100.000000', is: '75.000000' },
    });
    expect(await late('average-deal', 'salesperson/bob')).toMatchObject({
      entries: [{ was: null, is: '50.000000' }],
    });
    expect(await late('deals-won', 'team/north')).toMatchObject({
      entries: [{ changed: [{ measure: 'wonDeals', added: '1' }] }],
    });
    expect(await late('sales-amount', 'salesperson/ann')).toMatchObject({ count: 0, entries: [] });
    expect(await late('deals-lost', 'organization')).toMatchObject({ count: 0, entries: [] });
  });

  it.each([
    ['metric-unknown', 'profit', { period: '2017' }],
    ['period-unknown', 'sales-amount', { period: '2017-Q5' }],
    ['scope-unknown', 'sales-amount', { period: '2017', scope: 'planet/mars' }],
    ['scope-not-found', 'sales-amount', { period: '2017', scope: 'team/nowhere' }],
    ['combination-not-kept', 'productivity', { period: '2017', scope: 'product/p1' }],
    ['combination-not-kept', 'won-amount', { period: '2017', scope: 'competitor/x' }],
    ['period-not-kept', 'sales-amount', { period: '2017-W40', scope: 'customer/unassigned' }],
    ['combination-not-kept', 'new-customers', { period: '2017', scope: 'campaign/spring' }],
    ['periods-unclear', 'sales-amount', {}],
    ['periods-unclear', 'sales-amount', { period: '2017', grain: 'month' }],
    ['periods-unclear', 'sales-amount', { from: '2017-01-01', to: '2017-12-31' }],
    [
      'periods-unclear',
      'sales-amount',
      { from: '2017-01-01', to: '2017-12-31', grain: 'year', periods: 2 },
    ],
    ['range-backwards', 'sales-amount', { from: '2017-12-31', to: '2017-01-01', grain: 'month' }],
    ['periods-too-many', 'sales-amount', { from: '2016-01-01', to: '2017-12-31', grain: 'day' }],
    ['periods-too-many', 'sales-amount', { period: '2017-12', periods: 121 }],
  ] as const)('refuses with %s: %s of %j', async (rule, kpi, asked) => {
    await expect(history(kpi, asked)).rejects.toMatchObject({ rule });
  });

  it('tells just as many periods as it may', async () => {
    expect((await history('deals-won', { period: '2017-12', periods: 120 })).periods).toHaveLength(
      120,
    );
    const days = { from: '2016-01-01', to: '2017-02-03', grain: 'day' } as const;
    expect((await history('deals-won', days)).periods).toHaveLength(400);
  });

  it('counts a reopened lost deal no more', async () => {
    const owner = { salesperson: 'ann', teams: ['north', 'all'], territory: 'x' };
    const lost = { lostOn: '2017-10-10', owner, products: [], reason: 'price' };
    const events = [
      won('ann', 100, '2017-10-05'),
      event('DealLost', 'deal/L', lost, '2017-10-10'),
      event('DealLost', 'deal/M', lost, '2017-10-10'),
      event('DealReopened', 'deal/L', { reason: 'news', corrects: 2, lost }, '2017-10-10'),
    ];
    expect(values(await history('win-rate', { period: '2017-10' }, { events }))).toEqual([
      ['2017-10', '0.500000'],
    ]);
  });
});

describe('the slice', () => {
  it('says no in words of its own and in those of every question for figures', () => {
    expect(Object.keys(kpiSlice.rejections)).toHaveLength(12);
  });
});
