import { main } from '../../standalone/src/main.js';
export const cli = main;
