// The product: its slices, one line each.
import { type Slice } from '@ledger/ledger';
import { ledgerControllers, ledgerQueryHandlers, ledgerSlice } from './ledger/index.js';

export * from './edge.js';
export * from './fields.js';
export * from './source.js';
export * from './source.body.js';
export * from './ledger/index.js';

export const slices: readonly Slice[] = [
  ledgerSlice,
];

export const controllers = [
  ...ledgerControllers,
];

export const queryHandlers = [
  ...ledgerQueryHandlers,
];
