// Which lead a route speaks of.
import { Id } from '../fields.js';

export class LedgerPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class LeadPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'L-1001' })
  readonly lead!: string;
}
