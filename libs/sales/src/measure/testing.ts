// Random deal histories for properties over figures, and figures as plain objects for comparison.
import fc from 'fast-check';
import {
  type CalendarHistory,
  type Event,
  type FiscalCalendar,
  allocate,
  spans,
} from '@ledger/ledger';
import {
  type Attribution,
  type Credit,
  type DealEvent,
  type DealLine,
  type Won,
} from '../deal/deal.events.js';
import { ledgerOpened } from '../ledger/testing.js';
import { type Folded, entriesOf, folded } from '../testing.js';
import { type CellView, type Spans, figuresOf } from './figures.js';
import { measureProjection } from './measure.projection.js';
import { type Fact, facts } from './part.js';
import { settingsIn, settingsKey } from './settings.js';
import { type Dimension } from './space.js';

/** Two levels of teams, someone without a team, someone without a territory. */
export const people: readonly Attribution[] = [
  { salesperson: 'ann', teams: ['north', 'all'], territory: 'x' },
  { salesperson: 'bob', teams: ['north', 'all'], territory: 'y' },
  { salesperson: 'cyd', teams: ['south', 'all'] },
  { salesperson: 'dee', teams: ['all'], territory: 'x' },
  { salesperson: 'eve', teams: [] },
];

export const rootTeams = ['all', 'unassigned'];

const day = fc
  .integer({ min: 0, max: 500 })
  .map((n) => new Date(Date.UTC(2017, 0, 1 + n)).toISOString().slice(0, 10));
const word = (words: readonly string[]): fc.Arbitrary<string | undefined> =>
  fc.option(fc.constantFrom(...words), { nil: undefined });
const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 });
const who = fc.constantFrom(...people);

const line: fc.Arbitrary<Omit<DealLine, 'amountMinor'>> = fc
  .record({
    product: fc.constantFrom('p1', 'p2', 'p3'),
    family: word(['f1', 'f2']),
    quantity: fc.integer({ min: 1, max: 5 }),
  })
  .map(defined);

export const wonDeal: fc.Arbitrary<Won> = fc
  .record({
    closedOn: day,
    amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
    lines: fc.array(line, { minLength: 0, maxLength: 3 }),
    credits: fc.uniqueArray(who, { minLength: 1, maxLength: 4 }),
    shares: weights,
    overlay: fc.array(who, { maxLength: 2 }),
    customer: word(['c1', 'c2']),
    segment: word(['s1', 's|2']),
    channel: word(['web']),
    cycleDays: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
  })
  .map(({ lines, credits, shares, overlay, ...deal }) => {
    const amounts =
      lines.length === 0
        ? []
        : allocate(
            deal.amountMinor,
            lines.map((_, i) => i + 1),
          );
    return defined({
      ...deal,
      currency: 'USD',
      lines: lines.map((one, i) => ({ ...one, amountMinor: amounts[i] ?? 0 })),
      primary: credited(
        credits,
        deal.amountMinor,
        credits.map((_, i) => shares[i % shares.length] ?? 1),
      ),
      overlay: overlay.map((one) => ({
        ...one,
        shareBp: 5_000,
        amountMinor: Math.floor(deal.amountMinor / 2),
      })),
    });
  });

function credited(
  who: readonly Attribution[],
  amountMinor: number,
  weights: readonly number[],
): readonly Credit[] {
  const amounts = allocate(amountMinor, weights);
  const shares = allocate(10_000, weights);
  return who.map((one, i) => ({ ...one, shareBp: shares[i] ?? 0, amountMinor: amounts[i] ?? 0 }));
}

/** One deal from its opening on: won, perhaps corrected, reversed or taken back; or lost, perhaps reopened. */
const history: fc.Arbitrary<readonly DealEvent[]> = fc
  .record({
    won: wonDeal,
    corrected: wonDeal,
    owner: who,
    path: fc.constantFrom('open', 'win', 'correct', 'reverse', 'unwin', 'lose', 'reopen'),
  })
  .map(({ won, corrected, owner, path }) =>
    eventsOf(won, corrected, owner)
      .filter(({ on }) => on.includes(path))
      .map(({ event }) => event),
  );

