import { type Entry, type Event, type Projection, type Subject, stateRows } from '@ledger/ledger';
import { type ReadModels } from '@ledger/read-store';
import { customer } from '../customer/customer.events.js';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { ledger } from '../ledger/ledger.events.js';
import { measureProjection } from '../measure/measure.projection.js';
import { salesperson, team, territory } from '../organization/organization.events.js';
import { type Names } from '../names.js';
import { product } from '../product/product.events.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { type LeaderboardAnswer } from './leaderboard.answers.js';
import { leaderboardSlice } from './index.js';
import {
  GetLeaderboard,
  LeaderboardHandler,
  type LeaderboardQuery,
} from './leaderboard.queries.js';

function rowsOf(
  name: string,
  subjects: readonly Subject<never, never>[],
  types: readonly string[],
): Projection {
  return { name, version: 1, ...stateRows(subjects), types };
}

const projections: readonly Projection[] = [
  rowsOf('ledger', [ledger as never], ['LedgerOpened']),
  rowsOf(
    'organization',
    [salesperson as never, team as never, territory as never],
    [
      'SalespersonAdded',
      'SalespersonDeactivated',
      'SalespersonAssignedToTeam',
      'TerritoryAssigned',
      'TeamCreated',
      'TerritoryCreated',
    ],
  ),
  rowsOf('product', [product as never], ['ProductAdded']),
  rowsOf('customer', [customer as never], ['CustomerRegistered']),
  measureProjection,
];

const start = '2016-01-01';
const event = (type: string, subject: string, data: object, occurredOn = start): Event => ({
  type,
  subject,
  occurredOn,
  data,
});
const months = { kind: 'months', firstMonth: 1, weekStart: 1 };
const opened = (calendar: object = months): Event =>
  event('LedgerOpened', 'ledger/acme', {
    name: 'Acme',
    currency: 'USD',
    timeZone: 'UTC',
    calendar,
    firstDay: start,
    origin: 'acme',
    simulated: true,
    ledgerKeyHash: 'h',
    targetApproval: false,
    disputeWindowDays: 30,
  });

function person(id: string, teamId: string, territoryId: string, role = 'salesperson'): Event[] {
  return [
    event('SalespersonAdded', `salesperson/${id}`, { name: `sealed:salesperson/${id}:x`, role }),
    event('SalespersonAssignedToTeam', `salesperson/${id}`, { team: teamId }),
    event('TerritoryAssigned', `salesperson/${id}`, { territory: territoryId }),
  ];
}

const organization = [
  event('TeamCreated', 'team/all', { name: 'Everyone', parent: null }),
  event('TeamCreated', 'team/north', { name: 'North', parent: 'all' }),
  event('TeamCreated', 'team/south', { name: 'South', parent: 'all' }),
  event('TerritoryCreated', 'territory/x', { name: 'Xanadu' }),
  event('ProductAdded', 'product/p1', { name: 'GTX Pro', aliases: [] }),
  event('CustomerRegistered', 'customer/c1', { name: 'sealed:customer/c1:x' }),
  ...person('ann', 'north', 'x'),
  ...person('bob', 'north', 'x'),
  ...person('cyd', 'south', 'y'),
  ...person('dee', 'south', 'y'),
  ...person('idle', 'north', 'x'),
  ...person('left', 'north', 'x'),
  event('SalespersonDeactivated', 'salesperson/left', {}, '2017-06-01'),
  ...person('boss', 'all', 'x', 'manager'),
];

const now = '2018-03-05T12:00:00.000Z';
let deals = 0;

function won(
  who: string,
  amountMinor: number,
  closedOn = '2017-11-05',
  more: Partial<Won> = {},
): DealEvent {
  const teams = who === 'ann' || who === 'bob' ? ['north', 'all'] : ['south', 'all'];
  const data: Won = {
    closedOn,
    amountMinor,
    currency: 'USD',
    overlay: [],
    cycleDays: amountMinor / 100,
    lines: [{ product: 'p1', quantity: 1, amountMinor }],
    primary: [
      {
        salesperson: who,
        teams,
        territory: teams[0] === 'north' ? 'x' : 'y',
        shareBp: 10_000,
        amountMinor,
      },
    ],
    ...more,
  };
  return event('DealWon', `deal/D-${(deals += 1)}`, data, closedOn) as DealEvent;
}

