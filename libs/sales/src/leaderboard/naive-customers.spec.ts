// Counted once more, straight from the events: whose customers are new or come back, of each salesperson within a team or a
// territory. A person's customers there are those of the deals that were credited to them there.
import fc from 'fast-check';
import { type Event, addDays, divideHalfEven, parsePeriod, previousPeriod } from '@ledger/ledger';
import { type Attribution, type DealEvent, type Won } from '../deal/deal.events.js';
import { AttainmentHandler, GetAttainment } from '../kpi/attainment.queries.js';
import { event, firstDay, modelsOf, now, won } from '../kpi/testing.js';
import { type Names } from '../names.js';
import {
  GetLeaderboard,
  LeaderboardHandler,
  type LeaderboardQuery,
} from './leaderboard.queries.js';

const calendars = [
  { from: '2016-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } },
] as const;
const today = now.slice(0, 10);

/** From a day on a person or a team stands elsewhere. */
type Move = { readonly subject: string; readonly from: string; readonly to: string | null };
type Sale = { readonly day: string; readonly credited: readonly string[] };
type Deal = Sale & { readonly customer: string; readonly then: 'stands' | 'goes' | Sale };

// Of the small ledger: where everybody stands on the first day, and bob's move.
const stood: readonly Move[] = [
  ...[
    ...starts('ann', 'north', 'x'),
    ...starts('bob', 'north', 'x'),
    ...starts('cyd', 'south', 'y'),
  ],
  ...['north', 'south'].map((id) => ({ subject: `team/${id}`, from: firstDay, to: 'all' })),
  { subject: 'salesperson/bob', from: '2018-01-01', to: 'south' },
  { subject: 'territory of bob', from: '2018-01-01', to: 'y' },
];

function starts(id: string, team: string, territory: string): readonly Move[] {
  return [
    { subject: `salesperson/${id}`, from: firstDay, to: team },
    { subject: `territory of ${id}`, from: firstDay, to: territory },
  ];
}

const day = fc.integer({ min: 0, max: 450 }).map((days) => addDays('2017-01-01', days));
const moves = fc
  .tuple(
    ...[
      'salesperson/ann',
      'salesperson/cyd',
      'territory of ann',
      'territory of cyd',
      'team/north',
    ].map((subject) =>
      fc
        .uniqueArray(fc.record({ from: day, to: fc.nat(2) }), {
          selector: ({ from }) => from,
          maxLength: 3,
        })
        .map((all) => all.map(({ from, to }) => ({ subject, from, to: placeFor(subject, to) }))),
    ),
  )
  .map((all) => all.flat().toSorted((a, b) => (a.from < b.from ? -1 : 1)));

function placeFor(subject: string, choice: number): string | null {
  if (subject === 'team/north') return ['all', 'south', null][choice] ?? null;
  return (
    (subject.startsWith('territory') ? ['x', 'y', null] : ['north', 'south', null])[choice] ?? null
  );
}

const sale = fc.record({ day, credited: fc.subarray(['ann', 'bob', 'cyd'], { minLength: 1 }) });
const deals: fc.Arbitrary<readonly Deal[]> = fc.array(
  fc
    .tuple(
      sale,
      fc.constantFrom('c1', 'c2', 'c3'),
      fc.oneof(fc.constant('stands' as const), fc.constant('goes' as const), sale),
    )
    .map(([first, customer, then]) => ({ ...first, customer, then })),
  { maxLength: 14 },
);
const label = fc.constantFrom(
  '2017',
  '2018',
  '2017-Q3',
  '2017-Q4',
  '2018-Q1',
  '2017-08',
  '2017-W40',
);
const scope = fc.constantFrom(
  'team/north',
  'team/south',
  'team/all',
  'team/unassigned',
  'territory/x',
);

function heldOn(all: readonly Move[], subject: string, on: string): string | null {
  return all.findLast((one) => one.subject === subject && one.from <= on)?.to ?? null;
}

function placeOn(all: readonly Move[], salesperson: string, on: string): Attribution {
  const territory = heldOn(all, `territory of ${salesperson}`, on);
  const teams: string[] = [];
  let at = heldOn(all, `salesperson/${salesperson}`, on);
  for (; at !== null; at = heldOn(all, `team/${at}`, on)) teams.push(at);
  return { salesperson, teams, ...(territory === null ? {} : { territory }) };
}

const isIn = (place: Attribution, scope: string): boolean => {
  const [kind, member = ''] = scope.split('/');
  if (kind === 'territory') return place.territory === member;
  return place.teams.includes(member) || (member === 'unassigned' && place.teams.length === 0);
};

function eventOf({ subject, from, to }: Move): Event {
  if (subject.startsWith('team/')) return event('TeamMoved', subject, { parent: to }, from);
  if (subject.startsWith('salesperson/'))
    return event('SalespersonAssignedToTeam', subject, { team: to }, from);
  const id = subject.slice('territory of '.length);
  return event('TerritoryAssigned', `salesperson/${id}`, { territory: to }, from);
}

/** What happens to the deal, and what it stands won with in the end. */
function told(all: readonly Move[], deal: Deal): { events: readonly DealEvent[]; stands?: Won } {
  const credits = ({ day: on, credited }: Sale): Partial<Won> => ({
    customer: deal.customer,
    primary: credited.map((who) => ({ ...placeOn(all, who, on), shareBp: 1, amountMinor: 1 })),
  });
  const winning = won('ann', deal.credited.length, deal.day, credits(deal));
  const was = winning.data as Won;
  const { subject } = winning;
  if (deal.then === 'stands') return { events: [winning], stands: was };
  if (deal.then === 'goes') {
    const reopened = event(
      'DealReopened',
      subject,
      { reason: 'r', corrects: 2, won: was },
      deal.day,
    );
    return { events: [winning, reopened as DealEvent] };
  }
  const { closedOn, ...rest } = { ...was, ...credits(deal.then) };
  const is = { ...rest, closedOn: deal.then.day, amountMinor: deal.then.credited.length };
  const corrected = event(
    'DealCorrected',
    subject,
    { reason: 'r', corrects: 2, was, is },
    closedOn,
  );
  return { events: [winning, corrected as DealEvent], stands: is };
}

type Days = { readonly start: string; readonly end: string };

function ratio(over: number, per: number): string | null {
  if (per === 0) return null;
  const millionths = Number(divideHalfEven(BigInt(over) * 1_000_000n, BigInt(per)));
  return (millionths / 1_000_000).toFixed(6);
}

function countsOf(
  wins: readonly Won[],
  isHis: (credit: Attribution) => boolean,
  { is, was }: { readonly is: Days; readonly was: Days },
): { first: string; again: string | null; kept: string | null } {
  const buyers = ({ start, end }: Days): ReadonlySet<string> =>
    new Set(
      wins
        .filter(
          ({ closedOn, primary }) => start <= closedOn && closedOn <= end && primary.some(isHis),
        )
        .flatMap(({ customer }) => customer ?? []),
    );
  const buying = [...buyers(is)];
  const before = buyers({ start: firstDay, end: addDays(is.start, -1) });
  const last = buyers(was);
  const again = buying.filter((customer) => before.has(customer)).length;
  return {
    first: String(buying.length - again),
    again: ratio(again, buying.length),
    kept: ratio(buying.filter((customer) => last.has(customer)).length, last.size),
  };
}

const names: Names = { open: async (_, sealed) => sealed.map(() => null) };

describe('a board of customers told apart, of salespeople within a team or a territory', () => {
  it('tells those to whom each of them sold there, or whoever stands there today sold anywhere', async () => {
    const world = fc.record({ moves, deals, label, scope, days: fc.nat(400) });
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const all = [...stood, ...given.moves];
        const stories = given.deals.map((deal) => told(all, deal));
        const wins = stories.flatMap(({ stands }) => stands ?? []);
        const moved = given.moves.map(eventOf);
        const models = await modelsOf([...moved, ...stories.flatMap(({ events }) => events)]);
        const is = parsePeriod(calendars, given.label);
        if (is === undefined) throw new Error(given.label);
        const was = previousPeriod(calendars, is);
        const boards = new LeaderboardHandler(models, names);
        const board = async (
          metric: string,
          organization?: LeaderboardQuery['organization'],
        ): Promise<ReadonlyMap<string, string>> => {
          const asked = { period: given.label, scope: given.scope, organization };
          const { rows } = await boards.execute(new GetLeaderboard('acme', metric, asked, now));
          return new Map(rows.map(({ member, value }) => [member, value]));
        };
        for (const organization of ['as-it-was', 'today'] as const) {
          const [first, again, kept] = [
            await board('new-customers', organization),
            await board('repeat-purchase-rate', organization),
            await board('retention', organization),
          ];
          for (const who of ['ann', 'bob', 'cyd']) {
            const stands = isIn(placeOn(all, who, today), given.scope);
            const isHis = (credit: Attribution): boolean =>
              credit.salesperson === who &&
              (organization === 'today' ? stands : isIn(credit, given.scope));
            const boardTells = {
              first: first.get(who) ?? '0',
              again: again.get(who) ?? null,
              kept: kept.get(who) ?? null,
            };
            expect({ who, organization, ...boardTells }).toEqual({
              ...{ who, organization },
              ...countsOf(wins, isHis, { is, was }),
            });
          }
        }
        // By a day within the period.
        const on = addDays(is.start, given.days);
        const asked = { metric: 'new-customers', period: given.label, scope: given.scope, on };
        const { rows = [] } = await new AttainmentHandler(models).execute(
          new GetAttainment('acme', { ...asked, by: 'salesperson' }, '2020-01-01T12:00:00.000Z'),
        );
        for (const who of ['ann', 'bob', 'cyd']) {
          const isHis = (credit: Attribution): boolean =>
            credit.salesperson === who && isIn(credit, given.scope);
          const { first } = countsOf(wins, isHis, {
            is: { ...is, end: on < is.end ? on : is.end },
            was,
          });
          expect([who, rows.find(({ member }) => member === who)?.actual ?? '0']).toEqual([
            who,
            first,
          ]);
        }
      }),
      { numRuns: 80 },
    );
  });
});
