import { type Entry } from '@ledger/ledger';
export const failure: Entry = { sequence: 1 };
