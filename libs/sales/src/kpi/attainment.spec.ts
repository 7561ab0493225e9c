import { type Event } from '@ledger/ledger';
import { type AttainmentAnswer, type AttainmentRow } from './attainment.answers.js';
import { AttainmentHandler, type AttainmentQuery, GetAttainment } from './attainment.queries.js';
import { event, modelsOf, now, places, target, won } from './testing.js';

const q4 = { period: '2017-Q4' };
const sales = [
  won('ann', 40_000, '2017-10-05', { segment: 'retail' }),
  won('bob', 30_000, '2017-11-05'),
  won('zed', 1_000, '2017-11-06'),
  target('organization', 200_000, q4),
  target('team/north', 100_000, q4, '2017-10-02'),
  target('salesperson/ann', 50_000, q4),
  target('salesperson/bob', 60_000, q4, '2017-11-01'),
  target('salesperson/cyd', 20_000, q4),
  target('salesperson/nobody', 7_000, q4),
  target('segment/retail', 80_000, q4),
  target('salesperson/ann', 999, { period: '2018-Q1' }),
];

async function attainment(
  asked: Partial<AttainmentQuery> = {},
  events: readonly Event[] = sales,
): Promise<AttainmentAnswer> {
  const handler = new AttainmentHandler(await modelsOf(events));
  return handler.execute(new GetAttainment('acme', { ...q4, ...asked }, now));
}

const told = (rows: readonly AttainmentRow[] = []): unknown[] =>
  rows.map(({ member, actual, target: goal, attainment: reached }) => [
    member,
    actual,
    goal,
    reached,
  ]);

