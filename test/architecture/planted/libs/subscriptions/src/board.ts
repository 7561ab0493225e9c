import { slices } from '@ledger/sales';
export const board = slices;
