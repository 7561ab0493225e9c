import { runtime } from '@ledger/runtime';
export const query = runtime;
