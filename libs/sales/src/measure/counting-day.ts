// A day on which something counts, and the month of the ledger's calendar that it lies in: cells are kept by both.
import { periodOf } from '@ledger/ledger';
import { byDay } from './by-day.js';

export type CountingDay = {
  readonly day: string;
  /** Its label: `2017-10`, or `2017-P10` where years are of weeks. */
  readonly month: string;
  /** Both in one word: in ledgers of other calendars the day lies in another month. */
  readonly both: string;
};

export const countingDay = byDay((day, calendars): CountingDay => {
  const { label: month } = periodOf(calendars, day, 'month');
  return { day, month, both: day.startsWith(month) ? day : `${month} ${day}` };
});
