import { eventLog } from '@ledger/event-log';
export const append = eventLog;
