// The ledger's settings as the entries up to here have them: its calendars say which days make a period.
import { type Entry, type Row, type RowKey, type Rows } from '@ledger/ledger';
import {
  type LedgerEvent,
  type LedgerState,
  ledger as ledgerSubject,
} from '../ledger/ledger.events.js';

export const settingsTypes: readonly LedgerEvent['type'][] = [
  'LedgerOpened',
  'LedgerSettingsChanged',
];

export const settingsKey: RowKey = { collection: 'settings', id: 'ledger' };

export function isOfSettings(entry: Entry): entry is Entry<LedgerEvent> {
  return (settingsTypes as readonly string[]).includes(entry.type);
}

export function foldSettings(entry: Entry<LedgerEvent>, rows: Rows): void {
  const before = rows.get(settingsKey);
  const state = ledgerSubject.evolve(before === undefined ? undefined : settingsIn(before), entry);
  rows.put(settingsKey, state); // plain JSON
}

/** Only `foldSettings` writes that row. */
export function settingsIn(row: Row): LedgerState {
  return row as unknown as LedgerState;
}
