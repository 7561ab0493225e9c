// Which target a route speaks of.
import { Id } from '../fields.js';

export class LedgerPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class TargetPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 't-5f1d0c2ab8e94f7d36c1e0a97', description: 'As the answer to set told it' })
  readonly target!: string;
}
