import { entryIndexContract } from '../entry-index.contract.js';
import { memoryEntryIndex } from './entry-index.js';

entryIndexContract('memory', async () => ({ index: memoryEntryIndex(), remove: async () => {} }));
