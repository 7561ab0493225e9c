import { type Entry } from '@ledger/ledger';
export const schema: Entry = { sequence: 1 };
