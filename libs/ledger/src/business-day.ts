// Business days as `YYYY-MM-DD` strings: which one it is in a time zone, and arithmetic on them without Date objects.
import { Temporal } from 'temporal-polyfill';

/** ISO: 1 Monday … 7 Sunday. @zh ISO：1 为星期一 … 7 为星期日。 */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days since 1970-01-01. Howard Hinnant's days_from_civil; years 0–9999. */
export function dayNumber(date: string): number {
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(date) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number: Hinnant's civil_from_days. */
export function dateOfDay(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return dateFrom(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date);
}

/** `YYYY-MM-DD` of numbers; does not check that the day exists. */
export function dateFrom(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Days from `start` to `end`; negative where `end` comes first. */
export function daysBetween(start: string, end: string): number {
  return dayNumber(end) - dayNumber(start);
}

export function weekdayOf(date: string): Weekday {
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday; // 1–7 by construction; 1970-01-01 was a Thursday
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** 1–12 */
export function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

/** 1–31 */
export function dayOf(date: string): number {
  return Number(date.slice(8, 10));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The last day of a month. */
export function monthEnd(year: number, month: number): string {
  return dateFrom(year, month, daysInMonth(year, month));
}

/** True for a date that exists, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const month = monthOf(text);
  const day = dayOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(yearOf(text), month);
}

/** True for an IANA time zone that this process knows; a bare offset such as `+08:00` is none. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false; // that is how Intl says that it does not know it
    throw error;
  }
}

type LocalDay = { readonly fromMs: number; readonly untilMs: number; readonly date: string };

// Nearly every command asks for the same day again: the bounds of the day last asked for, by time zone.
const lastDays = new Map<string, LocalDay>();

/**
 * The business day at an instant.
 * @param timeZone IANA name
 * @param nowIso ISO instant
 * @throws RangeError for an unknown time zone or a malformed instant
 */
export function todayIn(timeZone: string, nowIso: string): string {
  const nowMs = Date.parse(nowIso);
  const last = lastDays.get(timeZone);
  if (last !== undefined && last.fromMs <= nowMs && nowMs < last.untilMs) return last.date;
  const local = Temporal.Instant.from(nowIso).toZonedDateTimeISO(timeZone);
  const day = {
    fromMs: local.startOfDay().epochMilliseconds,
    // Not 24 hours later: days on which clocks change are shorter or longer.
    untilMs: local.add({ days: 1 }).startOfDay().epochMilliseconds,
    date: local.toPlainDate().toString(),
  };
  lastDays.set(timeZone, day);
  return day.date;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
