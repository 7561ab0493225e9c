// What the demo's company set out to reach: by quarter and year for the whole, its teams and its salespeople, changed where
// people come and go; and a few figures of quality.
import { addDays } from '@ledger/ledger';
import { setTarget } from '@ledger/sales';
import { demoLedger, firstDay, teams } from './company.js';
import { type DemoDeal } from './deals.js';
import { activeOn, sellers } from './people.js';
import { type Notebook, type Planned, decimal, notebookOf, workdayFrom } from './plan.js';
import { type Quarter, quartersOf, sumOf, teamCents, years } from './quotas.js';
import { seededRandom } from './random.js';

type Wish = Parameters<typeof setTarget>[1];
type Say = Notebook['say'];

const lateTeam = { scope: 'team/online', period: '2025-Q2', setOn: '2025-05-12' };

export function targetSteps(seed: string, deals: readonly DemoDeal[]): readonly Planned[] {
  const { planned, say } = notebookOf('finance');
  const quarters = quartersOf(deals, seededRandom(`${seed} targets`));
  for (const quarter of quarters) quarterly(quarter, say);
  for (const year of years) yearly(year, quarters, say);
  for (const year of years) qualities(year, say);
  changed(quarters, say);
  return planned;
}

function set(day: string, wish: Wish, say: Say): void {
  const isFirst = day === workdayFrom(firstDay);
  const agreed = isFirst ? { ...wish, agreedOn: firstDay } : wish;
  const { type, subject, data } = setTarget(demoLedger, agreed);
  say(day, type, subject, data);
}

function sales(scope: string, period: string, cents: number): Wish {
  return {
    scope,
    metric: 'sales-amount',
    period,
    value: decimal(Math.round(cents)),
    basis: 'history',
  };
}

function quarterly(quarter: Quarter, say: Say): void {
  const { label, shares } = quarter;
  const day = agreedBefore(quarter.start);
  set(day, sales('organization', label, sumOf(shares)), say);
  for (const { id } of teams) {
    const scope = `team/${id}`;
    const isLate = scope === lateTeam.scope && label === lateTeam.period;
    set(isLate ? lateTeam.setOn : day, sales(scope, label, teamCents(id, quarter)), say);
  }
  for (const { seller, cents } of shares) {
    const wish = sales(`salesperson/${seller.id}`, label, cents);
    if (seller.joins < quarter.start || quarter.start <= firstDay) set(day, wish, say);
    else {
      // Agreed with whoever joins on that day: before it there is nobody to agree with.
      const agreed = { ...wish, basis: 'judgement', agreedOn: quarter.start } as const;
      set(workdayFrom(quarter.start), agreed, say);
    }
  }
}

function yearly(year: number, quarters: readonly Quarter[], say: Say): void {
  const day = agreedBefore(`${year}-01-01`);
  const own = quarters.filter(({ label }) => label.startsWith(`${year}-`));
  const period = String(year);
  const note = 'Sum of the quarters';
  const whole = sumOf(own.flatMap(({ shares }) => shares));
  for (const { scope, percent } of parts) {
    set(day, { ...sales(scope, period, whole * (percent / 100)), basis: 'forecast' }, say);
  }
  set(day, { ...sales('organization', period, whole), note }, say);
  for (const { id } of teams) {
    const cents = own.reduce((sum, quarter) => sum + teamCents(id, quarter), 0);
    set(day, sales(`team/${id}`, period, cents), say);
  }
  for (const { id } of activeOn(day)) {
    const cents = sumOf(
      own.flatMap(({ shares }) => shares).filter(({ seller }) => seller.id === id),
    );
    if (cents > 0) set(day, sales(`salesperson/${id}`, period, cents), say);
  }
}

/** Percent of the whole year that one product, territory, segment and channel are to bring. */
const parts = [
  { scope: 'product/platform', percent: 30 },
  { scope: 'territory/north', percent: 28 },
  { scope: 'segment/enterprise', percent: 45 },
  { scope: 'channel/partner', percent: 33 },
];

/** Ten days before it starts; of the first quarter on the first day. */
function agreedBefore(start: string): string {
  return workdayFrom(start <= firstDay ? firstDay : addDays(start, -10));
}

function qualities(year: number, say: Say): void {
  const day = agreedBefore(`${year}-01-01`);
  const period = String(year);
  const wanted = [
    ...[
      { metric: 'win-rate', value: '0.48' },
      { metric: 'csat', value: '0.75' },
    ],
    ...[
      { metric: 'nps', value: '25' },
      { metric: 'ces', value: '5' },
    ],
    ...[
      { metric: 'cycle-days', value: '50' },
      { metric: 'discount-rate', value: '0.06' },
    ],
    ...[
      { metric: 'new-customers', value: '20' },
      { metric: 'lead-conversion', value: '0.5' },
    ],
  ];
  for (const one of wanted)
    set(day, { ...one, scope: 'organization', period, basis: 'judgement' }, say);
  for (const { id } of teams) {
    for (const one of wanted.slice(0, 3)) {
      set(day, { ...one, scope: `team/${id}`, period, basis: 'judgement' }, say);
    }
  }
}

/** Who leaves owes nothing of the year any more; a team and the whole are asked less where a year begins badly. */
function changed(quarters: readonly Quarter[], say: Say): void {
  const about = (scope: string, period: string): string =>
    setTarget(demoLedger, sales(scope, period, 0)).subject;
  for (const { id, leaves } of sellers) {
    if (leaves === undefined) continue;
    const subject = about(`salesperson/${id}`, leaves.slice(0, 4));
    say(workdayFrom(leaves), 'WithdrawTarget', subject, { reason: 'Left the company' });
  }
  for (const { label, start, shares } of quarters) {
    if (!label.endsWith('Q3')) continue;
    const day = workdayFrom(addDays(start, 40));
    const value = decimal(Math.round(sumOf(shares) * 0.95));
    const reason = 'The summer was weaker than planned';
    say(day, 'AdjustTarget', about('organization', label), { value, reason });
    const { seller, cents } = shares[0] ?? { seller: undefined, cents: 0 };
    if (seller === undefined) continue;
    const raised = { value: decimal(Math.round(cents * 1.1)), reason: '大客户提前续约' };
    say(day, 'AdjustTarget', about(`salesperson/${seller.id}`, label), raised);
  }
}
