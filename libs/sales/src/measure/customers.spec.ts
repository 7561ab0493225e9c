import fc from 'fast-check';
import {
  type Row,
  type CalendarHistory,
  type FiscalCalendar,
  type Period,
  addDays,
  grains,
  parsePeriod,
  periodOf,
  previousPeriod,
  spans,
} from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { ledgerOpened } from '../ledger/testing.js';
import { type Folded, entriesOf, folded } from '../testing.js';
import { buyerCollection } from './buyer.js';
import { type CustomerCounts, customersBy } from './customers.js';
import { measureProjection } from './measure.projection.js';
import { type Days, purchaseCollection } from './purchase.js';
import { type Dimension } from './space.js';
import { calendarsIn, cellView, histories, measured } from './testing.js';
import { type PurchaseView, unitedCustomers } from './united-customers.js';

const firstDay = '2016-01-01';
const months: FiscalCalendar = { kind: 'months', firstMonth: 1, weekStart: 1 };
const nobody: CustomerCounts = { buying: 0, first: 0, repeat: 0, retained: 0 };

const ann = { salesperson: 'ann', teams: ['north'] };
const bob = { salesperson: 'bob', teams: ['north'] };

function won(closedOn: string, customer: string | undefined, who = ann): DealEvent {
  const data: Won = {
    ...{ closedOn, customer, amountMinor: 10, currency: 'USD', lines: [], overlay: [] },
    primary: [{ ...who, shareBp: 10_000, amountMinor: 10 }],
  };
  return { type: 'DealWon', subject: `deal/${closedOn}-${customer}`, occurredOn: closedOn, data };
}

function periodNamed(label: string, calendars: CalendarHistory = calendarsOf(months)): Period {
  const found = parsePeriod(calendars, label);
  if (found === undefined) throw new Error(label);
  return found;
}

const calendarsOf = (calendar: FiscalCalendar): CalendarHistory => [{ from: firstDay, calendar }];

async function countsOf(
  rows: Folded,
  { grain, start, end }: Period,
  [by, member]: readonly [Dimension, string] = ['organization', 'organization'],
): Promise<CustomerCounts> {
  const asked = { by, grain, spans: spans(calendarsIn(rows), start, end) };
  const all = await customersBy(cellView(rows), asked);
  const own = await customersBy(cellView(rows), { ...asked, only: member });
  expect(own.get(member)).toEqual(all.get(member)); // of one as of everyone
  return all.get(member) ?? nobody;
}

/** A view that hands out few rows at a time. */
function purchaseView(rows: Folded): PurchaseView {
  const held = rows.get(purchaseCollection) ?? new Map<string, Row>();
  const ids = [...held.keys()].sort();
  return {
    find: async ({ prefix: [prefix = ''] = [], cursor = '' }) => {
      const found = ids.filter((id) => id.startsWith(String(prefix)) && id > cursor);
      const page = found.slice(0, 3).map((id) => ({ id, row: held.get(id) ?? {} }));
      const last = found.length > page.length ? page.at(-1)?.id : undefined;
      return { rows: page, ...(last === undefined ? {} : { cursor: last }) };
    },
  };
}

// What follows is counted from standing wins alone, with nothing of what the product keeps or reads.

type Standing = ReadonlyMap<string, Won>;

function standingIn(history: readonly DealEvent[]): Standing {
  const standing = new Map<string, Won>();
  for (const { subject, type, data } of history) {
    if (type === 'DealWon') standing.set(subject, data);
    if (type === 'DealCorrected') standing.set(subject, data.is);
    if (type === 'DealReopened') standing.delete(subject);
  }
  return standing;
}

