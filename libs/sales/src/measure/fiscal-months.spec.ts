// Counted once more, from the parts of every entry: what each member of each space has in a month, a quarter or a year of any
// calendar, also where a new one begins while the ledger is kept.
import fc from 'fast-check';
import {
  type CalendarHistory,
  type Event,
  type FiscalCalendar,
  type Period,
  addDays,
  grains,
  periodOf,
  spans,
} from '@ledger/ledger';
import { withCalendar } from '../ledger/ledger.events.js';
import { ledgerOpened } from '../ledger/testing.js';
import { type Folded, entriesOf, folded } from '../testing.js';
import { countedTypes, partsOf } from './counted.js';
import { measureProjection } from './measure.projection.js';
import { type Part, facts } from './part.js';
import { kept, memberId, membersOf } from './space.js';
import { calendarMonths, calendarsIn, cells, histories } from './testing.js';

const firstDay = '2016-01-01';
const april: FiscalCalendar = { kind: 'months', firstMonth: 4, weekStart: 1 };
/** Ends on the last Sunday of December: 2018 begins on 1 January. */
const december: FiscalCalendar = {
  ...{ kind: '4-4-5', yearEndWeekday: 7, yearEndMonth: 12, yearEndRule: 'last', weekStart: 1 },
};
/** Ends on the Saturday nearest to the end of January: 2018 begins on 29 January 2017. */
const retail: FiscalCalendar = {
  ...{ kind: '4-5-4', yearEndWeekday: 6, yearEndMonth: 1, yearEndRule: 'nearest', weekStart: 1 },
};

/** The calendar that the ledger begins with, and perhaps another from a day on. */
const worlds: readonly (readonly [FiscalCalendar, from?: string, next?: FiscalCalendar])[] = [
  [calendarMonths],
  [april],
  [december],
  [retail],
  [{ ...retail, kind: '5-4-4', yearEndMonth: 6 }],
  [calendarMonths, '2018-01-01', december],
  [december, '2018-01-01', calendarMonths],
  [retail, '2018-02-04', { ...retail, kind: '4-4-5' }],
  [calendarMonths, '2017-01-29', retail],
  [april, '2017-01-29', retail],
];

const day = fc.integer({ min: 0, max: 520 }).map((days) => addDays('2016-12-20', days));
const customer = fc.constantFrom('c1', 'c2', 'c3');
const voices = fc
  .array(fc.tuple(day, customer, fc.integer({ min: 1, max: 5 })), { maxLength: 6 })
  .map((all) =>
    all.map(([receivedOn, who, value], i): Event => {
      const data = { kind: 'survey', receivedOn, score: { scale: 'csat', value }, customer: who };
      return { type: 'FeedbackReceived', subject: `feedback/${i}`, occurredOn: receivedOn, data };
    }),
  );
const rival = fc.constantFrom('Globex', 'Initech', undefined);
const deals = fc
  .tuple(histories, fc.array(rival, { minLength: 7, maxLength: 7 }))
  .map(([events, rivals]) =>
    events.map((event, i): Event => {
      const competitor = rivals[i % rivals.length];
      if (event.type !== 'DealLost' || competitor === undefined) return event;
      return { ...event, data: { ...event.data, competitor } };
    }),
  );

function partsIn(events: readonly Event[]): readonly Part[] {
  return entriesOf(events)
    .filter(({ type }) => (countedTypes as readonly string[]).includes(type))
    .flatMap((entry) => partsOf(entry as Parameters<typeof partsOf>[0]));
}

/** A new calendar may not cut a period that began: it is there before anything counts on such a day. */
function withChange(
  events: readonly Event[],
  [first, from, next]: (typeof worlds)[number],
): readonly Event[] {
  if (from === undefined || next === undefined) return events;
  const before: CalendarHistory = [{ from: firstDay, calendar: first }];
  const { start } = periodOf(before, from, 'year');
  const place = events.findIndex((event) => partsIn([event]).some((part) => part.day >= start));
  const changed: Event = {
    ...{ type: 'LedgerSettingsChanged', subject: 'ledger/acme', occurredOn: firstDay },
    data: { calendar: next, calendarFrom: from },
  };
  return place < 0 ? [...events, changed] : events.toSpliced(place, 0, changed);
}

