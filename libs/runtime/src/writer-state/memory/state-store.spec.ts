import { stateStoreContract } from '../state-store.contract.js';
import { memoryStateStore } from './state-store.js';

stateStoreContract('memory', () => ({ open: memoryStateStore, remove: () => undefined }));
