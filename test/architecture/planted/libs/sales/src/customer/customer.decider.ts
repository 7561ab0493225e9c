import { type Seen } from '../deal/deal.decider.js';
export type Also = Seen;