describe('attainment', () => {
  it('of one scope tells actual, target, pace and where it lands', async () => {
    const answer = await attainment({ on: '2017-11-15' });
    expect(answer).toEqual({
      truth: expect.anything(),
      ...{ metric: 'sales-amount', unit: 'money', currency: 'USD', scope: 'organization' },
      period: { label: '2017-Q4', start: '2017-10-01', end: '2017-12-31' },
      elapsed: { on: '2017-11-15', days: 46, of: 92, share: '0.500000' },
      own: {
        ...{ member: 'organization', name: null, actual: '710.00', target: '2000.00' },
        ...{ targetFrom: 'set', setLate: false, attainment: '0.355000' },
        ...{ expected: '1000.00', ahead: '-290.00', landing: '1420.00' },
      },
      rows: [],
    });
  });

  it('of a target below zero is told without a ratio, for half of it is better than it', async () => {
    const scored = (value: number): Event =>
      event('FeedbackReceived', `feedback/F-${value}`, {
        ...{ kind: 'survey', receivedOn: '2017-10-05', attribution: places['ann'] },
        score: { scale: 'nps', value },
      });
    const terms = { ...q4, metric: 'nps', unit: 'points' } as const;
    const events = [0, 1, 9].map(scored);
    const below = [...events, target('salesperson/ann', -50_000_000, terms)];
    const asked = { metric: 'nps', by: 'salesperson' } as const;
    expect(told((await attainment(asked, below)).rows)).toEqual([
      ['ann', '-33.333333', '-50.000000', null],
    ]);
    const above = [...events, target('salesperson/ann', 50_000_000, terms)];
    expect(told((await attainment(asked, above)).rows)).toEqual([
      ['ann', '-33.333333', '50.000000', '-0.666667'],
    ]);
  });

  it('of customers told apart has the target that was set for a group, and no sum of its people’s', async () => {
    const terms = { ...q4, metric: 'new-customers', unit: 'count' } as const;
    const events = [
      won('ann', 100, '2017-10-05', { customer: 'shared' }),
      won('bob', 100, '2017-10-06', { customer: 'shared' }),
      won('cyd', 100, '2017-10-07', { customer: 'shared' }),
      ...['ann', 'bob', 'cyd'].map((who) => target(`salesperson/${who}`, 2, terms)),
      target('team/north', 4, terms),
    ];
    const asked = { metric: 'new-customers', on: '2017-12-31' } as const;
    const byTeam = await attainment({ ...asked, by: 'team' }, events);
    expect(told([byTeam.own, ...(byTeam.rows ?? [])])).toEqual([
      ['organization', '1', null, null],
      ['all', '1', null, null],
      ['north', '1', '4', '0.250000'],
      ['south', '1', null, null],
    ]);
    const north = await attainment({ ...asked, scope: 'team/north' }, events);
    expect(told([north.own])).toEqual([['north', '1', '4', '0.250000']]);
    const south = await attainment({ ...asked, scope: 'team/south' }, events);
    expect(told([south.own])).toEqual([['south', '1', null, null]]);
  });

  it('where less is better is the target over the actual, and none of nothing', async () => {
    const lost = (who: string, deal: string): Event =>
      event(
        'DealLost',
        `deal/${deal}`,
        { lostOn: '2017-10-05', owner: places[who], products: [] },
        '2017-10-05',
      );
    const terms = { ...q4, metric: 'deals-lost', unit: 'count' } as const;
    const events = [
      ...['L-1', 'L-2', 'L-3', 'L-4'].map((deal) => lost('ann', deal)),
      lost('bob', 'L-5'),
      ...['ann', 'bob', 'cyd'].map((who) => target(`salesperson/${who}`, 2, terms)),
    ];
    const asked = { metric: 'deals-lost', by: 'salesperson', on: '2017-11-15' } as const;
    const { own, rows } = await attainment(asked, events);
    expect(told([own, ...rows])).toEqual([
      ['organization', '5', '6', '1.200000'],
      ['ann', '4', '2', '0.500000'],
      ['bob', '1', '2', '2.000000'],
      ['cyd', '0', '2', null],
    ]);
    expect(rows.map(({ expected, ahead, landing }) => [expected, ahead, landing])).toEqual([
      ['1', '-3', '8'],
      ['1', '0', '2'],
      ['1', '1', '0'],
    ]);
  });

  it.each([
    ['2017-09-30', 0, '0.00', '0.00', '0.00', null],
    ['2017-10-01', 1, '0.00', '21.74', '-21.74', '0.00'],
    ['2017-10-05', 5, '400.00', '108.70', '291.30', '7360.00'],
    ['2017-11-05', 36, '700.00', '782.61', '-82.61', '1788.89'],
    ['2017-12-31', 92, '710.00', '2000.00', '-1290.00', '710.00'],
    ['2018-01-01', 92, '710.00', '2000.00', '-1290.00', '710.00'],
  ])(
    'on %s is of what had occurred by then',
    async (on, days, actual, expected, ahead, landing) => {
      const { elapsed, own } = await attainment({ on });
      expect(elapsed).toMatchObject({ on, days, of: 92 });
      expect(own).toMatchObject({ actual, expected, ahead, landing });
    },
  );

  it('of everyone is of what each had by then', async () => {
    const { rows } = await attainment({ by: 'salesperson', on: '2017-11-04' });
    expect(told(rows)).toEqual([
      ['ann', '400.00', '500.00', '0.800000'],
      ['bob', '0.00', '600.00', '0.000000'],
      ['cyd', '0.00', '200.00', '0.000000'],
      ['nobody', '0.00', '70.00', '0.000000'],
    ]);
    const before = await attainment({ by: 'salesperson', on: '2017-09-30' });
    expect(before.rows?.map(({ actual }) => actual)).toEqual(['0.00', '0.00', '0.00', '0.00']);
  });

  it('regroups what had occurred by then by where people stand today', async () => {
    const today = { organization: 'today', by: 'team', on: '2017-11-04' } as const;
    expect(told((await attainment(today)).rows)).toEqual([
      ['all', '400.00', '1300.00', '0.307692'],
      ['north', '400.00', '500.00', '0.800000'],
      ['south', '0.00', '800.00', '0.000000'],
      ['unassigned', '0.00', '70.00', '0.000000'],
    ]);
  });

  it('of a ratio counts as far as the day, and has no value before the period', async () => {
    const lost = { lostOn: '2017-12-01', owner: places['ann'], products: [], reason: 'price' };
    const events = [...sales, event('DealLost', 'deal/L', lost, '2017-12-01')];
    const rate = async (on: string): Promise<unknown> =>
      (await attainment({ metric: 'win-rate', on }, events)).own.actual;
    expect(await rate('2017-09-30')).toBeNull();
    expect(await rate('2017-11-30')).toBe('1.000000');
    expect(await rate('2017-12-01')).toBe('0.750000');
  });

  const monthly = { scope: 'team/north', by: 'product' } as const;

  it('of what is kept by month is told at the end of months, and now', async () => {
    expect(told((await attainment({ ...monthly, on: '2017-10-31' })).rows)).toEqual([
      ['p1', '400.00', null, null],
    ]);
    const running = won('ann', 5_000, '2018-03-04');
    const march = await attainment({ ...monthly, period: '2018-Q1' }, [...sales, running]);
    expect(told(march.rows)).toEqual([['p1', '50.00', null, null]]);
  });

  it('is told of today where the ledger is', async () => {
    const handler = new AttainmentHandler(await modelsOf(sales));
    const late = new GetAttainment('acme', { period: '2018-Q1' }, '2018-03-04T23:30:00.000Z');
    expect((await handler.execute(late)).elapsed.on).toBe('2018-03-05'); // in Berlin
  });

  it('lists who has a target or something counted', async () => {
    const { rows, by, cursor } = await attainment({ by: 'salesperson' });
    expect([by, cursor]).toEqual(['salesperson', undefined]);
    expect(told(rows)).toEqual([
      ['ann', '400.00', '500.00', '0.800000'],
      ['bob', '300.00', '600.00', '0.500000'],
      ['cyd', '0.00', '200.00', '0.000000'],
      ['nobody', '0.00', '70.00', '0.000000'],
      ['zed', '10.00', null, null],
    ]);
    expect(rows?.map(({ name }) => name)).toEqual([
      ...['ann', 'bob', 'cyd'].map((id) => `sealed:salesperson/${id}:x`),
      null,
      null,
    ]);
    expect(rows?.map(({ setLate }) => setLate)).toEqual([false, true, false, false, null]);
    expect(rows?.[4]).toMatchObject({ expected: null, ahead: null, targetFrom: null });
  });

  it('goes on where the page before ended', async () => {
    const first = await attainment({ by: 'salesperson', limit: 2 });
    expect(told(first.rows)).toHaveLength(2);
    const second = await attainment({ by: 'salesperson', limit: 3, cursor: first.cursor ?? '' });
    expect(second.rows?.map(({ member }) => member)).toEqual(['cyd', 'nobody', 'zed']);
    expect(second.cursor).toBeUndefined();
  });

  it.each([{ by: 'salesperson' }, {}] as const)('refuses what is no cursor: %j', async (asked) => {
    await expect(attainment({ ...asked, cursor: '!!' })).rejects.toMatchObject({
      code: 'bad-cursor',
    });
  });

  it('of teams without a target has what their salespeople are to reach', async () => {
    const { rows } = await attainment({ by: 'team' });
    expect(rows?.map((row) => [row.member, row.actual, row.target, row.targetFrom])).toEqual([
      ['all', '700.00', '1300.00', 'salespeople'],
      ['north', '700.00', '1000.00', 'set'],
      ['south', '0.00', '200.00', 'salespeople'],
      ['unassigned', '10.00', '70.00', 'salespeople'],
    ]);
    expect(rows?.map(({ setLate }) => setLate)).toEqual([true, true, false, false]);
  });

  it('of territories counts owners without one as unassigned', async () => {
    expect(told((await attainment({ by: 'territory' })).rows)).toEqual([
      ['unassigned', '10.00', '70.00', '0.142857'],
      ['x', '700.00', '1100.00', '0.636364'],
      ['y', '0.00', '200.00', '0.000000'],
    ]);
  });

  it('regroups figures and targets by where people stand today', async () => {
    const today = { organization: 'today' } as const;
    expect(told((await attainment({ by: 'territory', ...today })).rows)).toEqual([
      ['unassigned', '10.00', '70.00', '0.142857'],
      ['x', '400.00', '500.00', '0.800000'],
      ['y', '300.00', '800.00', '0.375000'],
    ]);
    expect(told((await attainment({ by: 'team', ...today })).rows)).toEqual([
      ['all', '700.00', '1300.00', '0.538462'],
      ['north', '400.00', '500.00', '0.800000'], // what was set was set for the team as it was
      ['south', '300.00', '800.00', '0.375000'],
      ['unassigned', '10.00', '70.00', '0.142857'],
    ]);
    const south = await attainment({ by: 'salesperson', scope: 'team/south', ...today });
    expect(told([south.own, ...(south.rows ?? [])])).toEqual([
      ['south', '300.00', '800.00', '0.375000'],
      ['bob', '300.00', '600.00', '0.500000'],
      ['cyd', '0.00', '200.00', '0.000000'],
    ]);
  });

  it('stays within a team as it was', async () => {
    const north = await attainment({ by: 'salesperson', scope: 'team/north' });
    expect(told([north.own, ...(north.rows ?? [])])).toEqual([
      ['north', '700.00', '1000.00', '0.700000'],
      ['ann', '400.00', '500.00', '0.800000'],
      ['bob', '300.00', '600.00', '0.500000'],
    ]);
  });

  it('of a part of a member has no target: a product in a team', async () => {
    const events = [...sales, target('product/p1', 500, q4)];
    const within = await attainment({ by: 'product', scope: 'team/north' }, events);
    expect(told(within.rows)).toEqual([['p1', '700.00', null, null]]);
    expect(told((await attainment({ by: 'product' }, events)).rows)).toEqual([
      ['p1', '710.00', '5.00', '142.000000'],
    ]);
  });

  it('of words', async () => {
    expect(told((await attainment({ by: 'segment' })).rows)).toEqual([
      ['retail', '400.00', '800.00', '0.500000'],
      ['unassigned', '310.00', null, null],
    ]);
  });

  it('of a count, and of a ratio, which has no pace', async () => {
    const count = { period: '2017-Q4', metric: 'deals-won', unit: 'count' } as const;
    const rate = { period: '2017-Q4', metric: 'win-rate', unit: 'ratio' } as const;
    const events = [
      ...sales,
      target('salesperson/ann', 4, count),
      target('salesperson/ann', 800_000, rate),
      target('salesperson/cyd', 500_000, rate),
    ];
    const deals = await attainment(
      { metric: 'deals-won', on: '2017-11-15', scope: 'salesperson/ann' },
      events,
    );
    expect(deals.own).toMatchObject({
      actual: '1',
      target: '4',
      attainment: '0.250000',
      expected: '2',
      landing: '2',
    });
    expect(deals.currency).toBeUndefined();
    const rates = await attainment({ metric: 'win-rate', by: 'salesperson' }, events);
    expect(told(rates.rows)).toEqual([
      ['ann', '1.000000', '0.800000', '1.250000'],
      ['bob', '1.000000', null, null],
      ['cyd', null, '0.500000', null],
      ['zed', '1.000000', null, null],
    ]);
    expect(rates.rows?.[0]).toMatchObject({ expected: null, ahead: null, landing: null });
    expect((await attainment({ metric: 'win-rate' }, events)).own.target).toBeNull();
  });

  it('forgets what was withdrawn', async () => {
    const set = target('organization', 1_000, q4);
    const withdrawn = { was: 1_000, reason: 'sealed:r', corrects: 1 };
    const events = [
      set,
      { type: 'TargetWithdrawn', subject: set.subject, occurredOn: '2017-11-01', data: withdrawn },
    ];
    expect((await attainment({}, events)).own).toMatchObject({ target: null, targetFrom: null });
  });

  it.each([
    ['metric-unknown', { metric: 'profit' }],
    ['metric-not-targetable', { metric: 'growth' }],
    ['period-unknown', { period: '2017-Q9' }],
    ['scope-unknown', { scope: 'moon' }],
    ['scope-not-found', { scope: 'team/nowhere' }],
    ['combination-not-kept', { scope: 'product/p1', by: 'team' }],
    ['combination-not-kept', { scope: 'team/north', by: 'product', organization: 'today' }],
    ['period-not-kept', { scope: 'team/north', by: 'product', period: '2017-W40' }],
    ['day-not-kept', { scope: 'team/north', by: 'product', on: '2017-11-04' }],
  ] as const)('is refused with %s: %j', async (rule, asked) => {
    await expect(attainment(asked)).rejects.toMatchObject({ rule });
  });
});
