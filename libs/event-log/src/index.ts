export * from './entry-index.js';
export * from './event-log.js';
