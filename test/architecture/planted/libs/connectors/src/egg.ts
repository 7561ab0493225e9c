import { type Hen } from './hen.js';
export type Egg = { readonly hen?: Hen };
