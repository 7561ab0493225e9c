// The audit slice: everything recorded, found by whatever one knows of it, as changes from before to after.
import { type Slice } from '@ledger/ledger';
import { auditProjectionOf } from './audit.projection.js';
import {
  AuditController,
  AuditEntryHandler,
  AuditSearchHandler,
  AuditTrailHandler,
} from './audit.queries.js';
import { auditRejections } from './audit.rejections.js';

export {
  type AuditAnswer,
  type AuditChange,
  type AuditEntry,
  type AuditEntryAnswer,
  type AuditSearchAnswer,
} from './audit.answers.js';
export { AuditQuery } from './audit.bodies.js';
export { EventTypes } from './event-types.js';
export {
  AuditSearchHandler,
  AuditTrailHandler,
  GetAuditEntry,
  GetAuditTrail,
  SearchAuditTrail,
} from './audit.queries.js';

/** The slices and the audit trail of all their events: it leaves nothing out. */
export function audited(slices: readonly Slice[]): readonly Slice[] {
  const types = slices.flatMap(({ events }) => Object.keys(events));
  const audit: Slice = {
    name: 'audit',
    events: {},
    subjects: [],
    guards: [],
    commands: [],
    decider: undefined,
    personal: {},
    projections: [auditProjectionOf(types)],
    rejections: auditRejections,
    invariants: [],
  };
  return [...slices, audit];
}

export const auditControllers = [AuditController];
export const auditQueryHandlers = [AuditTrailHandler, AuditSearchHandler, AuditEntryHandler];
