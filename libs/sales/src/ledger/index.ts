// The ledger slice: opening a book and how it is kept.
import { type Slice } from '@ledger/ledger';
import { LedgerCommandsController } from './ledger.commands.js';
import { ledgerDecider } from './ledger.decider.js';
import { ledger } from './ledger.events.js';
import { ledgerProjection } from './ledger.projection.js';
import { LedgerHandler, LedgerQueriesController } from './ledger.queries.js';
import { ledgerRejections } from './ledger.rejections.js';

export { openLedger } from './ledger.commands.js';
export * from './ledger.bodies.js';
export { type CalendarData } from './calendar.js';
export {
  type ChangeSettings,
  type OpenLedger,
  disputeWindowDaysDefault,
} from './ledger.decider.js';
export { type LedgerEvent, type LedgerState, ledger, requireLedger } from './ledger.events.js';
export { GetLedger } from './ledger.queries.js';

export const ledgerSlice: Slice = {
  name: 'ledger',
  events: {
    LedgerOpened: { version: 1 },
    LedgerSettingsChanged: { version: 1 },
    LedgerRetired: { version: 1 },
    LedgerResumed: { version: 1 },
  },
  subjects: [ledger],
  guards: [],
  commands: ['OpenLedger', 'ChangeSettings', 'RetireLedger', 'ResumeLedger'],
  decider: ledgerDecider,
  personal: { ResumeLedger: ['reason'] },
  projections: [ledgerProjection],
  rejections: ledgerRejections,
  invariants: [],
};

export const ledgerControllers = [LedgerCommandsController, LedgerQueriesController];
export const ledgerQueryHandlers = [LedgerHandler];
