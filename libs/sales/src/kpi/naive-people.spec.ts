// Counted once more, straight from the events and with nothing of what the product reads: who sells, in which role and until when.
import fc from 'fast-check';
import { type Event, addDays, divideHalfEven, parsePeriod } from '@ledger/ledger';
import { GetLeaderboard, LeaderboardHandler } from '../leaderboard/leaderboard.queries.js';
import { type Names } from '../names.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { event, modelsOf, now, won } from './testing.js';

const calendars = [
  { from: '2016-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } },
] as const;

const everyone = ['ann', 'bob', 'cyd', 'boss'] as const;
type Who = (typeof everyone)[number];
type Role = 'salesperson' | 'manager';
type Told = { readonly day: string; readonly role: Role };
type Life = { readonly who: Who; readonly roles: readonly Told[]; readonly leaves?: string };
type Sale = { readonly who: Who; readonly day: string; readonly amountMinor: number };

const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2017-01-01', days));
const role = fc.constantFrom<Role>('salesperson', 'manager');
const life = (who: Who): fc.Arbitrary<Life> =>
  fc
    .record({
      roles: fc.uniqueArray(fc.record({ day, role }), { selector: (one) => one.day, maxLength: 4 }),
      leaves: fc.option(day, { nil: undefined }),
    })
    .map(({ roles, leaves }) => {
      const sorted = roles.toSorted((a, b) => (a.day < b.day ? -1 : 1));
      return { who, roles: sorted, ...(leaves === undefined ? {} : { leaves }) };
    });
const lives = fc.tuple(...everyone.map(life));
const sales: fc.Arbitrary<readonly Sale[]> = fc.array(
  fc.record({
    who: fc.constantFrom(...everyone),
    day,
    amountMinor: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 8 },
);
const period = fc.constantFrom('2018', '2017', '2017-Q3', '2017-Q4', '2018-01', '2017-09');

function eventsOf({ who, roles, leaves }: Life): readonly Event[] {
  const subject = `salesperson/${who}`;
  const told = roles.map((one) =>
    event('SalespersonChanged', subject, { role: one.role }, one.day),
  );
  return leaves === undefined
    ? told
    : [...told, event('SalespersonDeactivated', subject, {}, leaves)];
}

/** The long way: day by day, from the first fact on. */
function sells({ who, roles, leaves }: Life, on: string): boolean {
  let held: Role = who === 'boss' ? 'manager' : 'salesperson';
  for (const one of roles) if (one.day <= on) held = one.role;
  return held === 'salesperson' && (leaves === undefined || on < leaves);
}

function average(sum: number, heads: number): string | null {
  if (heads === 0) return null;
  const millionths = divideHalfEven(BigInt(sum) * 10_000n, BigInt(heads));
  return (Number(millionths) / 1_000_000).toFixed(6);
}

const names: Names = { open: async (_, sealed) => sealed.map(() => null) };

describe('what is told', () => {
  it('is what the entries add up to: sales by those who were salespeople then', async () => {
    await fc.assert(
      fc.asyncProperty(lives, sales, period, async (all, sold, label) => {
        const events = [
          ...all.flatMap(eventsOf),
          ...sold.map((sale) => won(sale.who, sale.amountMinor, sale.day)),
        ];
        const models = await modelsOf(events);
        const found = parsePeriod(calendars, label);
        if (found === undefined) throw new Error(label);
        const { start, end } = found;
        const handler = new KpiHistoryHandler(models);
        const told = async (scope: string): Promise<string | null | undefined> => {
          const asked = new GetKpiHistory('acme', 'productivity', { period: label, scope }, now);
          return (await handler.execute(asked)).periods[0]?.value;
        };
        const soldBy = (who?: Who): number =>
          sold
            .filter((sale) => start <= sale.day && sale.day <= end)
            .filter((sale) => who === undefined || sale.who === who)
            .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const heads = all.filter((one) => sells(one, end)).length;
        expect(await told('organization')).toBe(average(soldBy(), heads));
        for (const one of all)
          expect(await told(`salesperson/${one.who}`)).toBe(
            average(soldBy(one.who), sells(one, end) ? 1 : 0),
          );
        const { rows } = await new LeaderboardHandler(models, names).execute(
          new GetLeaderboard('acme', 'sales-amount', { period: label }, now),
        );
        const days: string[] = [];
        for (let at = start; at <= end; at = addDays(at, 1)) days.push(at);
        const listed = all.filter(
          (one) => soldBy(one.who) > 0 || days.some((on) => sells(one, on)),
        );
        expect(rows.map(({ member }) => member).toSorted()).toEqual(
          listed.map(({ who }) => who).toSorted(),
        );
      }),
      { numRuns: 80 },
    );
  });
});
