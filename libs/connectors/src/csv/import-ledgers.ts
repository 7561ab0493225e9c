// What an import asks of the installation: a ledger to import into, or a copy of it to try on.
import { type Sender } from '@ledger/ledger';
import { type ImportEdge } from './planner.js';

export type ImportTarget = { readonly edge: ImportEdge; close(): Promise<void> };

export type ImportWish = {
  readonly ledger: string;
  /** Names the outside system; part of every record's identity. */
  readonly system: string;
  /** Who imports; each row's command has its own key and expected version. */
  readonly sender: Sender;
  /** Aborted when the caller has gone, or the process is to end: nothing more is begun for it. */
  readonly signal: AbortSignal;
};

export abstract class ImportLedgers {
  /** Where a file lies while it is imported: nobody else may read it, and what a crash leaves there is removed. */
  abstract readonly scratchFolder: string;
  /** Aborted as soon as the process is asked to end: an import may take hours. */
  abstract readonly isLeaving: AbortSignal;
  /**
   * What passes by itself is waited for within a bound, here and wherever the target is asked: commands are sent again with
   * their ids.
   */
  abstract open(wish: ImportWish): Promise<ImportTarget>;
  /** A copy with the same entries and keys, thrown away on close: what a dry run records, nobody else ever sees. */
  abstract fork(wish: ImportWish): Promise<ImportTarget>;
}
