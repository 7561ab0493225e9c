import { client } from '@ledger/mongodb';
export const held = client;
