// Fiscal periods: how a ledger's years are cut, and which days a period has.
import { type Weekday } from './business-day.js';

/** How a ledger's years are cut. Years are named by the calendar year in which they end. */
export type FiscalCalendar =
  | {
      readonly kind: 'months';
      /** 1–12: the month in which a year begins. */ readonly firstMonth: number;
      readonly weekStart: Weekday;
    }
  | {
      readonly kind: '4-4-5' | '4-5-4' | '5-4-4';
      /** The year ends on this weekday … */
      readonly yearEndWeekday: Weekday;
      /** … the last one in this month (1–12), or the one nearest to its last day. */
      readonly yearEndMonth: number;
      readonly yearEndRule: 'last' | 'nearest';
      readonly weekStart: Weekday;
    };

/** Which calendar holds from which day on, oldest first; the first one also holds before its `from`. */
export type CalendarHistory = readonly {
  readonly from: string;
  readonly calendar: FiscalCalendar;
}[];
