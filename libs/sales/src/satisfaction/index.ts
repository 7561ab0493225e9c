// The satisfaction slice: what customers say of whom. It records nothing and keeps no rows.
import { type Slice } from '@ledger/ledger';
import { SatisfactionController, SatisfactionHandler } from './satisfaction.queries.js';

export const satisfactionSlice: Slice = {
  name: 'satisfaction',
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

export const satisfactionControllers = [SatisfactionController];
export const satisfactionQueryHandlers = [SatisfactionHandler];
