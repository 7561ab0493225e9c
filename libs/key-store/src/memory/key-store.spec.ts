import { keyStoreContract } from '../key-store.contract.js';
import { memoryKeyStore } from './key-store.js';

keyStoreContract('memory', () =>
  Promise.resolve({ open: memoryKeyStore, lasting: false, remove: () => Promise.resolve() }),
);
