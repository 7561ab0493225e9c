export * from './chain.js';
export * from './leaf.js';
export * from './lines.js';
