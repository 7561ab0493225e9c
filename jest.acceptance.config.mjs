// The acceptance suite: real data that is no part of the project, named by ACCEPTANCE_DATA.
import { base } from './jest.config.mjs';

export default {
  ...base,
  roots: ['<rootDir>/test/acceptance'],
  testMatch: ['**/*.acceptance.ts'],
  testTimeout: 60_000,
};
