export * from './chain.js';
export * from './leaf.js';
