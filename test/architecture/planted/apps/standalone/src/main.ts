import { adapter } from '@ledger/event-log/lmdb/event-log.js';
import { slices } from '@ledger/sales';
import { runtime } from '@ledger/runtime';
export const main = [adapter, slices, runtime];
