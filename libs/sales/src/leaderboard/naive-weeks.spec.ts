// Counted once more, straight from the events: what wide dimensions and pairs have in the periods of a year of weeks, on boards,
// in histories with what came late, and on attainment.
import fc from 'fast-check';
import {
  type Event,
  type FiscalCalendar,
  type Period,
  addDays,
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
} from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { AttainmentHandler, GetAttainment } from '../kpi/attainment.queries.js';
import { GetKpiHistory, KpiHistoryHandler } from '../kpi/kpi.queries.js';
import { event, modelsOf, places, won } from '../kpi/testing.js';
import { type Names } from '../names.js';
import { GetLeaderboard, LeaderboardHandler } from './leaderboard.queries.js';

/** Years end on the last Saturday of December; 2017 goes from 1 January to 30 December. */
const calendar = fc.constantFrom('4-4-5', '4-5-4', '5-4-4').map((kind): FiscalCalendar => {
  return { kind, yearEndWeekday: 6, yearEndMonth: 12, yearEndRule: 'last', weekStart: 7 };
});
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2016-11-01', days));
const amountMinor = fc.integer({ min: 1, max: 1_000_000 });
const sale = fc.record({ day, amountMinor, customer: fc.constantFrom('c1', 'c2', 'c3') });
const deal = fc.record({
  sale,
  product: fc.constantFrom('p1', 'p2'),
  who: fc.constantFrom('ann', 'cyd'),
  then: fc.oneof(fc.constant('stands' as const), fc.constant('goes' as const), sale),
});
type Deal = typeof deal extends fc.Arbitrary<infer D> ? D : never;
type Sale = Deal['sale'];
const loss = fc.record({
  day,
  competitor: fc.constantFrom('Globex', 'Initech'),
  reason: fc.constantFrom('price', 'service'),
});
type Loss = typeof loss extends fc.Arbitrary<infer L> ? L : never;
const label = fc.constantFrom('2017', '2018', '2017-Q1', '2017-Q4', '2017-P03', '2017-P12');

function told({ sale: first, product, who, then }: Deal): readonly DealEvent[] {
  const soldAs = ({ customer, amountMinor: minor, day: closedOn }: Sale): Won => {
    const lines = [{ product, quantity: 1, amountMinor: minor }];
    return won(who, minor, closedOn, { customer, lines }).data as Won;
  };
  const was = soldAs(first);
  const winning = won(who, first.amountMinor, first.day, was);
  const { subject } = winning;
  if (then === 'stands') return [winning];
  const mended = { reason: 'r', corrects: 2 };
  const next =
    then === 'goes'
      ? event('DealReopened', subject, { ...mended, won: was }, first.day)
      : event('DealCorrected', subject, { ...mended, was, is: soldAs(then) }, then.day);
  return [winning, next as DealEvent];
}

function lost({ day: lostOn, competitor, reason }: Loss, i: number): Event {
  const data = { lostOn, owner: places['ann'], products: [], competitor, reason };
  return event('DealLost', `deal/L-${i}`, data, lostOn);
}

/** What stands in the end. */
function standing({ sale: first, then, ...more }: Deal): readonly (Sale & Omit<Deal, 'then'>)[] {
  if (then === 'goes') return [];
  return [{ ...(then === 'stands' ? first : then), sale: first, ...more }];
}

const inside = ({ start, end }: Period, on: string): boolean => start <= on && on <= end;

/** Without who has nothing. */
function sums<T>(all: readonly T[], whose: (one: T) => string, much: (one: T) => number): object {
  const found = new Map<string, number>();
  for (const one of all) found.set(whose(one), (found.get(whose(one)) ?? 0) + much(one));
  return Object.fromEntries([...found].filter(([, sum]) => sum !== 0));
}

const members = [
  event('ProductAdded', 'product/p2', { name: 'Second', aliases: [] }),
  event('CustomerRegistered', 'customer/c1', { name: 'sealed:customer/c1:x' }),
];
const names: Names = { open: async (_, sealed) => sealed.map(() => null) };
const asked = '2020-01-01T12:00:00.000Z';
const minorOf = (text: string | null | undefined): number => Number((text ?? '0').replace('.', ''));

const given = fc.record({
  calendar,
  label,
  deals: fc.array(deal, { maxLength: 14 }),
  losses: fc.array(loss, { maxLength: 10 }),
  onTime: fc.nat(20),
});

