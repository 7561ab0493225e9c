// Folds consecutive entries of one ledger in memory: rows are read in bulk, then entry after entry in order.
import { type Entry, type Projection, type RowKey } from '@ledger/ledger';
import { type BatchRows, type ReadRows, type Slot } from './batch-rows.js';
import { breather } from './run.js';

/** The fold threw at `entries[index]`; the rows hold half of that entry and are of no use. */
export type FoldFault = { readonly index: number; readonly error: unknown };

type Step = { readonly index: number; readonly entry: Entry; readonly slots: readonly Slot[] };

type BatchRead = {
  readonly rows: BatchRows;
  readonly read: ReadRows;
  /** As its store says of itself. A clock would not tell: while rows are read, others fold. */
  readonly isFar: boolean;
};

/** Rejects only where rows could not be read; what the projection throws is a FoldFault. */
export async function foldBatch(
  projection: Projection,
  entries: readonly Entry[],
  { rows, read, isFar }: BatchRead,
): Promise<FoldFault | undefined> {
  const { steps, fault } = stepsOf(projection, entries, rows);
  await rows.load(read);
  const breathe = breather();
  for (const [at, step] of steps.entries()) {
    const more = beginTurn(projection, step, rows);
    if ('error' in more) return more;
    if (!rows.isComplete) {
      if (isFar) guess(projection, steps.slice(at + 1, at + 1 + guessesMax), rows);
      await rows.load(read);
      rows.nextTurn();
      rows.declare(step.slots);
      rows.declare(more.slots);
    }
    try {
      projection.fold(step.entry, rows);
    } catch (error) {
      return { index: step.index, error };
    }
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return fault;
}

/** The entries that the projection folds, each with what it touches, up to the first that can't tell. */
function stepsOf(
  projection: Projection,
  entries: readonly Entry[],
  rows: BatchRows,
): { readonly steps: readonly Step[]; readonly fault?: FoldFault } {
  const types = new Set(projection.types);
  const steps: Step[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!types.has(entry.type)) continue;
    try {
      steps.push({ index, entry, slots: rows.expect(projection.keys(entry)) });
    } catch (error) {
      return { steps, fault: { index, error } };
    }
  }
  return { steps };
}

/** Declares the entry's rows, and those that it wants once the entry before has left its own. */
function beginTurn(
  projection: Projection,
  step: Step,
  rows: BatchRows,
): { readonly slots: readonly Slot[] } | FoldFault {
  rows.nextTurn();
  rows.declare(step.slots);
  if (projection.more === undefined) return noMore;
  try {
    const slots = rows.expect(moreKeys(projection, step, rows));
    rows.declare(slots);
    return { slots };
  } catch (error) {
    return { index: step.index, error };
  }
}

const noMore = { slots: [] };

function moreKeys(projection: Projection, { entry }: Step, rows: BatchRows): readonly RowKey[] {
  return rows.ask(() => projection.more?.(entry, rows) ?? []);
}

/** Bounds what is lost where guesses go wrong again and again. */
const guessesMax = 256;

/**
 * What later entries will probably want, from rows as they stand now, so that it is read in one go. A wrong guess costs
 * a read, never a result: each entry asks again when its turn comes.
 */
function guess(projection: Projection, steps: readonly Step[], rows: BatchRows): void {
  for (const step of steps) {
    rows.nextTurn();
    rows.declare(step.slots);
    try {
      rows.expect(moreKeys(projection, step, rows));
    } catch {
      // It stumbles over rows that entries before it are yet to make; in its turn it will not.
    }
  }
}
