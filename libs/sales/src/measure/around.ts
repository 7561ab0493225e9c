// The periods around a day, as day numbers: by them customers are told apart.
import { type Period, addDays, dayNumber, grains, periodOf } from '@ledger/ledger';
import { byDay } from './by-day.js';

/** A day's period of one grain, from the period before it to the one after it; all of them first and last days. */
export type Around = {
  readonly previousStart: number;
  readonly start: number;
  readonly end: number;
  readonly nextEnd: number;
};

/** By the place of the grain in `grains`. */
export type Surroundings = readonly Around[];

export const surroundingsOf = byDay((day, calendars): Surroundings => {
  return grains.map((grain) => {
    const at = (date: string): Period => periodOf(calendars, date, grain);
    const { start, end } = at(day);
    return {
      previousStart: dayNumber(at(addDays(start, -1)).start),
      start: dayNumber(start),
      end: dayNumber(end),
      nextEnd: dayNumber(at(addDays(end, 1)).end),
    };
  });
});
