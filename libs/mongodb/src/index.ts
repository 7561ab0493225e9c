export * from './client.js';
export * from './fault.js';
export * from './first-put.js';
export * from './gate.js';
export * from './grouped.js';
export * from './transaction.js';
export * from './write.js';
