import { type Entry } from '@ledger/ledger';
export type CustomerEvent = Entry;
