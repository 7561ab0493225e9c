// The ledger that other slices' specs are about: `acme`, kept in dollars since 2016.
import { type LedgerOpened } from './ledger.events.js';

export function ledgerOpened(changes: Partial<LedgerOpened['data']> = {}): LedgerOpened {
  const data = {
    name: 'Acme Inc.',
    currency: 'USD',
    timeZone: 'Europe/Berlin',
    calendar: { kind: 'months', firstMonth: 1, weekStart: 1 },
    firstDay: '2016-01-01',
    origin: 'sales-ledger/acme',
    simulated: false,
    ledgerKeyHash: 'A'.repeat(43),
    targetApproval: false,
    disputeWindowDays: 30,
    ...changes,
  } as const;
  return { type: 'LedgerOpened', subject: 'ledger/acme', occurredOn: '2026-03-01', data };
}
