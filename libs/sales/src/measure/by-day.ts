// Remembers what a ledger's calendars say of a day: telling it anew for every entry costs more than folding the entry.
import { type CalendarHistory, type Row, type Rows } from '@ledger/ledger';
import { settingsIn, settingsKey } from './settings.js';

// A new calendar begins in the future, so what is said of a day of which something was recorded stays so for good: only days
// that nothing counts on yet come to lie elsewhere.
const daysRememberedMax = 20_000;

/** @param make what is said of a day; asked again it says the same */
export function byDay<T extends object>(
  make: (day: string, calendars: CalendarHistory) => T,
): (day: string, rows: Rows) => T {
  const remembered = new Map<string, Map<string, T>>();
  const ofRow = new WeakMap<Row, Map<string, T>>();
  /** Ledgers with the same calendars cut days alike. */
  const rememberedFor = (calendars: string): Map<string, T> => {
    let days = remembered.get(calendars);
    if (days === undefined || days.size >= daysRememberedMax) {
      if (remembered.size >= 100) remembered.clear();
      remembered.set(calendars, (days = new Map<string, T>()));
    }
    return days;
  };
  return (day, rows) => {
    const row = rows.get(settingsKey);
    if (row === undefined) throw new Error('an entry before LedgerOpened');
    const { calendars } = settingsIn(row);
    let known = ofRow.get(row);
    if (known === undefined || known.size >= daysRememberedMax) {
      ofRow.set(row, (known = rememberedFor(JSON.stringify(calendars))));
    }
    let found = known.get(day);
    if (found === undefined) known.set(day, (found = make(day, calendars)));
    return found;
  };
}
