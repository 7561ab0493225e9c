// What can be asked of an installation without loading what runs it: its settings, its folder, and who serves it.
export * from './config/config.js';
export * from './config/flags.js';
export * from './config/language-in-file.js';
export * from './config/settings.js';
export * from './data-folder/data-folder.js';
export { apiKeyLine, hashOfKey, newApiKey } from './security/api-key.js';
export * from './start-error.js';
