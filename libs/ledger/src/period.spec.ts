import fc from 'fast-check';
import { addDays, dateOfDay, dayNumber, daysBetween } from './business-day.js';
import { type CalendarHistory, type FiscalCalendar, yearStartFrom } from './calendar.js';
import {
  type Grain,
  grains,
  parsePeriod,
  periodOf,
  previousPeriod,
  samePeriodLastYear,
  spans,
} from './period.js';

const january: FiscalCalendar = { kind: 'months', firstMonth: 1, weekStart: 1 };
const april: FiscalCalendar = { kind: 'months', firstMonth: 4, weekStart: 1 };
/** As in American retail: ends on the Saturday nearest to 31 January. */
const retail: FiscalCalendar = {
  kind: '4-5-4',
  yearEndWeekday: 6,
  yearEndMonth: 1,
  yearEndRule: 'nearest',
  weekStart: 1,
};
/** Ends on the last Sunday of December. */
const december: FiscalCalendar = {
  kind: '4-4-5',
  yearEndWeekday: 7,
  yearEndMonth: 12,
  yearEndRule: 'last',
  weekStart: 1,
};

const always = (calendar: FiscalCalendar): CalendarHistory => [{ from: '2015-01-01', calendar }];

const histories: readonly CalendarHistory[] = [
  always(january),
  always(april),
  always(retail),
  always(december),
  always({ ...january, weekStart: 7 }),
  always({ ...retail, kind: '5-4-4', yearEndMonth: 12 }),
  [...always(january), { from: '2024-04-01', calendar: april }],
  [...always(april), { from: '2024-01-01', calendar: january }],
  [...always(january), { from: yearStartFrom(retail, '2024-01-15'), calendar: retail }],
  [
    ...always(december),
    { from: '2022-04-01', calendar: april },
    { from: yearStartFrom(retail, '2025-01-01'), calendar: retail },
  ],
];

const aHistory = fc.constantFrom(...histories);
const aGrain = fc.constantFrom<Grain>(...grains);
const aDate = fc
  .integer({ min: dayNumber('1903-01-01'), max: dayNumber('2197-12-31') })
  .map(dateOfDay);
/** Years in which calendars change. */
const aBusyDate = fc
  .integer({ min: dayNumber('2020-12-01'), max: dayNumber('2027-03-01') })
  .map(dateOfDay);

describe('periods of a grain', () => {
  it('tile the time line without gap or overlap', () => {
    fc.assert(
      fc.property(aHistory, aGrain, fc.oneof(aDate, aBusyDate), (calendars, grain, date) => {
        const period = periodOf(calendars, date, grain);
        expect(period.start <= date && date <= period.end).toBe(true);
        for (const day of [period.start, period.end]) {
          expect(periodOf(calendars, day, grain)).toEqual(period);
        }
        const next = periodOf(calendars, addDays(period.end, 1), grain);
        expect(next.start).toBe(addDays(period.end, 1));
        expect(previousPeriod(calendars, next)).toEqual(period);
      }),
    );
  });

  it('have labels that name them alone', () => {
    fc.assert(
      fc.property(aHistory, aGrain, fc.oneof(aDate, aBusyDate), (calendars, grain, date) => {
        const period = periodOf(calendars, date, grain);
        expect(parsePeriod(calendars, period.label)).toEqual(period);
      }),
      { numRuns: 500 },
    );
  });

  it('fit into one year each, weeks apart', () => {
    fc.assert(
      fc.property(
        aHistory,
        fc.constantFrom<Grain>('month', 'quarter'),
        aBusyDate,
        (calendars, grain, date) => {
          const { start, end } = periodOf(calendars, date, grain);
          expect(periodOf(calendars, start, 'year')).toEqual(periodOf(calendars, end, 'year'));
        },
      ),
    );
  });

  it('have 52 or 53 weeks in a year of weeks, and week 53 joins the last period', () => {
    for (let number = 1990; number <= 2100; number += 1) {
      for (const calendar of [retail, december]) {
        const year = parsePeriod(always(calendar), String(number));
        const last = parsePeriod(always(calendar), `${number}-P12`);
        if (year === undefined || last === undefined) throw new Error(`no year ${number}`);
        const weeks = (daysBetween(year.start, year.end) + 1) / 7;
        expect([52, 53]).toContain(weeks);
        const usual = calendar.kind === '4-5-4' ? 4 : 5;
        expect((daysBetween(last.start, last.end) + 1) / 7).toBe(usual + weeks - 52);
      }
    }
  });
});

