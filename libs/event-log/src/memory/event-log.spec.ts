import { eventLogContract } from '../event-log.contract.js';
import { memoryEventLog } from './event-log.js';

eventLogContract('memory', async () => ({ log: memoryEventLog(), remove: async () => {} }));
