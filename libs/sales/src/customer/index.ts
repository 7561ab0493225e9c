// The customer slice: who buys.
import { type Slice } from '@ledger/ledger';
import { CustomerCommandsController } from './customer.commands.js';
import { customerDecider } from './customer.decider.js';
import { customer } from './customer.events.js';
import { customerProjection } from './customer.projection.js';
import {
  CustomerHandler,
  CustomerQueriesController,
  CustomersHandler,
} from './customer.queries.js';
import { customerRejections } from './customer.rejections.js';

export * from './customer.bodies.js';
export { type CustomerCommand } from './customer.decider.js';
export { customerProjection } from './customer.projection.js';
export { GetCustomer, ListCustomers } from './customer.queries.js';

export const customerSlice: Slice = {
  name: 'customer',
  events: { CustomerRegistered: { version: 1 }, CustomerChanged: { version: 1 } },
  subjects: [customer],
  guards: [],
  commands: ['RegisterCustomer', 'ChangeCustomer'],
  decider: customerDecider,
  personal: { RegisterCustomer: ['name', 'contacts'], ChangeCustomer: ['name', 'contacts'] },
  projections: [customerProjection],
  rejections: customerRejections,
  invariants: [],
};

export const customerControllers = [CustomerCommandsController, CustomerQueriesController];
export const customerQueryHandlers = [CustomerHandler, CustomersHandler];
