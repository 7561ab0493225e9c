import { readStore } from '@ledger/read-store';
export const rows = readStore;
