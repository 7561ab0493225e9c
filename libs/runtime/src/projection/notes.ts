// What a process that folds leaves in the store for those that only read: where a build has stopped, and how far one is that
// fills. Small documents of the build, gone with it.
import { Logger } from '@nestjs/common';
import { type Row } from '@ledger/ledger';
import { type Checkpoint, type ReadStore } from '@ledger/read-store';
import { type Progress } from './progress.js';
import { retried } from './retry.js';
import { type Stop, reasonOf } from './run.js';

type BuildInLedger = { readonly build: string; readonly ledger: string };

export class StopNotes {
  /** Resolves when everything is noted that could be. */
  written: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ReadStore,
    private readonly thing: BuildInLedger,
    private readonly isOver: () => boolean,
  ) {}

  note(stop: Stop): void {
    this.written = this.written.then(() => this.untilNoted(stop));
  }

  private async untilNoted(stop: Stop): Promise<void> {
    const { build, ledger } = this.thing;
    try {
      await retried(
        () => this.store.putMeta(stopKey(build, ledger), { ...stop }),
        () => (this.isOver() ? 'over' : 'again'),
      );
    } catch (error) {
      const msg = `that it stopped is not noted: ${reasonOf(error)}`;
      new Logger('Projections').error({ build, ledger, msg });
    }
  }
}

/** Nothing takes a note back: it counts while the build shows all that comes before the entry, and not that entry. */
export async function readStop(
  store: ReadStore,
  { build, ledger }: BuildInLedger,
  checkpoint: Checkpoint | undefined,
): Promise<Stop | undefined> {
  const stop = (await store.getMeta(stopKey(build, ledger))) as unknown as Stop | undefined; // only noteStop writes it
  return stop?.sequence === (checkpoint?.sequence ?? 0) + 1 ? stop : undefined;
}

export async function noteProgress(
  store: ReadStore,
  build: string,
  { secondsLeft, ...progress }: Progress,
): Promise<void> {
  const left: Row = secondsLeft === undefined ? {} : { secondsLeft };
  await store.putMeta(progressKey(build), { ...progress, ...left });
}

/** undefined where nobody has told yet. */
export async function readProgress(store: ReadStore, build: string): Promise<Progress | undefined> {
  return (await store.getMeta(progressKey(build))) as unknown as Progress | undefined; // only noteProgress writes it
}

const stopKey = (build: string, ledger: string): string => `${build}/stop/${ledger}`;
const progressKey = (build: string): string => `${build}/progress`;
