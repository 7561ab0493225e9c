// What a noun of the demo adds to the story: commands, each with the day on which it happens and the desk that records it.
import { type Command, addDays, weekdayOf } from '@ledger/ledger';
import { firstDay, lastDay } from './company.js';

/** Who records, in the order of a day's work. */
export const desks = ['operations', 'sales-desk', 'finance', 'service'] as const;
export type Desk = (typeof desks)[number];

export type Planned = {
  readonly day: string;
  readonly desk: Desk;
  readonly command: Omit<Command, 'ledger'>;
};

export type Notebook = {
  readonly planned: Planned[];
  readonly say: (day: string, type: string, subject: string, data: object) => void;
};

/** Collects what one desk records. What would come after the demo's last day has not happened yet. */
export function notebookOf(desk: Desk): Notebook {
  const planned: Planned[] = [];
  return {
    planned,
    say: (day, type, subject, data) => {
      if (day <= lastDay) planned.push({ day, desk, command: { type, subject, data } });
    },
  };
}

/** The day itself, or the Monday after a weekend: nobody records on Saturdays and Sundays. */
export function workdayFrom(date: string): string {
  const weekday = weekdayOf(date);
  return weekday <= 5 ? date : addDays(date, 8 - weekday);
}

export function workdayAfter(date: string, days: number): string {
  return workdayFrom(addDays(date, days));
}

/** What happens in a week is recorded on its Friday, or on a month's last workday; the first things on the first one. */
export function recordingDay(date: string): string {
  let day = workdayFrom(date);
  const isDue = (): boolean =>
    weekdayOf(day) === 5 || monthEnds(day) || day === workdayFrom(firstDay);
  while (!isDue()) day = workdayAfter(day, 1);
  return day;
}

function monthEnds(day: string): boolean {
  return workdayAfter(day, 1).slice(0, 7) !== day.slice(0, 7);
}

/** The decimal text of cents. */
export function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

export function numbered(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`;
}

/** `2025-Q3` */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
