import { slices } from '@ledger/sales';
export const known = slices;
