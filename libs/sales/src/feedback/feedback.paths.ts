// Which feedback a route speaks of.
import { Id } from '../fields.js';

export class LedgerPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class FeedbackPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'F-1001' })
  readonly feedback!: string;
}
