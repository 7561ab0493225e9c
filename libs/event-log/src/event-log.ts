// The port of the event log: where entries are durable, ordered and never changed.
import { type EntryRecord } from '@ledger/ledger';

/** An adapter's own opaque place in a partition; compare only with what the same adapter handed out. */
export type Position = string;

export type TailBatch = {
  readonly entries: readonly EntryRecord[];
  /** Where to go on after these entries. */
  readonly position: Position;
};

export type EventLog = {
  /** How many partitions there are; embedded logs have one. */
  readonly partitions: number;

  /** The partition that holds a ledger's entries, all of them: always the same one, also of a ledger without entries. */
  partitionOf(ledger: string): number;

  /**
   * Appends a batch: durable when the promise resolves, all of it or nothing. Entries of one ledger come in order and
   * continue where that ledger ends. One append at a time per partition. The caller may reuse the bytes afterwards.
   * @throws LogError; see its `outcome`. After `unknown` this log takes no more appends: open it again and look.
   */
  append(partition: number, entries: readonly EntryRecord[]): Promise<void>;

  /**
   * Entries after `from` (undefined: from the start), then, as they become durable, those that follow, until `signal` is
   * aborted. In order within each ledger. Never shows what is not durable. A batch holds at most `limit` entries
   * (default 4,000) and little more than 8 MB; none is empty. Closing the log ends it.
   * @throws LogError `corrupt` for a position past the log's end: it belongs to a longer log than this one.
   */
  tail(
    partition: number,
    from: Position | undefined,
    options: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncIterable<TailBatch>;

  /** Where a tail begins that shows only what is appended from now on. */
  end(partition: number): Promise<Position>;

  /** At most `limit` entries of one ledger from `from` (a sequence ≥ 1) on, in order; fewer only at the end. */
  read(ledger: string, from: number, limit: number): Promise<readonly EntryRecord[]>;

  /** The entries of one ledger that have these sequences, in their order; undefined where there is none. */
  readEach(
    ledger: string,
    sequences: readonly number[],
  ): Promise<readonly (EntryRecord | undefined)[]>;

  /** The ledger's last sequence; 0 where it has no entries. */
  head(ledger: string): Promise<number>;

  /** Every ledger with at least one entry, sorted. */
  ledgers(): Promise<readonly string[]>;

  close(): Promise<void>;
};

/** The log could not do it. Thrown by adapters only; retried by the runtime only. */
export class LogError extends Error {
  /**
   * @param outcome `not-appended`: certainly nothing was recorded. `unknown`: look before you answer anybody.
   * @param retriable whether the same call may succeed later without a change by hand
   */
  constructor(
    readonly code: 'gap' | 'too-large' | 'disk-full' | 'io' | 'closed' | 'corrupt' | 'newer-format',
    message: string,
    readonly outcome: 'not-appended' | 'unknown',
    readonly retriable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LogError';
  }
}