function measuredIn(world: (typeof worlds)[number], events: readonly Event[]): Folded {
  const opened = ledgerOpened({ firstDay, calendar: world[0] });
  return folded(measureProjection, entriesOf([opened, ...withChange(events, world)]));
}

type Sums = { readonly [member: string]: { readonly [measure: string]: number } };

function recounted(parts: readonly Part[], by: (typeof kept)[number]['by']): Sums {
  const sums: { [member: string]: { [measure: string]: number } } = {};
  for (const { fact, place, values } of parts) {
    for (const member of membersOf(by, place)) {
      const sum = (sums[member] ??= {});
      facts[fact].forEach((name, i) => (sum[name] = (sum[name] ?? 0) + (values[i] ?? 0)));
    }
  }
  const without = Object.entries(sums).map(([member, sum]) => {
    const something = Object.entries(sum).filter(([, value]) => value !== 0);
    return [member, Object.fromEntries(something)] as const;
  });
  return Object.fromEntries(without.filter(([, sum]) => Object.keys(sum).length > 0));
}

describe('cells of every space', () => {
  it('hold what is counted in any month, quarter and year of any calendar, also of one that changed', async () => {
    const given = fc.record({
      ...{ deals, voices, day },
      world: fc.constantFrom(...worlds),
      grain: fc.constantFrom(...grains.filter((one) => one !== 'day' && one !== 'week')),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ world, grain, ...asked }) => {
        const events = [...asked.deals, ...asked.voices];
        const rows = measuredIn(world, events);
        const calendars = calendarsIn(rows);
        const [first, from, next] = world;
        const opened: CalendarHistory = [{ from: firstDay, calendar: first }];
        expect(calendars).toEqual(
          from === undefined || next === undefined ? opened : withCalendar(opened, from, next),
        );
        const { start, end }: Period = periodOf(calendars, asked.day, grain);
        const cut = spans(calendars, start, end);
        expect(cut.days).toEqual([]);
        const parts = partsIn(events).filter((part) => start <= part.day && part.day <= end);
        for (const { scope, by, facts: counted } of kept) {
          for (const fact of counted.filter((one) => one !== 'customers')) {
            const own = parts.filter((part) => part.fact === fact);
            for (const member of new Set(own.flatMap(({ place }) => membersOf(scope, place)))) {
              const inside = own.filter(({ place }) => membersOf(scope, place).includes(member));
              const where = { scope: memberId(scope, member), by, fact };
              const found = await cells(rows, { ...where, spans: cut });
              expect([where, found]).toEqual([where, recounted(inside, by)]);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of ledgers with different calendars are told apart in one process', async () => {
    const won = {
      closedOn: '2018-01-01',
      amountMinor: 700,
      currency: 'USD',
      lines: [],
      overlay: [],
    };
    const primary = [{ salesperson: 'ann', teams: [], shareBp: 10_000, amountMinor: 700 }];
    const event: Event = {
      ...{ type: 'DealWon', subject: 'deal/D', occurredOn: won.closedOn },
      data: { ...won, customer: 'c1', primary },
    };
    for (const calendar of [calendarMonths, december, retail, calendarMonths]) {
      const rows = measuredIn([calendar], [event]);
      for (const by of ['customer', 'salesperson'] as const) {
        for (const grain of ['month', 'year'] as const) {
          const { start, end } = periodOf(calendarsIn(rows), won.closedOn, grain);
          const cut = spans(calendarsIn(rows), start, end);
          const found = await cells(rows, { by, fact: 'won', spans: cut });
          expect(Object.values(found)).toEqual([{ amountMinor: 700, deals: 1 }]);
        }
      }
    }
  });
});
