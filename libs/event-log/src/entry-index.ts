// The port of the entry index: entries by ledger and sequence, for logs that can be read in the order of a partition only.
// A copy of the log that is always behind it: losing it costs a replay, never data.
import { type EntryRecord } from '@ledger/ledger';

/** A ledger of which nothing more is taken in, because its entries do not follow one another. */
export type Halt = {
  readonly ledger: string;
  /** The entry that is not in. */
  readonly sequence: number;
  readonly reason: string;
};

/** What became of a stretch of entries. */
export type Stored = {
  /** Those of the entries' ledgers that are halted, also where another call did it. */
  readonly halts: readonly Halt[];
  /** Whether everything of it was in already. */
  readonly isRepeat: boolean;
};

export type EntryIndex = {
  /**
   * Says that it is of the log of that id, unless it is of another one already. Positions of one log mean nothing in
   * another: who opens a log asks before anything else.
   * @returns the id of the log that it is of, from the first call on
   */
  claimedBy(log: string): Promise<string>;

  /** Everything of the partition before this offset is in; 0 where nothing is. */
  position(partition: number): Promise<number>;

  /**
   * Takes in the entries that the partition holds before offset `position`, in one atomic step with it. Any number of
   * processes may store the same or overlapping stretches at once and again: an entry that is in stays as it is, and the
   * position never goes back. Where everything before `position` is in already, there is nothing to do. A ledger whose
   * next entry is missing, or which already has another entry at that sequence, is halted for good: neither that entry
   * nor any later one of it is taken in, those of other ledgers are.
   * @param entries of each ledger in order; may be empty
   * @throws LogError `io` where the step failed; the same call may be made again
   */
  store(partition: number, entries: readonly EntryRecord[], position: number): Promise<Stored>;

  /** At most `limit` entries of one ledger from `from` (a sequence ≥ 1) on, in order; fewer only at the end. */
  read(ledger: string, from: number, limit: number): Promise<readonly EntryRecord[]>;

  /** The entries of one ledger that have these sequences, in their order; undefined where there is none. */
  readEach(
    ledger: string,
    sequences: readonly number[],
  ): Promise<readonly (EntryRecord | undefined)[]>;

  /** The ledger's last sequence that is in; 0 where it has no entries. */
  head(ledger: string): Promise<number>;

  /** Every ledger that is halted, of one partition where it is given. */
  halts(partition?: number): Promise<readonly Halt[]>;

  /** Every ledger with at least one entry, of one partition where it is given, sorted. */
  ledgers(partition?: number): Promise<readonly string[]>;

  close(): Promise<void>;
};
