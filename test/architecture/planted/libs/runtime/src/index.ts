import { leaf } from '@ledger/integrity';
export const runtime = leaf;
