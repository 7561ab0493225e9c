// How read models stand over all ledgers together: what a supervisor and a chart ask for, without a line for each ledger,
// of which there may be many.
import { type EventLog } from '@ledger/event-log';
import { type ProjectionRunner } from '../projection/runner.js';
import { truthOf } from './truth.js';

export type ProjectionStanding = {
  readonly projection: string;
  /** Whether it answers; not while it is computed for the first time. */
  readonly serves: boolean;
  /** Entries recorded and not shown yet. */
  readonly lagEntries: number;
  /** Since the oldest of them was recorded, in the ledger where that is longest. */
  readonly lagSeconds: number;
  /** The same without ledgers in which it has stopped: what waiting will mend. */
  readonly movingLagSeconds: number;
  /** Ledgers in which it met an entry that it can't fold. */
  readonly stopped: number;
};

/** @throws LogError */
export async function standingsOf(
  log: EventLog,
  runner: ProjectionRunner,
  nowMs: number,
): Promise<readonly ProjectionStanding[]> {
  const ledgers = await log.ledgers();
  const heads = new Map<string, number>();
  for (const ledger of ledgers) heads.set(ledger, await log.head(ledger));
  return Promise.all(
    runner.projections.map(async ({ name }) => {
      const serving = runner.serving(name);
      let [lagEntries, lagSeconds, movingLagSeconds, stopped] = [0, 0, 0, 0];
      for (const [ledger, head] of serving === undefined ? [] : heads) {
        const { checkpoint, stop } = serving?.in(ledger) ?? {};
        if (stop !== undefined) stopped += 1;
        // Mostly nothing is behind, and then nothing is read.
        if ((checkpoint?.sequence ?? 0) >= head) continue;
        const truth = await truthOf(log, ledger, { checkpoint, nowMs });
        lagEntries += truth.lagEntries;
        lagSeconds = Math.max(lagSeconds, truth.lagSeconds);
        if (stop === undefined) movingLagSeconds = Math.max(movingLagSeconds, truth.lagSeconds);
      }
      const lags = { lagEntries, lagSeconds, movingLagSeconds };
      return { projection: name, serves: serving !== undefined, ...lags, stopped };
    }),
  );
}
