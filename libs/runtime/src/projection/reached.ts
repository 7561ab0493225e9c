// How far a build has come, held against where ledgers end.
import { type BuildFold } from './build-fold.js';

export type Sequences = ReadonlyMap<string, number>;

export function reachedBy(build: BuildFold): Sequences {
  return new Map(
    [...build.all].map(({ ledger, checkpoint }) => [ledger, checkpoint?.sequence ?? 0]),
  );
}

/**
 * What a build shows of each ledger, as far as the log holds it, and the ledgers that it shows further: of another log.
 * @param heads read after `reached`
 */
export function within(
  reached: Sequences,
  heads: Sequences,
): { readonly shown: Sequences; readonly foreign: ReadonlySet<string> } {
  const shown = new Map<string, number>();
  const foreign = new Set<string>();
  for (const [ledger, sequence] of reached) {
    const head = heads.get(ledger) ?? 0;
    shown.set(ledger, Math.min(sequence, head));
    if (sequence > head) foreign.add(ledger);
  }
  return { shown, foreign };
}