describe('in a ledger whose years are of weeks', () => {
  it('customers, competitors, loss reasons and pairs have what the entries add up to', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ calendar: years, label: name, deals, losses, onTime }) => {
        const calendars = [{ from: '2016-01-01', calendar: years }];
        const period = parsePeriod(calendars, name);
        if (period === undefined) throw new Error(name);
        const events = [...members, ...deals.flatMap(told), ...losses.map(lost)];
        const known = members.length + onTime;
        // Entries from one on come years later.
        const late = events.flatMap((_, i) => (i < known ? [] : [[i, '2019-06-01T09:00:00.000Z']]));
        const models = await modelsOf(events, {
          calendar: years,
          times: Object.fromEntries(late) as { readonly [index: number]: string },
        });
        const boards = new LeaderboardHandler(models, names);
        const board = async (metric: string, question: object): Promise<object> => {
          const { rows } = await boards.execute(
            new GetLeaderboard('acme', metric, { period: name, ...question }, asked),
          );
          const values = rows.map(({ member, value }) => [member, minorOf(value)] as const);
          return Object.fromEntries(values.filter(([, value]) => value !== 0));
        };
        const wins = deals.flatMap(standing);
        const now = wins.filter((one) => inside(period, one.day));
        const minor = (one: Sale): number => one.amountMinor;
        const one = (): number => 1;
        expect(await board('sales-amount', { by: 'customer' })).toEqual(
          sums(now, ({ customer }) => customer, minor),
        );
        for (const product of ['p1', 'p2']) {
          const scope = `product/${product}`;
          const own = now.filter((win) => win.product === product);
          const bySalesperson = sums(own, ({ who }) => who, minor);
          expect(await board('sales-amount', { by: 'salesperson', scope })).toEqual(bySalesperson);
        }
        const norths = now.filter(({ who }) => who === 'ann');
        expect(await board('deals-won', { by: 'product', scope: 'team/north' })).toEqual(
          sums(norths, ({ product }) => product, one),
        );
        const lostNow = losses.filter((own) => inside(period, own.day));
        expect(await board('deals-lost', { by: 'competitor' })).toEqual(
          sums(lostNow, ({ competitor }) => competitor, one),
        );
        expect(await board('deals-lost', { by: 'loss-reason' })).toEqual(
          sums(lostNow, ({ reason }) => reason, one),
        );

        // The history of one customer, beside the periods that it is compared with and what came late.
        const amountIn = (all: readonly Deal[], at: Period | undefined): number =>
          all
            .flatMap(standing)
            .filter((win) => win.customer === 'c1' && at !== undefined && inside(at, win.day))
            .reduce((sum, win) => sum + win.amountMinor, 0);
        const history = new KpiHistoryHandler(models);
        const { periods } = await history.execute(
          new GetKpiHistory('acme', 'sales-amount', { period: name, scope: 'customer/c1' }, asked),
        );
        const [own] = periods;
        expect([own?.value, own?.previous, own?.lastYear].map(minorOf)).toEqual([
          amountIn(deals, period),
          amountIn(deals, previousPeriod(calendars, period)),
          amountIn(deals, samePeriodLastYear(calendars, period)),
        ]);
        const earlier = await modelsOf(events.slice(0, known), { calendar: years });
        const before = await new KpiHistoryHandler(earlier).execute(
          new GetKpiHistory('acme', 'sales-amount', { period: name, scope: 'customer/c1' }, asked),
        );
        expect(own?.late).toMatchObject({ was: before.periods[0]?.value, is: own?.value });

        // As far as the last day of a month; a day within one is not told.
        const attained = new AttainmentHandler(models);
        const until = (on: string): Promise<{ readonly own: { readonly actual: string | null } }> =>
          attained.execute(
            new GetAttainment('acme', { period: name, scope: 'customer/c1', on }, asked),
          );
        const first = parsePeriod(
          calendars,
          period.grain === 'month' ? name : `${name.slice(0, 4)}-P01`,
        );
        const on = first !== undefined && inside(period, first.end) ? first.end : period.end;
        expect(minorOf((await until(on)).own.actual)).toBe(amountIn(deals, { ...period, end: on }));
        await expect(until(addDays(period.start, 9))).rejects.toMatchObject({
          rule: 'day-not-kept',
        });
      }),
      { numRuns: 25 },
    );
  });
});
