import { slices } from '@ledger/sales';
export const connectors = slices;
