import { commandChannelContract, contractPartitions } from '../command-channel.contract.js';
import { memoryCommandChannels } from './command-channel.js';

commandChannelContract('memory', async () => {
  const channels = memoryCommandChannels(contractPartitions);
  return { open: async (service) => channels.open(service), remove: () => Promise.resolve() };
});
