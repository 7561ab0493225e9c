// One row for each customer, as it stands; name and contacts stay sealed in it.
import { type Projection, stateRows } from '@ledger/ledger';
import { customer } from './customer.events.js';

export const customerProjection: Projection = {
  name: 'customer',
  version: 1,
  ...stateRows([customer]),
  types: ['CustomerRegistered', 'CustomerChanged'],
};
