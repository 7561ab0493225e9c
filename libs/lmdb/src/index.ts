export * from './commit.js';
export * from './failure.js';
