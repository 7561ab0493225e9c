// A rebuild as the runner does it, timed: from an empty store to the head of the log, durable.
import { type EventLog } from '@ledger/event-log';
import { type EventCatalogue, type Projection } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { ProjectionRunner } from '@ledger/runtime';

export type Refold = {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly catalogue: EventCatalogue;
  readonly projections: readonly Projection[];
};

/**
 * Closes the store.
 * @returns milliseconds
 */
export async function refolded(refold: Refold): Promise<number> {
  const runner = new ProjectionRunner(refold);
  const begun = performance.now();
  await runner.start();
  await runner.caughtUp();
  const tookMs = performance.now() - begun;
  await runner.stop();
  await refold.store.close();
  for (const { name } of refold.projections) {
    const stop = runner.serving(name)?.in('bench')?.stop;
    if (stop !== undefined) throw new Error(`${name} stopped at ${stop.sequence}: ${stop.reason}`);
  }
  return tookMs;
}
