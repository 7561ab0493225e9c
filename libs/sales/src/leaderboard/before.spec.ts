import fc from 'fast-check';
import { type Event, addDays } from '@ledger/ledger';
import { type DealEvent } from '../deal/deal.events.js';
import { event, modelsOf, now, places, target, won } from '../kpi/testing.js';
import { histories } from '../measure/testing.js';
import { type Names } from '../names.js';
import { type LeaderboardAnswer } from './leaderboard.answers.js';
import {
  GetLeaderboard,
  LeaderboardHandler,
  type LeaderboardQuery,
} from './leaderboard.queries.js';

/** The most that a board lists. */
const rowsMax = 1_000;
const names: Names = { open: async (_, sealed) => sealed.map(() => null) };

type Teller = (metric: string, asked: LeaderboardQuery) => Promise<LeaderboardAnswer>;

async function teller(events: readonly Event[]): Promise<Teller> {
  const handler = new LeaderboardHandler(await modelsOf(events), names);
  return (metric, asked) => handler.execute(new GetLeaderboard('acme', metric, asked, now));
}

const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2017-01-01', days));
/** Somebody leaves or changes roles, so that who is listed without figures differs between periods. */
const changes: fc.Arbitrary<readonly Event[]> = fc.array(
  fc
    .record({ who: fc.constantFrom('ann', 'bob', 'cyd', 'boss'), day, leaves: fc.boolean() })
    .map(({ who, day: on, leaves }) => {
      const subject = `salesperson/${who}`;
      if (leaves) return event('SalespersonDeactivated', subject, {}, on);
      const role = who === 'boss' ? 'salesperson' : 'manager';
      return event('SalespersonChanged', subject, { role }, on);
    }),
  { maxLength: 4 },
);
const question = fc.record({
  events: histories,
  changes,
  goals: fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 2, maxLength: 2 }),
  metric: fc.constantFrom(
    ...['sales-amount', 'won-amount', 'deals-lost', 'win-rate', 'cycle-days', 'average-deal'],
    ...['attainment', 'growth', 'productivity', 'overlay-amount'],
  ),
  scope: fc.constantFrom('organization', 'team/north'),
  by: fc.constantFrom('salesperson' as const, 'product' as const),
  organization: fc.constantFrom('as-it-was' as const, 'today' as const),
  period: fc.constantFrom('2018', '2017-Q3', '2017-Q4', '2018-Q1', '2017-10', '2018-02'),
  limit: fc.constantFrom(1, 3, rowsMax),
});

function isKept({ metric, by, scope, organization }: { [field: string]: unknown }): boolean {
  if (by === 'salesperson') return true;
  return metric !== 'productivity' && !(scope === 'team/north' && organization === 'today');
}

/** All taken back a month later: then it is below zero, behind those who have nothing. */
function takenBack(amountMinor: number): readonly DealEvent[] {
  const sale = won('ann', amountMinor, '2017-08-20');
  const data = {
    ...{ kind: 'return', reversedOn: '2017-09-20', amountMinor, currency: 'USD', lines: [] },
    ...{ primary: [{ ...places['ann'], shareBp: 10_000, amountMinor }], overlay: [], corrects: 2 },
  };
  return [sale, event('DealReversed', sale.subject, data, '2017-09-20') as DealEvent];
}

describe('the rank before', () => {
  it('is the rank that the board of the period before tells, whoever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(question.filter(isKept), async (asked) => {
        const { metric, scope, by, organization, period, limit } = asked;
        const [goal = 1, other = 1] = asked.goals;
        const goals = ['2017-Q3', '2017-Q4', '2018-Q1', '2017-10', '2017-09'].flatMap((label) => [
          target('salesperson/ann', goal, { period: label }),
          target('salesperson/bob', other, { period: label }),
        ]);
        const tell = await teller([...asked.events, ...asked.changes, ...goals]);
        const cut = { scope, by, organization };
        const is = await tell(metric, { ...cut, period, limit });
        const was = await tell(metric, { ...cut, period: is.previous.label, limit: rowsMax });
        expect(was.more).toBe(false);
        const before = new Map(was.rows.map((row) => [row.member, row]));
        for (const row of is.rows) {
          const then = before.get(row.member);
          expect(row.rankBefore).toBe(then?.rank ?? null);
          expect(row.valueBefore).toBe(then?.value ?? null);
          expect(row.movement).toBe(then === undefined ? null : then.rank - row.rank);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts those who had nothing then: below zero is behind them', async () => {
    const tell = await teller(takenBack(100));
    const { rows } = await tell('sales-amount', { period: '2017-10' });
    expect(rows.map(({ member, rank, rankBefore }) => [member, rank, rankBefore])).toEqual([
      ['ann', 1, 3],
      ['bob', 1, 1],
      ['cyd', 1, 1],
    ]);
  });
});
