// How read models stand over all ledgers together: what a supervisor and a chart ask for, without a line for each ledger,
// of which there may be many.
import { type EventLog } from '@ledger/event-log';
import { type Checkpoint } from '@ledger/read-store';
import { type Progress } from '../projection/progress.js';
import { type Stop } from '../projection/run.js';
import { askedOfAll } from '../asked-of-all.js';
import { LogStanding } from './log-standing.js';

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
  /** Of a build that will take its place, or will be the first. */
  readonly filling?: Progress;
};

/** How far one build has come in one ledger. */
export type Reached = { readonly checkpoint?: Checkpoint; readonly stop?: Stop };

export type StandingBuild = {
  readonly projection: string;
  /** Of the build that answers; undefined where none does yet. */
  readonly reached: ((ledger: string, head: number) => Reached | Promise<Reached>) | undefined;
  readonly filling?: Progress | undefined;
};

/** @throws LogError, StoreError */
export async function standingsOf(
  log: EventLog,
  builds: readonly StandingBuild[],
  nowMs: number,
): Promise<readonly ProjectionStanding[]> {
  const stands = await LogStanding.of(log);
  const ledgers = [...stands.heads.keys()];
  return Promise.all(
    builds.map(async ({ projection, reached, filling }) => {
      let [lagEntries, lagSeconds, movingLagSeconds, stopped] = [0, 0, 0, 0];
      await askedOfAll(reached === undefined ? [] : ledgers, async (ledger) => {
        const head = stands.heads.get(ledger) ?? 0;
        const { checkpoint, stop } = (await reached?.(ledger, head)) ?? {};
        if (stop !== undefined) stopped += 1;
        // Mostly nothing is behind, and then nothing is read.
        const truth = await stands.truth(ledger, checkpoint?.sequence ?? 0, nowMs);
        lagEntries += truth.lagEntries;
        lagSeconds = Math.max(lagSeconds, truth.lagSeconds);
        if (stop === undefined) movingLagSeconds = Math.max(movingLagSeconds, truth.lagSeconds);
      });
      const lags = { lagEntries, lagSeconds, movingLagSeconds };
      const fills = filling === undefined ? {} : { filling };
      return { projection, serves: reached !== undefined, ...lags, stopped, ...fills };
    }),
  );
}
