export * from './read-models.js';
export * from './read-store.js';
