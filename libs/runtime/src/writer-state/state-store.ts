// The port of the place where the writer's own state survives a restart. A cache of the log: it may be behind, never ahead.
import { type Head, type Slot } from './slot.js';

/** Rows of one write. Keys of slots and commands are those of `slotKey` and `commandKey`. */
export type StateRows = {
  readonly slots?: readonly (readonly [string, Slot])[];
  /** Command → sequence of its first entry. */
  readonly commands?: readonly (readonly [string, number])[];
  /** Per ledger: everything up to here is in. */
  readonly heads?: Iterable<readonly [string, Head]>;
  /** Per ledger: nothing beyond this is in; written before rows that go beyond `heads`. */
  readonly reach?: Iterable<readonly [string, Head]>;
};

export type StateStore = {
  /** What `reset` was told last; undefined for a new store. */
  fingerprint(): string | undefined;
  slot(key: string): Slot | undefined;
  command(key: string): number | undefined;
  heads(): ReadonlyMap<string, Head>;
  reach(): ReadonlyMap<string, Head>;
  /** In order with other writes; atomic within one call. */
  write(rows: StateRows): Promise<void>;
  /** Forgets everything and remembers the fingerprint. */
  reset(fingerprint: string): Promise<void>;
  close(): Promise<void>;
};
