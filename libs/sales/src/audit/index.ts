// The audit slice: everything recorded about a subject, as changes from before to after.
import { type Slice } from '@ledger/ledger';
import { auditProjectionOf } from './audit.projection.js';
import { AuditController, AuditTrailHandler } from './audit.queries.js';
import { auditRejections } from './audit.rejections.js';

export { type AuditAnswer, type AuditChange, type AuditEntry } from './audit.answers.js';
export { GetAuditTrail } from './audit.queries.js';

/** @param recording the slices whose events it follows: all that have any */
export function auditSliceOf(recording: readonly Slice[]): Slice {
  const types = recording.flatMap(({ events }) => Object.keys(events));
  return {
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
}

export const auditControllers = [AuditController];
export const auditQueryHandlers = [AuditTrailHandler];
