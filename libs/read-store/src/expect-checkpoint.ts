// Two who fold the same build of the same ledger would count twice; the checkpoint tells the second one.
import { type Checkpoint, StoreError } from './read-store.js';

/** @throws StoreError `checkpoint-moved` */
export function expectCheckpoint(
  stored: Checkpoint | undefined,
  expected: Checkpoint | undefined,
): void {
  if (stored?.sequence === expected?.sequence && stored?.time === expected?.time) return;
  const message = `the checkpoint is at ${stored?.sequence ?? 0}, not at ${expected?.sequence ?? 0}`;
  throw new StoreError('checkpoint-moved', message, false);
}
