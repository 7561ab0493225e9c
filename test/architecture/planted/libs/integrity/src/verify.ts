import { type Entry } from '@ledger/ledger';
export type Verified = Entry;
