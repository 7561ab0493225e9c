import { type Entry } from '../../ledger/src/entry.js';
export type Inside = Entry;
