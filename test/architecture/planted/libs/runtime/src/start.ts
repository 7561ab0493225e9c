import { main } from '../../../apps/standalone/src/main.js';
export const start = main;
