// The ledger's own months, by which customers are told apart: whole ones make up its quarters and years in every calendar.
import { type Entry, type Row, type RowKey, type Rows, periodOf } from '@ledger/ledger';
import {
  type LedgerEvent,
  type LedgerState,
  ledger as ledgerSubject,
} from '../ledger/ledger.events.js';

export const settingsTypes: readonly LedgerEvent['type'][] = [
  'LedgerOpened',
  'LedgerSettingsChanged',
];

/** The ledger's settings as the entries up to here have them. */
export const settingsKey: RowKey = { collection: 'settings', id: 'ledger' };

export function isOfSettings(entry: Entry): entry is Entry<LedgerEvent> {
  return (settingsTypes as readonly string[]).includes(entry.type);
}

export function foldSettings(entry: Entry<LedgerEvent>, rows: Rows): void {
  const before = rows.get(settingsKey);
  const state = ledgerSubject.evolve(before === undefined ? undefined : settingsIn(before), entry);
  rows.put(settingsKey, state); // plain JSON
}

// A new calendar begins in the future, so a day that something was recorded of stays in its month for good.
const starts = new WeakMap<Row, Map<string, string>>();

/** The first day of the ledger's month in which a day lies. */
export function monthStartOf(day: string, rows: Rows): string {
  const row = rows.get(settingsKey);
  if (row === undefined) throw new Error('an entry before LedgerOpened');
  const known = starts.get(row) ?? new Map<string, string>();
  starts.set(row, known);
  const start = known.get(day) ?? periodOf(settingsIn(row).calendars, day, 'month').start;
  known.set(day, start);
  return start;
}

/** Only `foldSettings` writes that row. */
function settingsIn(row: Row): LedgerState {
  return row as unknown as LedgerState;
}
