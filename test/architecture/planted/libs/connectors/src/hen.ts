import { type Egg } from './egg.js';
export type Hen = { readonly egg?: Egg };
