// Which deal a route speaks of.
import { Id } from '../fields.js';

export class LedgerPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class DealPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'D-1001' })
  readonly deal!: string;
}
