export * from './command-channel.js';
export * from './entry-index.js';
export * from './event-log.js';
export * from './paused.js';
