// Jest runs TypeScript as ES modules: swc strips the types, the aliases are those of tsconfig.json.
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
  module: { type: 'es6' },
};

export const base = {
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/jest-timeout.mjs'],
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^@ledger/ledger/testing$': '<rootDir>/libs/ledger/src/testing.ts',
    '^@ledger/runtime/(installation|opening)$': '<rootDir>/libs/runtime/src/$1.ts',
    '^@ledger/(event-log|read-store|key-store)/(.+)\\.js$': '<rootDir>/libs/$1/src/$2.ts',
    '^@ledger/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

// Servers are started once, and only where one of their specs runs.
export const servers = {
  globalSetup: '<rootDir>/test/servers/jest-setup.mjs',
  globalTeardown: '<rootDir>/test/servers/jest-teardown.mjs',
};

const onServers = '**/*.servers.spec.ts';
export default {
  // One left to jest itself, as it does by default, would leave one of two cores to wait.
  maxWorkers: 2,
  projects: [
    { ...base, displayName: 'specs', testMatch: ['**/*.spec.ts', `!${onServers}`] },
    { ...base, displayName: 'servers', testMatch: [onServers], ...servers },
  ],
};
