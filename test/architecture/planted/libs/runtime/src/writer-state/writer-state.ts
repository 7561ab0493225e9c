import { open } from 'lmdb';
export const state = open;
