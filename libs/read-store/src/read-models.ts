// What a query handler asks for rows: one projection of one ledger, at one moment, with how true it is.
import { type Entry, type Row } from '@ledger/ledger';
import { type Find, type Page } from './read-store.js';

/** Said with every answer. */
export type Truth = {
  /** The answer shows every entry up to this sequence and none after it. */
  readonly sequence: number;
  /** Entries recorded after that, not shown yet. */
  readonly lagEntries: number;
  /** Seconds since the oldest of them was recorded; 0 where there is none. */
  readonly lagSeconds: number;
  /** The entry at which the log of the ledger goes no further: nothing will be shown after it. */
  readonly haltedAt?: number;
};

export type View = {
  readonly truth: Truth;
  getMany(collection: string, ids: readonly string[]): Promise<readonly (Row | undefined)[]>;
  find(find: Find): Promise<Page>;
  /** The ledger's entries of these sequences, in their order; undefined where the view shows none: rows need no copies. */
  entries(sequences: readonly number[]): Promise<readonly (Entry | undefined)[]>;
};

export abstract class ReadModels {
  /**
   * Runs `ask` on a consistent view of what the projection shows of the ledger.
   * @param after waits (bounded) until the view shows at least this sequence
   * @throws ViewError
   */
  abstract view<T>(
    projection: string,
    ledger: string,
    after: number | undefined,
    ask: (view: View) => Promise<T>,
  ): Promise<T>;
}

/** The view can't be had: 404 for a ledger or an entry that does not exist, 503 for the others. */
export class ViewError extends Error {
  constructor(
    readonly code:
      | 'ledger-not-found'
      | 'entry-not-recorded'
      | 'read-model-behind'
      | 'read-model-rebuilding'
      | 'read-model-stopped',
    message: string,
    readonly detail: { readonly [name: string]: string | number },
  ) {
    super(message);
    this.name = 'ViewError';
  }
}
