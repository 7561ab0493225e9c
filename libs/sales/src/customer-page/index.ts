// The customer page: everything about one customer in one answer. It records nothing and keeps no rows.
import { type Slice } from '@ledger/ledger';
import { CustomerPageController, CustomerPageHandler } from './customer-page.queries.js';

export const customerPageSlice: Slice = {
  name: 'customer-page',
  events: {},
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [],
  rejections: {},
  invariants: [],
};

export const customerPageControllers = [CustomerPageController];
export const customerPageQueryHandlers = [CustomerPageHandler];
