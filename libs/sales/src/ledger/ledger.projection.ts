// One row: the settings as they stand.
import { type Projection, stateRows } from '@ledger/ledger';
import { ledger } from './ledger.events.js';

export const ledgerProjection: Projection = {
  name: 'ledger',
  version: 1,
  ...stateRows([ledger]),
  types: ['LedgerOpened', 'LedgerSettingsChanged', 'LedgerRetired', 'LedgerResumed'],
};
