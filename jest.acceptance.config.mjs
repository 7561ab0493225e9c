// The acceptance suite: real data that is no part of the project, named by ACCEPTANCE_DATA.
import { base, servers } from './jest.config.mjs';

const acceptance = { ...base, roots: ['<rootDir>/test/acceptance'] };
const onServers = '**/*.services.acceptance.ts';
export default {
  maxWorkers: 2, // as in jest.config.mjs
  projects: [
    {
      ...acceptance,
      displayName: 'acceptance',
      testMatch: ['**/*.acceptance.ts', `!${onServers}`],
    },
    { ...acceptance, displayName: 'acceptance on servers', testMatch: [onServers], ...servers },
  ],
};
