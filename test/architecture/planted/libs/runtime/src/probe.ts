import { given } from '@ledger/ledger/testing';
export const probe = given;
