import { cli } from '../../cli/src/main.js';
export const command = cli;
