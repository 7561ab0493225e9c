// How a ledger's years are cut: by months or by whole weeks, and what becomes of a year in which the calendar changes.
import {
  type Weekday,
  addDays,
  dateFrom,
  dateOfDay,
  dayNumber,
  weekdayOf,
  yearOf,
  monthEnd,
} from './business-day.js';

/**
 * How a ledger's years are cut. Years are named by the calendar year in which they end.
 * @zh 账本财年的划分方式。财年以其结束时所在的公历年命名。
 */
export type FiscalCalendar =
  | {
      readonly kind: 'months';
      /** 1–12: the month in which a year begins. @zh 1–12：财年开始的月份。 */
      readonly firstMonth: number;
      readonly weekStart: Weekday;
    }
  | WeekCalendar;

export type WeekCalendar = {
  readonly kind: '4-4-5' | '4-5-4' | '5-4-4';
  /** The year ends on this weekday … @zh 财年在该星期几结束…… */
  readonly yearEndWeekday: Weekday;
  /**
   * … the last one in this month (1–12), or the one nearest to its last day.
   * @zh ……即该月（1–12）的最后一个，或最接近月末的一个。
   */
  readonly yearEndMonth: number;
  readonly yearEndRule: 'last' | 'nearest';
  readonly weekStart: Weekday;
};

/**
 * Which calendar holds from which day on, oldest first; the first one also holds before its `from`. Every later `from` is
 * the first day of a year in its calendar, and a calendar holds for a whole year at least; `weekStart` never changes.
 * A year that the next calendar cuts short is called `2025T` (transition), its quarters `2025T-Q1`.
 */
export type CalendarHistory = readonly {
  readonly from: string;
  readonly calendar: FiscalCalendar;
}[];

/** A year as it was kept: cut where the next calendar begins. */
export type FiscalYear = Days & {
  readonly name: string;
  readonly calendar: FiscalCalendar;
  readonly number: number;
};
type Days = { readonly start: string; readonly end: string };

/** A calendar of the history and the days for which it holds; undefined: without bound on that side. */
type Stretch = {
  readonly calendar: FiscalCalendar;
  readonly from: string | undefined;
  readonly until: string | undefined;
};

/** The first day on or after `date` on which a year of this calendar begins. */
export function yearStartFrom(calendar: FiscalCalendar, date: string): string {
  const year = naturalYear(calendar, numberAround(calendar, date));
  return year.start === date ? date : addDays(year.end, 1);
}

export function yearAround(calendars: CalendarHistory, date: string): FiscalYear {
  const stretch = stretchesOf(calendars).findLast(({ from }) => from === undefined || from <= date);
  if (stretch === undefined) throw new Error('a ledger without calendar');
  return cutYear(stretch, numberAround(stretch.calendar, date));
}

/** `2025` or `2025T`. */
export function yearNamed(calendars: CalendarHistory, name: string): FiscalYear | undefined {
  if (!/^\d{4}T?$/.test(name)) return undefined;
  return stretchesOf(calendars)
    .map((stretch) => cutYear(stretch, Number(name.slice(0, 4))))
    .find((year) => year.name === name && year.start <= year.end);
}

function stretchesOf(calendars: CalendarHistory): readonly Stretch[] {
  return calendars.map(({ from, calendar }, place) => ({
    calendar,
    from: place === 0 ? undefined : from,
    until: calendars[place + 1]?.from,
  }));
}

function cutYear({ calendar, from, until }: Stretch, number: number): FiscalYear {
  const { start, end } = naturalYear(calendar, number);
  const name = String(number);
  // A year before this calendar held is none of its own: no day is left of it.
  if (from !== undefined && start < from)
    return { name, calendar, number, start, end: addDays(start, -1) };
  if (until === undefined || end < until) return { name, calendar, number, start, end };
  return { name: `${name}T`, calendar, number, start, end: addDays(until, -1) };
}

function naturalYear(calendar: FiscalCalendar, number: number): Days {
  if (calendar.kind !== 'months') {
    return {
      start: dateOfDay(yearEndDay(calendar, number - 1) + 1),
      end: dateOfDay(yearEndDay(calendar, number)),
    };
  }
  const { firstMonth } = calendar;
  const startYear = firstMonth === 1 ? number : number - 1;
  const lastMonth = firstMonth === 1 ? 12 : firstMonth - 1;
  return { start: dateFrom(startYear, firstMonth, 1), end: monthEnd(number, lastMonth) };
}

/** Day number of the last day of a year of whole weeks. `nearest` may fall into the next month, even the next year. */
function yearEndDay(calendar: WeekCalendar, number: number): number {
  const last = monthEnd(number, calendar.yearEndMonth);
  const back = (weekdayOf(last) - calendar.yearEndWeekday + 7) % 7;
  const forward = calendar.yearEndRule === 'nearest' && back > 3 ? 7 : 0;
  return dayNumber(last) - back + forward;
}

/** The number of the year around a day; by rule or by `nearest` it is one of three. */
function numberAround(calendar: FiscalCalendar, date: string): number {
  const guess = yearOf(date);
  if (date > naturalYear(calendar, guess).end) return guess + 1;
  return date < naturalYear(calendar, guess).start ? guess - 1 : guess;
}
