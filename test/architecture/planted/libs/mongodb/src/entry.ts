import { type Entry } from '@ledger/ledger';
export const entries: Entry[] = [];
