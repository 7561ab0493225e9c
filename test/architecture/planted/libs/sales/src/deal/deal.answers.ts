import { figures } from '../measure/figures.js';
export const answer = figures;
