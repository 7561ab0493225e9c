import fc from 'fast-check';
import { type Period, addDays, divideHalfEven, parsePeriod, previousPeriod } from '@ledger/ledger';
import { type Credit, type DealEvent, type Won } from '../deal/deal.events.js';
import { histories } from '../measure/testing.js';
import { AttainmentHandler, GetAttainment } from './attainment.queries.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { modelsOf, now, target } from './testing.js';

// Counted once more, straight from the events and with nothing of what the product reads: credits by day and owner.

type Counted = { readonly day: string; readonly sign: 1 | -1; readonly credits: readonly Credit[] };
type Sums = { won: bigint; reversed: bigint; deals: bigint; lost: bigint };

const calendars = [
  { from: '2016-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } },
] as const;

function wins(event: DealEvent): readonly Counted[] {
  const counted = ({ closedOn: day, primary: credits }: Won, sign: 1 | -1): Counted => ({
    day,
    sign,
    credits,
  });
  if (event.type === 'DealWon') return [counted(event.data, 1)];
  if (event.type === 'DealCorrected')
    return [counted(event.data.was, -1), counted(event.data.is, 1)];
  return event.type === 'DealReopened' && event.data.won !== undefined
    ? [counted(event.data.won, -1)]
    : [];
}

function lostOn(event: DealEvent): readonly (readonly [day: string, sign: bigint])[] {
  if (event.type === 'DealLost') return [[event.data.lostOn, 1n]];
  return event.type === 'DealReopened' && event.data.lost !== undefined
    ? [[event.data.lost.lostOn, -1n]]
    : [];
}

function isHis(scope: string): (credit: Credit) => boolean {
  const [kind, member = ''] = scope.split('/');
  return ({ salesperson, teams }) =>
    kind === 'organization' || (kind === 'team' ? teams.includes(member) : salesperson === member);
}

function counted(events: readonly DealEvent[], scope: string, { start, end }: Period): Sums {
  const inside = (day: string): boolean => start <= day && day <= end;
  const amount = (credits: readonly Credit[]): bigint =>
    credits.filter(isHis(scope)).reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const sums: Sums = { won: 0n, reversed: 0n, deals: 0n, lost: 0n };
  for (const event of events) {
    for (const { day, sign, credits } of wins(event)) {
      if (!inside(day)) continue;
      sums.won += BigInt(sign) * amount(credits);
      sums.deals += BigInt(sign);
    }
    if (event.type === 'DealReversed' && inside(event.data.reversedOn))
      sums.reversed += amount(event.data.primary);
    for (const [day, sign] of lostOn(event)) if (inside(day)) sums.lost += sign;
  }
  return sums;
}

/** The other way round than the product: sign and digits by hand. */
function text(over: bigint, per: bigint, places: number): string | null {
  if (per === 0n) return null;
  const rounded = divideHalfEven(over * 10n ** BigInt(places), per);
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, '0');
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const periods = [
  '2017',
  '2018',
  '2017-Q2',
  '2017-Q4',
  '2017-09',
  '2018-01',
  '2017-W20',
  '2017-10-05',
];
const scopes = ['organization', 'team/all', 'team/north', 'salesperson/ann', 'salesperson/cyd'];
const question = fc.record({
  events: histories,
  label: fc.constantFrom(...periods),
  scope: fc.constantFrom(...scopes),
  goal: fc.integer({ min: 0, max: 5_000_000 }),
});

function periodNamed(label: string): Period {
  const period = parsePeriod(calendars, label);
  if (period === undefined) throw new Error(label);
  return period;
}

describe('what is told', () => {
  it('is what the entries add up to: KPIs of any scope in any period', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ events, label, scope }) => {
        const handler = new KpiHistoryHandler(await modelsOf(events));
        const told = async (kpi: string): Promise<string | null | undefined> => {
          const asked = { period: label, scope };
          return (await handler.execute(new GetKpiHistory('acme', kpi, asked, now))).periods[0]
            ?.value;
        };
        const period = periodNamed(label);
        const is = counted(events, scope, period);
        const was = counted(events, scope, previousPeriod(calendars, period));
        const [sales, before] = [is.won - is.reversed, was.won - was.reversed];
        expect(await told('sales-amount')).toBe(text(sales, 100n, 2));
        expect(await told('growth')).toBe(text(sales - before, before, 6));
        if (scope !== 'organization') return;
        expect(await told('deals-won')).toBe(String(is.deals));
        expect(await told('average-deal')).toBe(text(is.won, 100n * is.deals, 6));
        expect(await told('win-rate')).toBe(text(is.deals, is.deals + is.lost, 6));
      }),
      { numRuns: 60 },
    );
  });

  it('is what the entries add up to: attainment and pace', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.nat(400), async ({ events, label, scope, goal }, days) => {
        const period = periodNamed(label);
        const on = addDays(period.start, days);
        const set = target(scope, goal, { period: label });
        const handler = new AttainmentHandler(await modelsOf([...events, set]));
        const { own } = await handler.execute(
          new GetAttainment('acme', { period: label, scope, on }, '2020-01-01T12:00:00.000Z'),
        );
        const end = on < period.end ? on : period.end;
        const { won, reversed } = counted(events, scope, { ...period, end });
        const lengthDays = BigInt(
          (Date.parse(period.end) - Date.parse(period.start)) / 86_400_000 + 1,
        );
        const begun = BigInt(days) + 1n < lengthDays ? BigInt(days) + 1n : lengthDays;
        const sales = won - reversed;
        const asks = BigInt(goal) * begun;
        expect(own).toMatchObject({
          actual: text(sales, 100n, 2),
          target: text(BigInt(goal), 100n, 2),
          attainment: text(sales, BigInt(goal), 6),
          expected: text(asks, 100n * lengthDays, 2),
          ahead: text(sales * lengthDays - asks, 100n * lengthDays, 2),
          landing: text(sales * lengthDays, 100n * begun, 2),
        });
      }),
      { numRuns: 60 },
    );
  });
});
