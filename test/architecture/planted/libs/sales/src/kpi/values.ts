import { figures } from '../measure/figures.js';
import { plan } from '../measure/plan.js';
export const values = [figures, plan];
