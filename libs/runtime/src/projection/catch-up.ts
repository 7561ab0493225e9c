// Brings builds up to the heads of all ledgers, reading each entry once for all of them.
import { type BuildFold } from './build-fold.js';
import { type FoldSurroundings } from './fold-surroundings.js';
import { readLimit } from './read-limit.js';
import { missing, runsOf } from './run.js';

/**
 * Folds, ledger by ledger, what the log holds now. Those that stop at an entry are left there.
 * @throws LogError
 */
export async function catchUp(
  around: FoldSurroundings,
  builds: readonly BuildFold[],
  isOver: () => boolean,
): Promise<void> {
  for (const ledger of await around.log.ledgers()) {
    if (isOver()) return;
    await catchUpIn(ledger, around, builds, isOver);
  }
}

async function catchUpIn(
  ledger: string,
  { log, store, catalogue }: FoldSurroundings,
  builds: readonly BuildFold[],
  isOver: () => boolean,
): Promise<void> {
  const folds = await Promise.all(builds.map((build) => build.opened(ledger)));
  const head = await log.head(ledger);
  const limit = readLimit(store.batchEntries);
  while (!isOver()) {
    // Where somebody else folds, those who stand by go on by themselves once that one leaves.
    const behind = folds.filter((fold) => fold.isTaking && fold.sequence < head);
    if (behind.length === 0) return;
    const after = Math.min(...behind.map((fold) => fold.sequence));
    const records = await log.read(ledger, after + 1, limit.of(head - after));
    limit.saw(records);
    if (records.length === 0) {
      const stop = missing(after + 1);
      await Promise.all(behind.map((f) => f.take({ ledger, entries: [], goesOn: false, stop })));
    }
    for await (const run of runsOf(records, after, catalogue)) {
      await Promise.all(behind.map((fold) => fold.take(run)));
    }
  }
}
