import { jest } from '@jest/globals';
import { eventLogContract } from '../event-log.contract.js';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { kafkaEventLog } from './event-log.js';
import { deleteTopic, freshOptions } from './testing.js';

jest.setTimeout(60_000); // each log has a topic of its own

eventLogContract(
  'kafka',
  async () => {
    const options = freshOptions();
    return {
      log: await kafkaEventLog(options),
      reopen: () => kafkaEventLog({ ...options, index: memoryEntryIndex() }),
      remove: () => deleteTopic(options),
    };
  },
  6,
);
