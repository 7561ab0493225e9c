import { open } from 'lmdb';
import { type Entry } from '@ledger/ledger';
export const adapter = (): [typeof open, Entry[]] => [open, []];
