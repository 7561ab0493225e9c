// The periods around a day, as day numbers: by them customers are told apart.
import {
  type CalendarHistory,
  type Period,
  type Row,
  type Rows,
  addDays,
  dayNumber,
  grains,
  periodOf,
} from '@ledger/ledger';
import { settingsIn, settingsKey } from './settings.js';

/** A day's period of one grain, from the period before it to the one after it; all of them first and last days. */
export type Around = {
  readonly previousStart: number;
  readonly start: number;
  readonly end: number;
  readonly nextEnd: number;
};

/** By the place of the grain in `grains`. */
export type Surroundings = readonly Around[];

type ByDay = Map<string, Surroundings>;

// A new calendar begins in the future, so what surrounds a day of which something was recorded stays its own for good:
// only days that nobody has bought on yet come to lie elsewhere.
const daysRememberedMax = 20_000;
const remembered = new Map<string, ByDay>();
const ofRow = new WeakMap<Row, ByDay>();

/** @param rows that hold the settings */
export function surroundingsOf(day: string, rows: Rows): Surroundings {
  const row = rows.get(settingsKey);
  if (row === undefined) throw new Error('an entry before LedgerOpened');
  const { calendars } = settingsIn(row);
  let known = ofRow.get(row);
  if (known === undefined || known.size >= daysRememberedMax) {
    ofRow.set(row, (known = rememberedFor(JSON.stringify(calendars))));
  }
  const found = known.get(day) ?? madeFor(day, calendars);
  known.set(day, found);
  return found;
}

/** Ledgers with the same calendars cut days alike. */
function rememberedFor(calendars: string): ByDay {
  let days = remembered.get(calendars);
  if (days === undefined || days.size >= daysRememberedMax) {
    if (remembered.size >= 100) remembered.clear();
    remembered.set(calendars, (days = new Map<string, Surroundings>()));
  }
  return days;
}

function madeFor(day: string, calendars: CalendarHistory): Surroundings {
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
}
