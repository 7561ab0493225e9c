import { failure } from '@ledger/lmdb';
export const memoryFailure = failure;