const sales = [
  won('ann', 30_000),
  won('bob', 20_000),
  won('cyd', 20_000),
  won('dee', 10_000),
  won('dee', 90_000, '2017-08-01'),
  won('ann', 40_000, '2017-08-01'),
  won('bob', 40_000, '2017-08-01'),
];

async function models(events: readonly Event[] = sales, calendar?: object): Promise<ReadModels> {
  const entries: readonly Entry[] = entriesOf([opened(calendar), ...organization, ...events]);
  return readModelsOf(projections, entries);
}

type Of = {
  readonly metric?: string;
  readonly of?: Promise<ReadModels>;
  /** Names by id, as the key store would open them. */
  readonly called?: { readonly [id: string]: string | null };
  /** Whose names were opened. */
  readonly asked?: string[];
};

async function board(
  asked: Partial<LeaderboardQuery> = {},
  { metric = 'sales-amount', of = models(), called = {}, asked: opened = [] }: Of = {},
): Promise<LeaderboardAnswer> {
  const question = { period: '2017-Q4', ...asked };
  const names: Names = {
    open: async (_, sealed) => {
      const ids = sealed.map((name) => /^sealed:[a-z]+\/(.*):x$/.exec(name)?.[1] ?? name);
      opened.push(...ids);
      return ids.map((id) => (id in called ? (called[id] ?? null) : id));
    },
  };
  return new LeaderboardHandler(await of, names).execute(
    new GetLeaderboard('acme', metric, question, now),
  );
}

const ranks = ({ rows }: LeaderboardAnswer): unknown[] =>
  rows.map(({ rank, member, value }) => [rank, member, value]);

