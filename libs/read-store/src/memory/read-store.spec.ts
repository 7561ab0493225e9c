import { readStoreContract } from '../read-store.contract.js';
import { memoryReadStore } from './read-store.js';

readStoreContract('memory', async () => ({ store: memoryReadStore(), remove: async () => {} }));
