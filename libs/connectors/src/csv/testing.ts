// The ledger that specs of imports plan against.
import { type ImportEdge } from './planner.js';

/** In dollars, from 2026 on. It shows no rows and takes no commands, where a spec does not say otherwise. */
export function edgeOf(parts: Partial<ImportEdge> = {}): ImportEdge {
  return {
    ledger: 'acme',
    system: 'crm',
    currency: 'USD',
    firstDay: '2026-01-01',
    timeZone: 'UTC',
    calendars: [{ from: '2015-01-01', calendar: { kind: 'months', firstMonth: 1, weekStart: 1 } }],
    today: '2026-03-01',
    fingerprint: (text) => `print of ${text}`,
    lookUp: () => Promise.resolve(undefined),
    claim: (_, __, prefix) => Promise.resolve(`${prefix}-1`),
    head: () => Promise.resolve(1),
    send: () => Promise.reject(new Error('nothing is sent')),
    rows: ({ ids }) => Promise.resolve({ rows: ids.map(() => undefined), sequence: 1 }),
    ...parts,
  };
}