function scopesOf({ primary, lines, segment, channel }: Won): readonly string[] {
  const orNone = (words: readonly (string | undefined)[]): readonly string[] =>
    words.length === 0 ? ['unassigned'] : words.map((word) => word ?? 'unassigned');
  const members: { readonly [dimension in string]: readonly string[] } = {
    salesperson: primary.map(({ salesperson }) => salesperson),
    team: primary.flatMap(({ teams }) => orNone(teams)),
    territory: primary.map(({ territory }) => territory ?? 'unassigned'),
    product: orNone(lines.map(({ product }) => product)),
    'product-family': orNone(lines.map(({ family }) => family)),
    segment: orNone([segment]),
    channel: orNone([channel]),
  };
  return [
    'organization',
    ...Object.entries(members).flatMap(([by, all]) => all.map((member) => `${by}/${member}`)),
  ];
}

function naiveCounts(
  standing: Standing,
  isHis: (won: Won) => boolean,
  { now, previous }: { readonly now: Days; readonly previous: Days },
): CustomerCounts {
  const buyers = (start: string, end: string): Set<string> =>
    new Set(
      [...standing.values()].flatMap((one) =>
        start <= one.closedOn && one.closedOn <= end && isHis(one) ? (one.customer ?? []) : [],
      ),
    );
  const buying = [...buyers(now.start, now.end)];
  const before = buyers('0000-01-01', addDays(now.start, -1));
  const last = buyers(previous.start, previous.end);
  const repeat = buying.filter((customer) => before.has(customer)).length;
  const retained = buying.filter((customer) => last.has(customer)).length;
  return { buying: buying.length, first: buying.length - repeat, repeat, retained };
}

const calendar = fc.constantFrom<FiscalCalendar>(
  months,
  { kind: 'months', firstMonth: 4, weekStart: 7 },
  { ...{ kind: '4-4-5', yearEndWeekday: 6, yearEndMonth: 1 }, yearEndRule: 'last', weekStart: 7 },
);
const day = fc.integer({ min: 0, max: 520 }).map((days) => addDays('2017-01-01', days));
const grain = fc.constantFrom(...grains);

function foldedIn(kept: FiscalCalendar, events: readonly DealEvent[]): Folded {
  const opened = ledgerOpened({ firstDay, calendar: kept });
  return folded(measureProjection, entriesOf([opened, ...events]));
}

