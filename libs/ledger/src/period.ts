// Fiscal periods: quarters, months, weeks and days of a ledger's years, and what each is called.
import {
  type Weekday,
  addDays,
  dateFrom,
  dateOfDay,
  dayNumber,
  isDate,
  monthEnd,
  monthOf,
  weekdayOf,
  yearOf,
} from './business-day.js';
import { type CalendarHistory, type FiscalYear, yearAround, yearNamed } from './calendar.js';

export const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

/** A period with its first and its last day. */
export type Period = {
  readonly grain: Grain;
  /** `2017`, `2017-Q4`, `2017-10` (calendar months), `2017-P10` (4-4-5 and its like), `2017-W40`, `2017-10-05`. */
  readonly label: string;
  readonly start: string;
  readonly end: string;
};

/** The period that contains a day. */
export function periodOf(calendars: CalendarHistory, date: string, grain: Grain): Period {
  if (grain === 'day') return { grain, label: date, start: date, end: date };
  if (grain === 'week') return weekOf(date, weekStartOf(calendars));
  // Such months begin and end alike in every year, so no year has to be made for them.
  if (grain === 'month' && calendars.every(({ calendar }) => calendar.kind === 'months')) {
    const end = monthEnd(yearOf(date), monthOf(date));
    return { grain, label: date.slice(0, 7), start: `${date.slice(0, 7)}-01`, end };
  }
  const year = yearAround(calendars, date);
  if (grain === 'year') return yearPeriod(year);
  const found = partsOf(year, grain).find(({ end }) => date <= end);
  if (found === undefined) throw new Error(`${date} lies in no ${grain} of ${year.name}`);
  return found;
}

/** The period that a label names; undefined where this ledger has none of that name. */
export function parsePeriod(calendars: CalendarHistory, label: string): Period | undefined {
  if (!/^(19|20|21)\d\d/.test(label)) return undefined;
  if (isDate(label)) return periodOf(calendars, label, 'day');
  const [name = '', part] = label.split('-');
  if (part?.startsWith('W') === true) return parseWeek(calendars, label);
  if (part !== undefined && /^\d\d$/.test(part)) return parseMonth(calendars, label);
  const year = yearNamed(calendars, name);
  if (year === undefined) return undefined;
  const grain = part === undefined ? 'year' : part.startsWith('Q') ? 'quarter' : 'month';
  const periods = grain === 'year' ? [yearPeriod(year)] : partsOf(year, grain);
  return periods.find((period) => period.label === label);
}

/** The period of the same grain that ends on the day before. */
export function previousPeriod(calendars: CalendarHistory, period: Period): Period {
  return periodOf(calendars, addDays(period.start, -1), period.grain);
}

/**
 * The period with the same number a year before; 29 February looks at 28 February. Undefined where there is none: a week 53
 * after a year of 52, or next to a transition year.
 */
export function samePeriodLastYear(calendars: CalendarHistory, period: Period): Period | undefined {
  const before = String(Number(period.label.slice(0, 4)) - 1);
  const label = before + period.label.slice(4);
  if (period.grain === 'day' && !isDate(label)) return parsePeriod(calendars, `${before}-02-28`);
  const found = parsePeriod(calendars, label);
  if (found !== undefined || period.grain !== 'month') return found;
  // The calendar changed from months to 4-4-5 or back, so the label of last year's tenth month is of the other kind.
  const year = yearAround(calendars, period.start);
  const place = partsOf(year, 'month').findIndex(({ start }) => start === period.start);
  const yearBefore = yearNamed(calendars, String(year.number - 1));
  return yearBefore === undefined ? undefined : partsOf(yearBefore, 'month')[place];
}

/** Cuts a range of days, both ends included, into the whole months of the calendars, by label, and the single days it consists of. */
export function spans(
  calendars: CalendarHistory,
  start: string,
  end: string,
): { readonly months: readonly string[]; readonly days: readonly string[] } {
  const months: string[] = [];
  const days: string[] = [];
  for (let date = start; date <= end;) {
    const month = periodOf(calendars, date, 'month');
    if (month.start === date && month.end <= end) {
      months.push(month.label);
      date = addDays(month.end, 1);
    } else {
      for (; date <= end && date <= month.end; date = addDays(date, 1)) days.push(date);
    }
  }
  return { months, days };
}

function yearPeriod({ name, start, end }: FiscalYear): Period {
  return { grain: 'year', label: name, start, end };
}

/** The year's months (or 4-4-5 periods) or quarters, in order; what lies beyond a cut is not there. */
function partsOf(year: FiscalYear, grain: 'month' | 'quarter'): readonly Period[] {
  const months = monthStarts(year).map(({ label, start }, place, all) => {
    const next = all[place + 1];
    return {
      label,
      start,
      end: next === undefined ? year.end : earlier(addDays(next.start, -1), year.end),
    };
  });
  const there = months.filter(({ start }) => start <= year.end);
  if (grain === 'month') return there.map((month) => ({ grain, ...month }));
  return [0, 1, 2, 3].flatMap((quarter) => {
    const inside = there.slice(quarter * 3, quarter * 3 + 3);
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{ grain, label: `${year.name}-Q${quarter + 1}`, start: first.start, end: last.end }];
  });
}

/** Twelve of them. Week 53 needs no rule of its own: the last period reaches to the year's end. */
function monthStarts({
  calendar,
  start,
  name,
}: FiscalYear): readonly { label: string; start: string }[] {
  const places = Array.from({ length: 12 }, (_, place) => place);
  if (calendar.kind === 'months') {
    return places.map((place) => {
      const month = monthOf(start) - 1 + place;
      const first = dateFrom(yearOf(start) + Math.floor(month / 12), (month % 12) + 1, 1);
      return { label: first.slice(0, 7), start: first };
    });
  }
  const weeks = calendar.kind.split('-').map(Number);
  let day = dayNumber(start);
  return places.map((place) => {
    const period = {
      label: `${name}-P${String(place + 1).padStart(2, '0')}`,
      start: dateOfDay(day),
    };
    day += 7 * (weeks[place % 3] ?? 0);
    return period;
  });
}

function parseMonth(calendars: CalendarHistory, label: string): Period | undefined {
  const first = `${label}-01`;
  if (!isDate(first)) return undefined;
  const month = periodOf(calendars, first, 'month');
  return month.label === label ? month : undefined;
}

function parseWeek(calendars: CalendarHistory, label: string): Period | undefined {
  const match = /^(\d{4})-W(\d\d)$/.exec(label);
  if (match === null) return undefined;
  const days = 7 * (Number(match[2]) - 1);
  const week = weekOf(addDays(`${match[1]}-01-04`, days), weekStartOf(calendars));
  return week.label === label ? week : undefined;
}

function weekStartOf(calendars: CalendarHistory): Weekday {
  const first = calendars[0];
  if (first === undefined) throw new Error('a ledger without calendar');
  return first.calendar.weekStart;
}

/** ISO 8601's rule for any first weekday: a week belongs to the year that has most of its days, week 1 has 4 January. */
function weekOf(date: string, weekStart: Weekday): Period {
  const start = addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
  const year = yearOf(addDays(start, 3));
  const number = Math.floor((dayNumber(start) + 3 - dayNumber(dateFrom(year, 1, 1))) / 7) + 1;
  const label = `${year}-W${String(number).padStart(2, '0')}`;
  return { grain: 'week', label, start, end: addDays(start, 6) };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
