// Read models for the audit's specs: the trail of all entries, and those in which names and settings stand.
import { type Entry } from '@ledger/ledger';
import { type ReadModels } from '@ledger/read-store';
import { customerProjection } from '../customer/index.js';
import { dealProjection } from '../deal/index.js';
import { ledgerSlice } from '../ledger/index.js';
import { organizationProjection } from '../organization/index.js';
import { productProjection } from '../product/index.js';
import { targetProjection } from '../target/target.projection.js';
import { readModelsOf } from '../testing.js';
import { auditProjectionOf } from './audit.projection.js';
import { EventTypes } from './event-types.js';

export const someEventTypes = new EventTypes(['DealOpened', 'DealAdvanced', 'DealWon']);

export function auditModelsOf(entries: readonly Entry[]): Promise<ReadModels> {
  const types = [...new Set(entries.map(({ type }) => type))];
  const named = [
    organizationProjection,
    productProjection,
    customerProjection,
    dealProjection,
    targetProjection,
  ];
  const projections = [...ledgerSlice.projections, ...named, auditProjectionOf(types)];
  return readModelsOf(projections, entries);
}
