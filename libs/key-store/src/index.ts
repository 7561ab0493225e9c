export * from './digest.js';
export * from './key-store.js';
export * from './master-key.js';
export { keyStoreFormat } from './rows.js';
export * from './sealer.js';
export * from './key-file.js';
export * from './key-file-error.js';
