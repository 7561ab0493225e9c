// The period that is asked for, and the two that it is compared with.
import {
  type CalendarHistory,
  type Period,
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
  spans,
} from '@ledger/ledger';
import { type Spans } from '../measure/figures.js';
import { type Moment } from './formula.js';
import { reject } from './reading.rejections.js';

/** A period, or its days up to one of them, with the months and days of which figures are kept. */
export type Span = Period & {
  readonly spans: Spans;
};

/** @throws Rejection where the calendar has no such period */
export function spanNamed(calendars: CalendarHistory, label: string): Span {
  const period = parsePeriod(calendars, label);
  if (period === undefined) throw reject('period-unknown', { period: label });
  return spanOf(calendars, period);
}

export function spanOf(calendars: CalendarHistory, period: Period): Span {
  return { ...period, spans: spans(calendars, period.start, period.end) };
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