describe('a period', () => {
  it.each([
    [january, '2017', '2017-01-01', '2017-12-31'],
    [january, '2017-Q4', '2017-10-01', '2017-12-31'],
    [january, '2017-10', '2017-10-01', '2017-10-31'],
    [january, '2024-02', '2024-02-01', '2024-02-29'],
    [january, '2017-10-05', '2017-10-05', '2017-10-05'],
    [january, '2017-W40', '2017-10-02', '2017-10-08'],
    // ISO 8601: 2020 has a week 53 that reaches into 2021; 2019's first week begins in 2018.
    [january, '2020-W53', '2020-12-28', '2021-01-03'],
    [january, '2019-W01', '2018-12-31', '2019-01-06'],
    [{ ...january, weekStart: 7 } as const, '2017-W40', '2017-10-01', '2017-10-07'],
    [april, '2017', '2016-04-01', '2017-03-31'],
    [april, '2017-Q4', '2017-01-01', '2017-03-31'],
    [april, '2017-10', '2017-10-01', '2017-10-31'],
    // The National Retail Federation's calendar: 2017 (named by its start there) ran to 3 February 2018 and had 53 weeks.
    [retail, '2018', '2017-01-29', '2018-02-03'],
    [retail, '2018-P01', '2017-01-29', '2017-02-25'],
    [retail, '2018-P02', '2017-02-26', '2017-04-01'],
    [retail, '2018-P12', '2017-12-31', '2018-02-03'],
    [retail, '2018-Q4', '2017-10-29', '2018-02-03'],
    [december, '2017', '2016-12-26', '2017-12-31'],
  ])('of %j called %s runs from %s to %s', (calendar, label, start, end) => {
    expect(parsePeriod(always(calendar), label)).toMatchObject({ label, start, end });
  });

  it.each([
    [january, '2017-Q5'],
    [january, '2017-Q0'],
    [january, '2017-13'],
    [january, '2017-P10'],
    [january, '2017-W54'],
    [january, '2017-W53'],
    [january, '2017-W00'],
    [january, '2017-02-29'],
    [january, '2017T'],
    [january, '2017-'],
    [january, '2017-Q1-Q2'],
    [january, '17'],
    [january, '1800'],
    [january, ''],
    [retail, '2017-10'],
    [retail, '2017-P13'],
  ])('of %j called %s does not exist', (calendar, label) => {
    expect(parsePeriod(always(calendar), label)).toBeUndefined();
  });

  it('keeps its days when a later calendar begins; the year that is cut is a transition year', () => {
    const calendars = [...always(january), { from: '2024-04-01', calendar: april }];
    const daysOf = (label: string): unknown => {
      const { start, end } = parsePeriod(calendars, label) ?? {};
      return [start, end];
    };
    expect(daysOf('2023')).toEqual(['2023-01-01', '2023-12-31']);
    expect(daysOf('2024T')).toEqual(['2024-01-01', '2024-03-31']);
    expect(daysOf('2024T-Q1')).toEqual(['2024-01-01', '2024-03-31']);
    expect(daysOf('2025')).toEqual(['2024-04-01', '2025-03-31']);
    expect(parsePeriod(calendars, '2024')).toBeUndefined();
    expect(parsePeriod(calendars, '2024T-Q2')).toBeUndefined();
  });
});

describe('the same period a year before', () => {
  const restarted = [...always(january), { from: '2024-01-01', calendar: december }];

  it.each([
    [always(january), '2017-Q4', '2016-Q4'],
    [always(january), '2017-10', '2016-10'],
    [always(january), '2017', '2016'],
    [always(january), '2017-W40', '2016-W40'],
    [always(january), '2020-W53', undefined],
    [always(january), '2024-02-29', '2023-02-28'],
    [always(january), '2024-03-01', '2023-03-01'],
    [always(retail), '2018-P12', '2017-P12'],
    // 2024 begins on the same Monday in both calendars: periods are compared by their number.
    [restarted, '2024-P10', '2023-10'],
    [restarted, '2024-Q2', '2023-Q2'],
  ])('in %j of %s is %s', (calendars, label, expected) => {
    const period = parsePeriod(calendars, label);
    if (period === undefined) throw new Error(`no ${label}`);
    expect(samePeriodLastYear(calendars, period)?.label).toBe(expected);
  });
});

describe('spans', () => {
  it.each([
    [january, '2017-01-01', '2017-03-31', ['2017-01', '2017-02', '2017-03'], 0],
    [january, '2017-01-31', '2017-03-01', ['2017-02'], 2],
    [january, '2017-12-01', '2018-01-31', ['2017-12', '2018-01'], 0],
    [january, '2024-02-01', '2024-02-28', [], 28],
    [january, '2024-02-01', '2024-02-29', ['2024-02'], 0],
    [january, '2017-10-05', '2017-10-05', [], 1],
    [january, '2017-10-06', '2017-10-05', [], 0],
    [april, '2017-03-01', '2017-04-30', ['2017-03', '2017-04'], 0],
    [december, '2016-12-26', '2017-03-26', ['2017-P01', '2017-P02', '2017-P03'], 0],
    [december, '2016-12-25', '2017-02-18', ['2017-P01'], 28],
    [december, '2017-02-01', '2017-02-28', [], 28],
  ])('of %j from %s to %s are %j and %i days', (calendar, start, end, months, days) => {
    const cut = spans(always(calendar), start, end);
    expect(cut.months).toEqual(months);
    expect(cut.days).toHaveLength(days);
  });

  it('hold every day exactly once, and every month that lies within them', () => {
    fc.assert(
      fc.property(aHistory, aBusyDate, fc.nat({ max: 100 }), (calendars, start, length) => {
        const end = addDays(start, length);
        const all = Array.from({ length: length + 1 }, (_, day) => {
          const { label, ...month } = periodOf(calendars, addDays(start, day), 'month');
          return { label, isWhole: start <= month.start && month.end <= end };
        });
        const { months, days } = spans(calendars, start, end);
        const others = all.flatMap(({ isWhole }, i) => (isWhole ? [] : [addDays(start, i)]));
        expect(days).toEqual(others);
        const whole = all.filter(({ isWhole }) => isWhole).map(({ label }) => label);
        expect(months).toEqual([...new Set(whole)]);
      }),
    );
  });
});
