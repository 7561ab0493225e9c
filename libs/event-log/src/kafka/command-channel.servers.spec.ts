import { jest } from '@jest/globals';
import { freshName, kafkaBrokers } from '../../../../test/servers/testing.js';
import { commandChannelContract, contractPartitions } from '../command-channel.contract.js';
import { kafkaCommandChannel } from './command-channel.js';
import { deleteTopics } from './testing.js';

jest.setTimeout(60_000);

commandChannelContract('kafka', async () => {
  const name = freshName('channel');
  const connection = { brokers: kafkaBrokers() };
  const common = { connection, installation: name, topicPrefix: `${name}.` };
  return {
    open: (service) => kafkaCommandChannel({ ...common, partitions: contractPartitions, service }),
    remove: () => deleteTopics(connection, [`${name}.sales.commands`, `${name}.sales.replies`]),
  };
});
