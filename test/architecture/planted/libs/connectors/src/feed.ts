import { runtime } from '@ledger/runtime';
export const feed = runtime;
