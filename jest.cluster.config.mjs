// The specs on three Kafka brokers and three members of a MongoDB replica set: minutes, and so apart from `npm test`.
import { base } from './jest.config.mjs';

export default {
  ...base,
  displayName: 'cluster',
  maxWorkers: 1, // each starts a cluster
  roots: ['<rootDir>/test/cluster'],
  testMatch: ['**/*.cluster.ts'],
};
