// The period that is asked for, and the two that it is compared with.
import {
  type CalendarHistory,
  type Period,
  addDays,
  parsePeriod,
  periodOf,
  previousPeriod,
  samePeriodLastYear,
  spans,
} from '@ledger/ledger';
import { type Spans } from '../measure/figures.js';
import { type Moment } from './formula.js';
import { reject } from './reading.rejections.js';

/** A period with the calendar months and days of which figures are kept. */
export type Span = Period & {
  readonly spans: Spans;
  /** First days of the ledger's own months that it is made of: customers are kept by those. Undefined: no whole ones. */
  readonly months: readonly string[] | undefined;
};

/** @throws Rejection where the calendar has no such period */
export function spanNamed(calendars: CalendarHistory, label: string): Span {
  const period = parsePeriod(calendars, label);
  if (period === undefined) throw reject('period-unknown', { period: label });
  return spanOf(calendars, period);
}

export function spanOf(calendars: CalendarHistory, period: Period): Span {
  const { start, end } = period;
  return { ...period, spans: spans(start, end), months: wholeMonths(calendars, period) };
}

export function previousSpan(calendars: CalendarHistory, period: Period): Span {
  return spanOf(calendars, previousPeriod(calendars, period));
}

/** The period and what formulas compare it with; the year before may have none of its number. */
export function spanAt(moment: Moment, period: Span, calendars: CalendarHistory): Span | undefined {
  if (moment === 'now') return period;
  if (moment === 'previous') return previousSpan(calendars, period);
  const found = samePeriodLastYear(calendars, period);
  return found === undefined ? undefined : spanOf(calendars, found);
}

/** The first days of the months that a range of days is made of; undefined where it is not made of whole ones. */
function wholeMonths(
  calendars: CalendarHistory,
  { start, end }: Pick<Period, 'start' | 'end'>,
): readonly string[] | undefined {
  const found: string[] = [];
  for (let day = start; day <= end;) {
    const month = periodOf(calendars, day, 'month');
    if (month.start !== day || month.end > end) return undefined;
    found.push(month.start);
    day = addDays(month.end, 1);
  }
  return found;
}
