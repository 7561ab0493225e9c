// Which fiscal calendars a ledger takes, and from when: old years keep their periods, so a new one may not cut what began.
import {
  type CalendarHistory,
  type FiscalCalendar,
  type Weekday,
  addDays,
  periodOf,
  yearStartFrom,
} from '@ledger/ledger';
import { reject } from './ledger.rejections.js';

/** A calendar as a caller states it; which fields belong to it depends on its kind. */
export type CalendarData = {
  readonly kind: FiscalCalendar['kind'];
  readonly firstMonth?: number;
  readonly yearEndWeekday?: Weekday;
  readonly yearEndMonth?: number;
  readonly yearEndRule?: 'last' | 'nearest';
  readonly weekStart?: Weekday;
};

/** @throws Rejection where a field of its kind is missing or one of the other kind is there */
export function calendarOf(data: CalendarData, weekStart: Weekday = 1): FiscalCalendar {
  const { kind } = data;
  const start = data.weekStart ?? weekStart;
  if (kind === 'months') {
    demandAbsent(data, ['yearEndWeekday', 'yearEndMonth', 'yearEndRule']);
    return { kind, firstMonth: data.firstMonth ?? 1, weekStart: start };
  }
  demandAbsent(data, ['firstMonth']);
  return {
    kind,
    yearEndWeekday: present(data, 'yearEndWeekday'),
    yearEndMonth: present(data, 'yearEndMonth'),
    yearEndRule: present(data, 'yearEndRule'),
    weekStart: start,
  };
}

function present<F extends keyof CalendarData>(
  data: CalendarData,
  field: F,
): NonNullable<CalendarData[F]> {
  const value = data[field];
  if (value !== undefined) return value;
  throw reject('calendar-field-missing', { kind: data.kind, field }, `/calendar/${field}`);
}

function demandAbsent(data: CalendarData, fields: readonly (keyof CalendarData)[]): void {
  const unused = fields.find((field) => data[field] !== undefined);
  if (unused === undefined) return;
  throw reject('calendar-field-unused', { kind: data.kind, field: unused }, `/calendar/${unused}`);
}

export type CalendarChange = {
  readonly ledgerId: string;
  readonly calendars: CalendarHistory;
  readonly calendar: FiscalCalendar;
  readonly calendarFrom: string;
  readonly today: string;
};

/** @throws Rejection where the calendar may not start on that day */
export function checkCalendarStart(change: CalendarChange): void {
  const { calendar, calendarFrom, today } = change;
  // A calendar that would have begun on that day or later gives way to the new one.
  const standing = change.calendars.filter(({ from }, place) => place === 0 || from < calendarFrom);
  checkWeekStart(change);
  const next = yearStartFrom(calendar, calendarFrom);
  if (next !== calendarFrom) {
    throw reject('calendar-not-at-year-start', { calendarFrom, next }, '/calendarFrom');
  }
  for (const grain of ['month', 'quarter', 'year'] as const) {
    const { label, start } = periodOf(standing, calendarFrom, grain);
    const isCut = start < calendarFrom && start <= today;
    if (!isCut && calendarFrom > today) continue;
    const detail = { period: label, start, calendarFrom };
    throw reject('calendar-inside-started-period', detail, '/calendarFrom');
  }
  checkWholeYear(standing, calendarFrom);
}

function checkWeekStart({ ledgerId, calendars, calendar }: CalendarChange): void {
  const weekStart = calendars[0]?.calendar.weekStart ?? calendar.weekStart;
  if (calendar.weekStart === weekStart) return;
  throw reject('week-start-fixed', { ledger: ledgerId, weekStart }, '/calendar/weekStart');
}

/** Else two years next to each other could have the same name. */
function checkWholeYear(standing: CalendarHistory, calendarFrom: string): void {
  const last = standing.at(-1);
  if (last === undefined || standing.length === 1) return; // the first calendar has held for ever
  const earliest = addDays(periodOf(standing, last.from, 'year').end, 1);
  if (calendarFrom >= earliest) return;
  throw reject('calendar-too-soon', { from: last.from, earliest, calendarFrom }, '/calendarFrom');
}
