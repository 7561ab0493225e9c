// Counted once more, straight from the events and with nothing of what the product reads: customers, list prices, leads, voices.
import fc from 'fast-check';
import { type Event, addDays, divideHalfEven, parsePeriod, previousPeriod } from '@ledger/ledger';
import { type Attribution, type DealEvent, type Won } from '../deal/deal.events.js';
import { histories } from '../measure/testing.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { event, modelsOf, now, places } from './testing.js';

const calendars = [
  { from: '2016-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } },
] as const;

type Days = { readonly start: string; readonly end: string };

function periodsNamed(label: string): { readonly is: Days; readonly was: Days } {
  const is = parsePeriod(calendars, label);
  if (is === undefined) throw new Error(label);
  return { is, was: previousPeriod(calendars, is) };
}

const isIn = ({ start, end }: Days, day: string): boolean => start <= day && day <= end;

function ratio(over: number, per: number): string | null {
  if (per === 0) return null;
  const millionths = Number(divideHalfEven(BigInt(over) * 1_000_000n, BigInt(per)));
  return (millionths / 1_000_000).toFixed(6);
}

/** The organisation's, a team's or a salesperson's. */
function isHis(scope: string): (who: Attribution | undefined) => boolean {
  const [kind, member = ''] = scope.split('/');
  return (who) =>
    kind === 'organization' ||
    (kind === 'team' ? who?.teams.includes(member) === true : who?.salesperson === member);
}

async function teller(
  events: readonly Event[],
  asked: { readonly period: string; readonly scope: string },
): Promise<(kpi: string) => Promise<string | null | undefined>> {
  const handler = new KpiHistoryHandler(await modelsOf(events));
  return async (kpi) =>
    (await handler.execute(new GetKpiHistory('acme', kpi, asked, now))).periods[0]?.value;
}

const scope = fc.constantFrom('organization', 'team/all', 'team/north', 'salesperson/ann');
const quarters = ['2017-Q3', '2017-Q4', '2018-Q1', '2018-Q2'];
const period = fc.constantFrom('2018', ...quarters, '2017-09', '2017-W27', '2017-09-05');

const listPrices: { readonly [product: string]: number } = { p1: 500, p2: 70_000 };

function priced(won: Won): Won {
  const lines = won.lines.map((line) => {
    const listPriceMinor = listPrices[line.product];
    return listPriceMinor === undefined ? line : { ...line, listPriceMinor };
  });
  return { ...won, lines };
}

function withPrices(one: DealEvent): DealEvent {
  if (one.type === 'DealWon') return { ...one, data: priced(one.data) };
  if (one.type === 'DealCorrected') {
    const { was, is } = one.data;
    return { ...one, data: { ...one.data, was: priced(was), is: priced(is) } };
  }
  if (one.type !== 'DealReopened' || one.data.won === undefined) return one;
  return { ...one, data: { ...one.data, won: priced(one.data.won) } };
}

/** What each deal stands won with in the end. */
function standing(events: readonly DealEvent[]): readonly Won[] {
  const wins = new Map<string, Won>();
  for (const { subject, type, data } of events) {
    if (type === 'DealWon') wins.set(subject, data);
    if (type === 'DealCorrected') wins.set(subject, data.is);
    if (type === 'DealReopened') wins.delete(subject);
  }
  return [...wins.values()];
}

function buyers(wins: readonly Won[], whose: string, days: Days): ReadonlySet<string> {
  const his = wins.filter(
    ({ primary, closedOn }) => primary.some(isHis(whose)) && isIn(days, closedOn),
  );
  return new Set(his.flatMap(({ customer }) => (customer === undefined ? [] : [customer])));
}

const owner = fc.constantFrom(...Object.values(places), undefined);
const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2017-01-01', days));

type Lead = { readonly owner: Attribution | undefined; readonly days: readonly string[] };
const leads: fc.Arbitrary<readonly Lead[]> = fc.array(
  fc.record({ owner, days: fc.array(day, { minLength: 1, maxLength: 3 }) }),
  { maxLength: 12 },
);

function leadEvents({ owner: who, days }: Lead, id: number): readonly Event[] {
  const [receivedOn = '', qualifiedOn, convertedOn] = days.toSorted();
  const place = { receivedOn, channel: 'web', ...(who === undefined ? {} : { owner: who }) };
  const subject = `lead/${id}`;
  const told = [event('LeadReceived', subject, { ...place, name: 'sealed:n' }, receivedOn)];
  if (qualifiedOn !== undefined)
    told.push(event('LeadQualified', subject, { ...place, qualifiedOn }, qualifiedOn));
  if (convertedOn !== undefined)
    told.push(event('LeadConverted', subject, { ...place, convertedOn }, convertedOn));
  return told;
}

const score = fc.oneof(
  fc.record({ scale: fc.constant('csat'), value: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ scale: fc.constant('nps'), value: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ scale: fc.constant('ces'), value: fc.integer({ min: 1, max: 7 }) }),
);
const voices = fc.array(fc.record({ owner, day, score }), { maxLength: 15 });

describe('what is told', () => {
  it('is what the entries add up to: customers and discounts', async () => {
    await fc.assert(
      fc.asyncProperty(histories, period, scope, async (random, label, whose) => {
        const events = random.map(withPrices);
        const told = await teller(events, { period: label, scope: whose });
        const wins = standing(events);
        const { is, was } = periodsNamed(label);
        const buying = [...buyers(wins, whose, is)];
        const before = buyers(wins, whose, { start: '2016-01-01', end: addDays(is.start, -1) });
        const last = buyers(wins, whose, was);
        const again = buying.filter((customer) => before.has(customer)).length;
        const kept = buying.filter((customer) => last.has(customer)).length;
        expect(await told('new-customers')).toBe(String(buying.length - again));
        expect(await told('repeat-purchase-rate')).toBe(ratio(again, buying.length));
        expect(await told('retention')).toBe(ratio(kept, last.size));
        if (whose !== 'organization') return;
        const lines = wins.filter(({ closedOn }) => isIn(is, closedOn)).flatMap((won) => won.lines);
        const listed = lines.filter(({ product }) => Object.hasOwn(listPrices, product));
        const list = listed.reduce(
          (sum, { product, quantity }) => sum + quantity * (listPrices[product] ?? 0),
          0,
        );
        const paid = listed.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(await told('discount-rate')).toBe(ratio(list - paid, list));
      }),
      { numRuns: 200 },
    );
  });

  it('is what the entries add up to: leads and scores', async () => {
    await fc.assert(
      fc.asyncProperty(leads, voices, period, scope, async (came, said, label, whose) => {
        const feedback = said.map(({ owner: who, day: receivedOn, score: given }, i) => {
          const about = who === undefined ? {} : { attribution: who };
          const data = { kind: 'survey', receivedOn, score: given, ...about };
          return event('FeedbackReceived', `feedback/${i}`, data, receivedOn);
        });
        const told = await teller([...came.flatMap(leadEvents), ...feedback], {
          ...{ period: label, scope: whose },
        });
        const { is } = periodsNamed(label);
        const steps = came
          .filter((lead) => isHis(whose)(lead.owner))
          .map(({ days }) => days.toSorted());
        const counted = (step: number): number =>
          steps.filter((days) => isIn(is, days[step] ?? '')).length;
        expect(await told('lead-conversion')).toBe(ratio(counted(2), counted(0)));
        const values = (scale: string): readonly number[] =>
          said
            .filter(
              (one) => one.score.scale === scale && isHis(whose)(one.owner) && isIn(is, one.day),
            )
            .map((one) => one.score.value);
        const [csat, nps, ces] = [values('csat'), values('nps'), values('ces')];
        expect(await told('csat')).toBe(
          ratio(csat.filter((value) => value > 3).length, csat.length),
        );
        const promoters = nps.filter((value) => value > 8).length;
        const detractors = nps.filter((value) => value < 7).length;
        expect(await told('nps')).toBe(ratio(100 * (promoters - detractors), nps.length));
        expect(await told('ces')).toBe(
          ratio(
            ces.reduce((sum, value) => sum + value, 0),
            ces.length,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
