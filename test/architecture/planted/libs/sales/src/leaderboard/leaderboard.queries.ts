import { values } from '../kpi/values.js';
import { figures } from '../measure/figures.js';
export const rank = [values, figures];