describe('customers', () => {
  const events = [
    won('2016-12-31', 'old'),
    won('2017-03-31', 'loyal'),
    won('2017-04-01', 'loyal'),
    won('2017-05-01', 'old', bob),
    won('2017-05-02', 'new'),
    won('2017-06-30', 'new', bob),
    won('2017-05-03', undefined),
    won('2017-07-01', 'later'),
  ];

  it.each([
    ['2017-Q2', { buying: 3, first: 1, repeat: 2, retained: 1 }],
    ['2017', { buying: 4, first: 3, repeat: 1, retained: 1 }],
    ['2017-05', { buying: 2, first: 1, repeat: 1, retained: 0 }],
    ['2017-W13', { buying: 1, first: 1, repeat: 0, retained: 0 }], // loyal, twice
    ['2017-W18', { buying: 2, first: 1, repeat: 1, retained: 0 }],
    ['2017-05-02', { buying: 1, first: 1, repeat: 0, retained: 0 }],
    ['2017-04-01', { buying: 1, first: 0, repeat: 1, retained: 1 }], // loyal, as on the day before
    ['2017-05-03', nobody], // of a deal that names none
  ])('are new, come again, or stay in %s', async (label, counts) => {
    expect(await countsOf(measured(events), periodNamed(label))).toEqual(counts);
  });

  it('of one person are new to that person', async () => {
    const found = await countsOf(measured(events), periodNamed('2017-Q2'), ['salesperson', 'bob']);
    expect(found).toEqual({ buying: 2, first: 2, repeat: 0, retained: 0 });
  });

  it('are counted once for a team, whoever sold to them', async () => {
    const found = await countsOf(measured(events), periodNamed('2017-Q2'), ['team', 'north']);
    expect(found).toEqual({ buying: 3, first: 1, repeat: 2, retained: 1 });
  });

  it('leave no row behind of whom nothing is left', () => {
    const [first = won('2017-01-01', 'x')] = events;
    const taken = { reason: 'mistake', corrects: 2, won: first.data as Won };
    const rows = measured([first, { ...first, type: 'DealReopened', data: taken }]);
    expect(rows.get(purchaseCollection)?.size).toBe(0);
    expect(rows.get(buyerCollection)?.size).toBe(0);
  });

  it('have one row for most scopes, and no word in it of one of which nothing is left', () => {
    const north = won('2016-12-31', 'old');
    const south = won('2017-05-01', 'old', { salesperson: 'bob', teams: ['south'] });
    const taken = { reason: 'mistake', corrects: 2, won: north.data as Won };
    const rows = measured([north, south, { ...north, type: 'DealReopened', data: taken }]);
    const buyers = [...(rows.get(buyerCollection) ?? [])];
    expect(buyers.map(([id]) => id)).toEqual(['old']);
    const [scopes] = buyers.map(([, row]) => row['scopes']);
    expect(scopes).toContain('team/south');
    expect(scopes).not.toContain('team/north');
    // A row grows by teams and territories, not by people and products.
    expect(scopes).not.toContain('salesperson/ann');
    expect(scopes).not.toContain('product/unassigned');
  });

  it('are never taken away more often than they came', () => {
    const [first = won('2017-01-01', 'x')] = events;
    const taken = { reason: 'mistake', corrects: 2, won: first.data as Won };
    expect(() => measured([{ ...first, type: 'DealReopened', data: taken }])).toThrow('-1');
  });

  it('are those that a count of standing wins finds, whatever happens to deals in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(histories, calendar, day, grain, async (history, kept, date, length) => {
        const rows = foldedIn(kept, history);
        const calendars = calendarsOf(kept);
        const period = periodOf(calendars, date, length);
        const previous = previousPeriod(calendars, period);
        const standing = standingIn(history);
        const all = [...standing.values(), ...history.flatMap(winsIn)].flatMap(scopesOf);
        // The whole period, and what there is of it by a day.
        for (const now of [period, { ...period, end: date }]) {
          for (const scope of new Set(['organization', ...all])) {
            const [by = 'organization', member = by] = scope.split('/');
            const told = await countsOf(rows, now, [by as Dimension, member]);
            const isHis = (one: Won): boolean => scopesOf(one).includes(scope);
            const counted = naiveCounts(standing, isHis, { now, previous });
            expect({ scope, ...told }).toEqual({ scope, ...counted });
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of people who are put together are told apart as if they were one', async () => {
    const groupsOf = fc.dictionary(
      fc.constantFrom('ann', 'bob', 'cyd', 'dee', 'eve'),
      fc.subarray(['one', 'two', 'three']),
    );
    await fc.assert(
      fc.asyncProperty(histories, groupsOf, day, grain, async (history, groups, date, length) => {
        const now = periodOf(calendarsOf(months), date, length);
        const previous = previousPeriod(calendarsOf(months), now);
        const asked = { groups: new Map(Object.entries(groups)), now, previous };
        const told = await unitedCustomers(purchaseView(measured(history)), asked);
        for (const group of ['one', 'two', 'three']) {
          const isHis = (one: Won): boolean =>
            one.primary.some(({ salesperson }) => groups[salesperson]?.includes(group) === true);
          const counted = naiveCounts(standingIn(history), isHis, { now, previous });
          expect({ group, ...(told.get(group) ?? nobody) }).toEqual({ group, ...counted });
        }
      }),
    );
  });

  it('of many people are read in one go', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `sp-${n}`);
    const sold = many.map((salesperson) => won('2017-05-02', 'c1', { salesperson, teams: [] }));
    const [now, previous] = [periodNamed('2017-05'), periodNamed('2017-04')];
    const groups = new Map(many.map((id) => [id, ['all']]));
    const told = await unitedCustomers(purchaseView(measured(sold)), { groups, now, previous });
    expect([...told]).toEqual([['all', { buying: 1, first: 1, repeat: 0, retained: 0 }]]);
  });
});

function winsIn({ type, data }: DealEvent): readonly Won[] {
  if (type === 'DealWon') return [data];
  return type === 'DealCorrected' ? [data.was, data.is] : [];
}
