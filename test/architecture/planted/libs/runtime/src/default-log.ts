import { adapter } from '@ledger/event-log/lmdb/event-log.js';
export const log = adapter;
