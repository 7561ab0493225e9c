import { open } from 'lmdb';
export const store = open;
