import { deal } from '../deal/deal.decider.js';
export const scores = deal;
