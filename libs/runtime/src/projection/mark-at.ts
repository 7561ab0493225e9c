// Rows belong to a log only if it holds the entry that they end with.
import { leafHash } from '@ledger/integrity';
import { type Checkpoint, type ReadStore } from '@ledger/read-store';
import { type FoldSurroundings, type FoldedThing } from './fold-surroundings.js';
import { type Mark, type Stop, fork, missing, runsOf, startMark } from './run.js';

export async function checkpointOf(
  store: ReadStore,
  { build, ledger }: FoldedThing,
): Promise<Checkpoint | undefined> {
  const snapshot = await store.snapshot(build, ledger);
  snapshot.close();
  return snapshot.checkpoint;
}

/** Where a fold goes on from a checkpoint, or why it can't. */
export async function markAt(
  checkpoint: Checkpoint | undefined,
  ledger: string,
  { log, catalogue }: Pick<FoldSurroundings, 'log' | 'catalogue'>,
): Promise<{ readonly mark: Mark; readonly stop?: Stop }> {
  if (checkpoint === undefined) return { mark: startMark };
  const { sequence, time } = checkpoint;
  const records = await log.read(ledger, sequence, 1);
  const [record] = records;
  if (record === undefined) {
    const stop = { ...missing(sequence), sequence: sequence + 1 };
    return { mark: { sequence, leaf: '' }, stop };
  }
  const mark = { sequence, leaf: leafHash(record.bytes) };
  for await (const { entries } of runsOf(records, sequence - 1, catalogue)) {
    if (entries.some(({ entry }) => entry.time !== time)) return { mark, stop: fork(sequence) };
  }
  return { mark };
}
