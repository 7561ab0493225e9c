// The periods of a history, oldest first: so many up to a named one, or those of a range of days.
import {
  type CalendarHistory,
  type Grain,
  type Period,
  addDays,
  periodOf,
  previousPeriod,
} from '@ledger/ledger';
import { demandForwards } from '../range.refusals.js';
import { reject } from './kpi.rejections.js';
import { spanNamed } from './span.js';

export const daysMax = 400;
export const longerMax = 120;
/** So many periods of a grain are told at once. */
export function periodsMax(grain: Grain): number {
  return grain === 'day' ? daysMax : longerMax;
}

/** Either a period, and how many up to it, or a range and a grain. */
export type PeriodsAsked = {
  readonly period?: string;
  readonly periods?: number;
  readonly from?: string;
  readonly to?: string;
  readonly grain?: Grain;
};

/** @throws Rejection where the calendar has no such periods, or too many */
export function periodsAsked(calendars: CalendarHistory, asked: PeriodsAsked): readonly Period[] {
  const { period, periods, from, to, grain } = asked;
  if (period !== undefined && [from, to, grain].every((one) => one === undefined)) {
    return upTo(calendars, spanNamed(calendars, period), periods ?? 1);
  }
  if (period !== undefined || periods !== undefined) throw reject('periods-unclear');
  if (from === undefined || to === undefined || grain === undefined)
    throw reject('periods-unclear');
  return between(calendars, { from, to, grain });
}

function upTo(calendars: CalendarHistory, last: Period, count: number): readonly Period[] {
  const { grain } = last;
  if (count > periodsMax(grain)) throw tooMany(grain);
  const found = [last];
  while (found.length < count) found.unshift(previousPeriod(calendars, found[0] ?? last));
  return found;
}

type Range = { readonly from: string; readonly to: string; readonly grain: Grain };

function between(calendars: CalendarHistory, { from, to, grain }: Range): readonly Period[] {
  demandForwards({ from, to });
  const found: Period[] = [];
  for (let day = from; day <= to;) {
    const period = periodOf(calendars, day, grain);
    if (found.length === periodsMax(grain)) throw tooMany(grain);
    found.push(period);
    day = addDays(period.end, 1);
  }
  return found;
}

function tooMany(grain: Grain): Error {
  return reject('periods-too-many', { grain, periodsMax: periodsMax(grain) });
}
