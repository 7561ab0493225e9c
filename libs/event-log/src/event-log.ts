// The port of the event log: where entries are durable, ordered and never changed.
import { type EntryRecord, type Text, type TextValues } from '@ledger/ledger';
import { type Halt } from './entry-index.js';

/** An adapter's own opaque place in a partition; compare only with what the same adapter handed out. */
export type Position = string;

export type TailBatch = {
  readonly entries: readonly EntryRecord[];
  /** Where to go on after these entries. */
  readonly position: Position;
};

export type TailOptions = {
  readonly signal: AbortSignal;
  /** Entries in a batch at most; 4,000 by default. */
  readonly limit?: number;
  /** Ends once it has shown what was certain when it began, instead of waiting for more. */
  readonly toEnd?: boolean;
};

export type EventLog = {
  /**
   * What tells it from every other log, for as long as it is there, without spaces; absent where a log lies beside all that is
   * computed from it, as an embedded one does.
   */
  readonly id?: string;

  /** How many partitions there are; embedded logs have one. */
  readonly partitions: number;

  /** The partition that holds a ledger's entries, all of them: always the same one, also of a ledger without entries. */
  partitionOf(ledger: string): number;

  /**
   * Makes this log the partition's only writer: before the first append, and again after one whose outcome is unknown.
   * Once it resolves, everything that any writer recorded before can be read, and nothing of theirs can appear any more.
   * At once where this log is the only writer already; an embedded log always is.
   * @throws LogError `fenced` where another writer took over since this log did: it is not taken back from that one before
   * the next call; else with `retriable`
   */
  takeOver(partition: number): Promise<void>;

  /**
   * Appends a batch: durable when the promise resolves, all of it or nothing. Entries of one ledger come in order and
   * continue where that ledger ends. One append at a time per partition. The caller may reuse the bytes afterwards. An
   * empty batch records nothing; it resolves where this log is still the partition's writer.
   * @throws LogError; see its `outcome`. After `unknown` this log takes no more appends: take the partition over again
   * where it is `retriable`, else open the log again, and look. `fenced` or `not-owner` where it is not the writer.
   */
  append(partition: number, entries: readonly EntryRecord[]): Promise<void>;

  /**
   * Entries after `from` (undefined: from the start), then, as they become durable, those that follow, until `signal` is
   * aborted. In order within each ledger. Never shows what is not durable. A batch holds at most `limit` entries and
   * little more than 8 MB; none is empty. Closing the log ends it.
   * @throws LogError `corrupt` for a position past the log's end: it belongs to a longer log than this one.
   */
  tail(
    partition: number,
    from: Position | undefined,
    options: TailOptions,
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

  /** The ledger's last sequence, of a halted one the last that can be read; 0 where it has no entries. */
  head(ledger: string): Promise<number>;

  /** Every ledger with at least one entry, of one partition where it is given, sorted. */
  ledgers(partition?: number): Promise<readonly string[]>;

  /**
   * Ledgers that go no further because their entries do not follow one another, of one partition where it is given. Nothing
   * can be appended to them; what comes before can be read, and all others go on.
   */
  halts(partition?: number): Promise<readonly Halt[]>;

  close(): Promise<void>;
};

export type LogErrorCode =
  | 'gap'
  | 'too-large'
  | 'disk-full'
  | 'io'
  | 'closed'
  | 'corrupt'
  | 'newer-format'
  /** The partition was not taken over. */
  | 'not-owner'
  /** Another writer took it over. */
  | 'fenced'
  /** The servers are not set up as a ledger needs them; the message names what to change. */
  | 'misconfigured';

/** The message in both languages, where a person has to change something before the log can be used. */
export type Saying = { readonly text: Text; readonly values: TextValues };

export type LogErrorOptions = ErrorOptions & { readonly halt?: Halt; readonly saying?: Saying };

/** The log could not do it. Thrown by adapters only; retried by the runtime only. */
export class LogError extends Error {
  /** Where one ledger alone is to blame: which, and at which entry. All others can go on. */
  readonly halt: Halt | undefined;
  readonly saying: Saying | undefined;

  /**
   * @param outcome `not-appended`: certainly nothing was recorded. `unknown`: look before you answer anybody.
   * @param retriable whether the same call may succeed later without a change by hand
   */
  constructor(
    readonly code: LogErrorCode,
    message: string,
    readonly outcome: 'not-appended' | 'unknown',
    readonly retriable: boolean,
    { halt, saying, ...options }: LogErrorOptions = {},
  ) {
    super(message, options);
    this.name = 'LogError';
    this.halt = halt;
    this.saying = saying;
  }
}
