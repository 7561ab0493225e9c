// The product: its slices, one line each.
import { type Slice } from '@ledger/ledger';
import { dealControllers, dealQueryHandlers, dealSlice } from './deal/index.js';
import { ledgerControllers, ledgerQueryHandlers, ledgerSlice } from './ledger/index.js';

export * from './edge.js';
export * from './fields.js';
export * from './source.js';
export * from './source.body.js';
export * from './deal/index.js';
export * from './ledger/index.js';

export const slices: readonly Slice[] = [
  ledgerSlice,
  dealSlice,
];

export const controllers = [
  ...ledgerControllers,
  ...dealControllers,
];

export const queryHandlers = [
  ...ledgerQueryHandlers,
  ...dealQueryHandlers,
];
