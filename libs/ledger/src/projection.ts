// The read side's one abstraction: a fold over entries into rows, thrown away and rebuilt at will.
import { type Entry } from './entry.js';

/** A row is JSON, or columns of integers where many small cells stand side by side. It never holds undefined. */
export type RowValue =
  | string
  | number
  | boolean
  | null
  | Float64Array
  | readonly RowValue[]
  | { readonly [field: string]: RowValue };

export type Row = { [field: string]: RowValue };

/** An index sorts a collection's rows of one ledger by these top-level fields (string or number), then by id. */
export type Index = { readonly name: string; readonly fields: readonly string[] };

export type Collection = { readonly name: string; readonly indexes: readonly Index[] };

/** A row's address within one ledger and one projection. */
export type RowKey = { readonly collection: string; readonly id: string };

/**
 * The rows of one batch. Only declared keys may be touched. Rows belong to the batch: a projection may change a row's
 * columns in place as long as it `put`s the row.
 */
export type Rows = {
  get(key: RowKey): Row | undefined;
  put(key: RowKey, row: Row): void;
  delete(key: RowKey): void;
};

export type Projection = {
  readonly name: string;
  /** Raised when rows change shape or meaning; the runtime then rebuilds beside the version that serves. */
  readonly version: number;
  readonly collections: readonly Collection[];
  /** Event types that it folds; others only move its checkpoint. */
  readonly types: readonly string[];
  /** The rows that this entry touches, from the entry alone. */
  keys(entry: Entry): readonly RowKey[];
  /** One further round, chosen from the rows of `keys` as the preceding entry left them. */
  more?(entry: Entry, rows: Rows): readonly RowKey[];
  /** Deterministic; reads no clock, sees exactly the declared rows. Throwing stops this projection for this ledger only. */
  fold(entry: Entry, rows: Rows): void;
};

const rememberedMax = 256;

/**
 * Works something out once per entry, although `keys`, `more` and `fold` all ask for it, and perhaps another projection
 * too. Entries are folded some hundred at a time, so it is remembered for as many.
 */
export function oncePerEntry<E extends Entry, T>(work: (entry: E) => T): (entry: E) => T {
  const known = new Map<E, T>();
  return (entry) => {
    const found = known.get(entry);
    if (found !== undefined) return found;
    if (known.size >= rememberedMax) known.clear();
    const made = work(entry);
    known.set(entry, made);
    return made;
  };
}
