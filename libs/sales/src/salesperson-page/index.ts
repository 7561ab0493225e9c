// The salesperson page: everything about one person in one answer. It records nothing and keeps no rows.
import { type Slice } from '@ledger/ledger';
import { SalespersonPageController, SalespersonPageHandler } from './salesperson-page.queries.js';

export const salespersonPageSlice: Slice = {
  name: 'salesperson-page',
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

export const salespersonPageControllers = [SalespersonPageController];
export const salespersonPageQueryHandlers = [SalespersonPageHandler];