describe('a leaderboard', () => {
  it('lets equal values share a rank and leaves the next one out', async () => {
    const answer = await board();
    expect(ranks(answer)).toEqual([
      [1, 'ann', '300.00'],
      [2, 'bob', '200.00'],
      [2, 'cyd', '200.00'],
      [4, 'dee', '100.00'],
      [5, 'idle', '0.00'],
    ]);
    expect(answer).toMatchObject({
      metric: 'sales-amount',
      unit: 'money',
      currency: 'USD',
      scope: 'organization',
      scopeName: null,
      by: 'salesperson',
      period: { label: '2017-Q4', start: '2017-10-01', end: '2017-12-31' },
      previous: { label: '2017-Q3' },
      total: '800.00',
      more: false,
    });
  });

  it('lists equal values by name, then by id, and who has no name last', async () => {
    const called = { ann: 'Zoë', bob: '李伟', cyd: 'Anna', dee: 'Anna', boss: null, left: '𠮷' };
    const all = Object.keys(called);
    const of = models(all.map((who) => won(who, 100)));
    const listed = async (limit: number): Promise<string[]> =>
      (await board({ limit }, { of, called })).rows.map(({ member }) => member);
    expect(await listed(6)).toEqual(['cyd', 'dee', 'ann', 'bob', 'left', 'boss']);
    // Also where the last of them are not shown.
    expect(await listed(2)).toEqual(['cyd', 'dee']);
    expect(await listed(3)).toEqual(['cyd', 'dee', 'ann']);
  });

  it('opens no names but those of equal values that are shown', async () => {
    const asked: string[] = [];
    const sold = [won('ann', 300), won('bob', 200), won('cyd', 200), won('dee', 100)];
    const counted = [...sold, won('left', 100)];
    await board({ limit: 3 }, { of: models(counted), called: {}, asked });
    expect(asked).toEqual(['bob', 'cyd']);
  });

  it('shows name, share, gap and movement', async () => {
    const { rows } = await board();
    expect(rows[0]).toEqual({
      rank: 1,
      member: 'ann',
      name: 'sealed:salesperson/ann:x',
      value: '300.00',
      share: '0.375000',
      gapToNext: null,
      valueBefore: '400.00',
      rankBefore: 2,
      movement: 1,
    });
    expect(rows[2]).toMatchObject({
      member: 'cyd',
      gapToNext: '100.00',
      valueBefore: '0.00',
      rankBefore: 4,
      movement: 2,
    });
    expect(rows[3]).toMatchObject({
      member: 'dee',
      gapToNext: '100.00',
      rankBefore: 1,
      movement: -3,
    });
  });

  it('lists who was there and sold nothing, but neither managers nor who had left', async () => {
    const members = async (period: string): Promise<string[]> =>
      (await board({ period })).rows.map(({ member }) => member);
    expect(await members('2017-Q4')).toEqual(['ann', 'bob', 'cyd', 'dee', 'idle']);
    expect(await members('2017-05')).toEqual(['ann', 'bob', 'cyd', 'dee', 'idle', 'left']);
    expect(await members('2017-06')).not.toContain('left');
    expect(await members('2015')).toEqual([]);
  });

  it('ranks below zero after nothing', async () => {
    const sold = won('ann', 1_000, '2017-08-01');
    const { primary, lines, overlay } = sold.data as Won;
    const back = event(
      'DealReversed',
      sold.subject,
      {
        kind: 'return',
        reversedOn: '2017-11-01',
        amountMinor: 1_000,
        currency: 'USD',
        lines,
        primary,
        overlay,
        corrects: 1,
      },
      '2017-11-01',
    );
    const { rows, total } = await board({}, { of: models([sold, back, won('bob', 500)]) });
    expect(rows.map(({ rank, member }) => [rank, member])).toEqual([
      [1, 'bob'],
      [2, 'cyd'],
      [2, 'dee'],
      [2, 'idle'],
      [5, 'ann'],
    ]);
    expect(rows[4]?.value).toBe('-10.00');
    expect([total, rows[0]?.share]).toEqual(['-5.00', null]);
  });

  it('stays within a team and its teams below', async () => {
    const north = await board({ scope: 'team/north' });
    expect(ranks(north)).toEqual([
      [1, 'ann', '300.00'],
      [2, 'bob', '200.00'],
      [3, 'idle', '0.00'],
    ]);
    expect(north).toMatchObject({ total: '500.00', scopeName: 'North' });
    expect(ranks(await board({ scope: 'team/all' }))).toHaveLength(5);
    expect(ranks(await board({ scope: 'territory/x' }))).toEqual(ranks(north));
  });

  it.each([
    [
      'team',
      [
        [1, 'all', 'Everyone', '800.00'],
        [2, 'north', 'North', '500.00'],
        [3, 'south', 'South', '300.00'],
      ],
    ],
    [
      'territory',
      [
        [1, 'x', 'Xanadu', '500.00'],
        [2, 'y', null, '300.00'],
      ],
    ],
    ['product', [[1, 'p1', 'GTX Pro', '800.00']]],
    ['customer', [[1, 'unassigned', null, '800.00']]],
    ['channel', [[1, 'unassigned', null, '800.00']]],
  ] as const)('ranks by %s', async (by, expected) => {
    const { rows } = await board({ by });
    expect(rows.map(({ rank, member, name, value }) => [rank, member, name, value])).toEqual(
      expected,
    );
  });

  it('names customers, still sealed, and words by themselves', async () => {
    const of = models([won('ann', 100, '2017-11-01', { customer: 'c1', segment: 'retail' })]);
    expect((await board({ by: 'customer' }, { of })).rows[0]).toMatchObject({
      member: 'c1',
      name: 'sealed:customer/c1:x',
    });
    expect((await board({ by: 'segment' }, { of })).rows[0]).toMatchObject({
      member: 'retail',
      name: 'retail',
    });
  });

  it('ranks a ratio from its best value on and leaves out who has none', async () => {
    const answer = await board({}, { metric: 'cycle-days' });
    expect(ranks(answer)).toEqual([
      [1, 'dee', '100.000000'],
      [2, 'bob', '200.000000'],
      [2, 'cyd', '200.000000'],
      [4, 'ann', '300.000000'],
    ]);
    expect(answer).toMatchObject({ total: '200.000000', direction: 'down' });
    expect(answer.rows[1]).toMatchObject({ gapToNext: '100.000000', share: null });
  });

  it('shows no more than was asked and says that there is more', async () => {
    const first = await board({ limit: 2 });
    expect(ranks(first)).toEqual([
      [1, 'ann', '300.00'],
      [2, 'bob', '200.00'],
    ]);
    expect(first.more).toBe(true);
    expect((await board({ limit: 4 })).more).toBe(true);
    expect((await board({ limit: 5 })).more).toBe(false);
  });

  it('goes on with the cursor: the pages together are the board, those without anything too', async () => {
    const whole = await board();
    const told: LeaderboardAnswer['rows'][] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: LeaderboardAnswer = await board(
        cursor === '' ? { limit: 2 } : { limit: 2, cursor },
      );
      told.push(page.rows);
      expect(page.more).toBe(page.cursor !== undefined);
      cursor = page.cursor;
    }
    expect(told.flat()).toEqual(whole.rows);
    expect(told.length).toBeGreaterThan(2);
  });

  it.each(['2017', '2017-11', '2017-W44', '2017-11-05'])('answers for %s', async (period) => {
    const { rows, total } = await board({ period }, { of: models([won('ann', 100)]) });
    expect([rows[0]?.member, total]).toEqual(['ann', '1.00']);
  });

  it('is empty where nothing was recorded', async () => {
    const answer = await board({ by: 'team' }, { metric: 'win-rate', of: models([]) });
    expect(answer).toMatchObject({ rows: [], total: null, more: false });
  });

  it.each([
    ['metric-unknown', 'profit', {}, { metric: 'profit' }],
    ['metric-not-targetable', 'attainment', { metric: 'growth' }, { metric: 'growth' }],
    ['metric-not-attainment', 'won-amount', { metric: 'won-amount' }, { metric: 'won-amount' }],
    ['period-unknown', 'sales-amount', { period: '2017-Q5' }, { period: '2017-Q5' }],
    ['scope-unknown', 'sales-amount', { scope: 'planet/mars' }, { scope: 'planet/mars' }],
    ['scope-unknown', 'sales-amount', { scope: 'team/' }, { scope: 'team/' }],
    ['scope-not-found', 'sales-amount', { scope: 'team/nowhere' }, { scope: 'team/nowhere' }],
    [
      'combination-not-kept',
      'sales-amount',
      { scope: 'team/north', by: 'customer' },
      { by: 'customer', kept: 'customer × organization' },
    ],
    [
      'combination-not-kept',
      'sales-amount',
      { by: 'loss-reason' },
      { metric: 'sales-amount', by: 'loss-reason' },
    ],
    [
      'period-not-kept',
      'sales-amount',
      { by: 'customer', period: '2017-W44' },
      { period: '2017-W44', start: '2017-10-30' },
    ],
  ] as const)('refuses %s of %s %j', async (rule, metric, asked, detail) => {
    await expect(board(asked, { metric })).rejects.toMatchObject({ rule, detail });
  });

  it('tries every refusal that it has', () => {
    expect(Object.keys(leaderboardSlice.rejections)).toHaveLength(8);
  });

  const calendar = {
    kind: '4-4-5',
    yearEndWeekday: 6,
    yearEndMonth: 12,
    yearEndRule: 'last',
    weekStart: 7,
  };

  it.each([
    ['2017', '2017-12-30', '2017-12-31'],
    ['2017-Q4', '2017-10-01', '2017-09-30'],
    ['2017-P10', '2017-10-28', '2017-10-29'],
  ])('ranks customers in %s where years are of weeks', async (period, within, beyond) => {
    const events = [
      won('ann', 100, within, { customer: 'c1' }),
      won('ann', 900, beyond, { customer: 'c2' }),
    ];
    const { rows } = await board({ by: 'customer', period }, { of: models(events, calendar) });
    expect(rows.map(({ member, value }) => [member, value])).toEqual([['c1', '1.00']]);
  });

  it.each(['2017-W44', '2017-10-05'])(
    'says period-not-kept of customers in %s where years are of weeks, as elsewhere',
    async (period) => {
      const of = models([won('ann', 100, '2017-10-05')], calendar);
      await expect(board({ by: 'customer', period }, { of })).rejects.toMatchObject({
        rule: 'period-not-kept',
        detail: { by: 'customer', scope: 'organization', period },
      });
      expect((await board({ by: 'product', period }, { of })).period.label).toBe(period);
    },
  );

  it('cuts quarters as the ledger does', async () => {
    const of = models(
      [
        won('ann', 100, '2017-09-30'),
        won('ann', 200, '2017-10-01'),
        won('bob', 400, '2017-12-30'),
        won('bob', 800, '2017-12-31'),
      ],
      calendar,
    );
    const { rows, period } = await board({ limit: 2 }, { of });
    expect(period).toEqual({ label: '2017-Q4', start: '2017-10-01', end: '2017-12-30' });
    expect(rows.map(({ member, value }) => [member, value])).toEqual([
      ['bob', '4.00'],
      ['ann', '2.00'],
    ]);
  });
});