export const histories: fc.Arbitrary<readonly DealEvent[]> = fc
  .array(history, { minLength: 1, maxLength: 12 })
  .map((deals) =>
    deals.flatMap((events, i) => events.map((event) => ({ ...event, subject: `deal/${i}` }))),
  );

type Step = { readonly on: readonly string[]; readonly event: DealEvent };

function eventsOf(was: Won, is: Won, owner: Attribution): readonly Step[] {
  const subject = 'deal/D';
  const occurredOn = was.closedOn;
  const lost = defined({
    lostOn: is.closedOn,
    owner,
    products: was.lines,
    reason: 'price',
    segment: was.segment,
  });
  const { primary, overlay, lines, amountMinor, currency, customer } = was;
  const reversed = defined({
    kind: 'return' as const,
    reversedOn: is.closedOn,
    amountMinor,
    currency,
    lines,
    primary,
    overlay,
    customer,
    corrects: 2,
  });
  const steps: readonly Step[] = [
    {
      on: ['open', 'win', 'correct', 'reverse', 'unwin', 'lose', 'reopen'],
      event: {
        type: 'DealOpened',
        subject,
        occurredOn,
        data: { owner, products: lines, currency },
      },
    },
    {
      on: ['win', 'correct', 'reverse', 'unwin'],
      event: { type: 'DealWon', subject, occurredOn, data: was },
    },
    {
      on: ['correct'],
      event: {
        type: 'DealCorrected',
        subject,
        occurredOn: is.closedOn,
        data: { reason: 'typo', corrects: 2, was, is },
      },
    },
    {
      on: ['reverse'],
      event: { type: 'DealReversed', subject, occurredOn: is.closedOn, data: reversed },
    },
    {
      on: ['unwin'],
      event: {
        type: 'DealReopened',
        subject,
        occurredOn,
        data: { reason: 'mistake', corrects: 2, won: was },
      },
    },
    { on: ['lose', 'reopen'], event: { type: 'DealLost', subject, occurredOn, data: lost } },
    {
      on: ['reopen'],
      event: {
        type: 'DealReopened',
        subject,
        occurredOn,
        data: { reason: 'news', corrects: 2, lost },
      },
    },
  ];
  return steps;
}

/** Optional fields are absent in entries, never undefined. */
function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export const calendarMonths: FiscalCalendar = { kind: 'months', firstMonth: 1, weekStart: 1 };

/** Measure rows of a ledger, of calendar months unless another calendar is given, and of these events in it. */
export function measured(events: readonly Event[], calendar = calendarMonths): Folded {
  const opened = ledgerOpened({ firstDay: '2016-01-01', calendar });
  return folded(measureProjection, entriesOf([opened, ...events]));
}

export function calendarsIn(rows: Folded): CalendarHistory {
  return settingsIn(rows.get(settingsKey.collection)?.get(settingsKey.id) ?? {}).calendars;
}

/** Where months are calendar months. */
export function monthSpans(start: string, end: string): Spans {
  return spans([{ from: '2016-01-01', calendar: calendarMonths }], start, end);
}

export function cellView(rows: Folded): CellView {
  return { getMany: async (collection, ids) => ids.map((id) => rows.get(collection)?.get(id)) };
}

type Asked = {
  readonly scope?: string;
  readonly by: Dimension;
  readonly fact: Fact;
  readonly spans: Spans;
};

/** Member → its measures by name, without members that have nothing but zeros. */
export async function cells(
  rows: Folded,
  asked: Asked,
): Promise<{ [member: string]: { [measure: string]: number } }> {
  const { scope = 'organization', by, fact, spans } = asked;
  const figures = await figuresOf(cellView(rows), {
    scope,
    by,
    measures: facts[fact].map((_, place) => ({ fact, place })),
    spans,
  });
  const all = figures.members.map((member, number) => {
    const named = facts[fact].map(
      (name, place) => [name, figures.of(number, fact, place)] as const,
    );
    return [member, Object.fromEntries(named.filter(([, value]) => value !== 0))] as const;
  });
  return Object.fromEntries(all.filter(([, measures]) => Object.keys(measures).length > 0));
}
