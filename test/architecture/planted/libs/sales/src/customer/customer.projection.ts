import { send } from '../edge.js';
export const projection = send;
