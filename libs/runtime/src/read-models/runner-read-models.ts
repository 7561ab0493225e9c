// Answers questions from the builds that the runner of this process keeps up to date.
import { type EventLog } from '@ledger/event-log';
import { type Environment, type EventCatalogue } from '@ledger/ledger';
import { type ReadStore, ReadModels, type Truth, type View, ViewError } from '@ledger/read-store';
import { type BuildFold } from '../projection/build-fold.js';
import { type Stop } from '../projection/run.js';
import { type ProjectionRunner } from '../projection/runner.js';
import { askedOfAll } from '../asked-of-all.js';
import { LogStanding } from './log-standing.js';
import { notShown, rebuilding } from './not-shown.js';
import { onceAtATime } from './once-at-a-time.js';
import { type ProjectionStanding, type Reached, standingsOf } from './standing.js';
import { viewOf } from './view.js';

export type ReadModelsOptions = {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly catalogue: EventCatalogue;
  readonly runner: ProjectionRunner;
  readonly environment: Environment;
  /** How long a question may wait for the entry that it asks for. */
  readonly waitMsMax?: number;
};

/** How one projection stands in one ledger. */
export type Lag = Truth & {
  readonly projection: string;
  readonly ledger: string;
  /** Where and why it goes no further; everything before that entry is shown. */
  readonly stop?: Stop;
};

const waitMsMaxDefault = 5_000;

export class RunnerReadModels extends ReadModels {
  constructor(private readonly options: ReadModelsOptions) {
    super();
  }

  /** @throws ViewError */
  override async view<T>(
    projection: string,
    ledger: string,
    after: number | undefined,
    ask: (view: View) => Promise<T>,
  ): Promise<T> {
    const { log, store } = this.options;
    if ((await log.head(ledger)) === 0) {
      throw new ViewError('ledger-not-found', `there is no ledger ${ledger}`, { ledger });
    }
    if (after !== undefined) await this.waitFor(projection, ledger, after);
    const snapshot = await store.snapshot(this.servingOf(projection).build, ledger);
    try {
      return await ask(await viewOf(snapshot, ledger, this.options));
    } finally {
      snapshot.close();
    }
  }

  /** How every projection stands in every ledger; those of a version that fills for the first time are left out. */
  async lags(): Promise<readonly Lag[]> {
    const { log, runner, environment } = this.options;
    const stands = await LogStanding.of(log);
    const nowMs = environment.now();
    const lags = await askedOfAll([...stands.heads.keys()], async (ledger) => {
      const found: Lag[] = [];
      for (const { name } of runner.projections) {
        const serving = runner.serving(name);
        if (serving === undefined) continue;
        const { checkpoint, stop }: Reached = serving.in(ledger) ?? {};
        const truth = await stands.truth(ledger, checkpoint?.sequence ?? 0, nowMs);
        const stopped = stop === undefined ? {} : { stop };
        found.push({ projection: name, ledger, ...truth, ...stopped });
      }
      return found;
    });
    return [...lags.values()].flat();
  }

  /** How every projection stands over all ledgers, also one that fills for the first time. */
  readonly standings = onceAtATime((): Promise<readonly ProjectionStanding[]> => {
    const { log, runner, environment } = this.options;
    const builds = runner.projections.map(({ name: projection }) => {
      const serving = runner.serving(projection);
      const reached = (ledger: string): Reached => serving?.in(ledger) ?? {};
      const filling = runner.progress(projection);
      return { projection, reached: serving === undefined ? undefined : reached, filling };
    });
    return standingsOf(log, builds, environment.now());
  });

  private async waitFor(projection: string, ledger: string, after: number): Promise<void> {
    const { log, runner, waitMsMax = waitMsMaxDefault } = this.options;
    const shows = (): boolean => this.servingOf(projection).shows(ledger, after);
    const stopped = (): Stop | undefined => {
      const stop = this.servingOf(projection).in(ledger)?.stop;
      return stop !== undefined && stop.sequence <= after ? stop : undefined;
    };
    await runner.watch.until(() => shows() || stopped() !== undefined, waitMsMax);
    if (shows()) return;
    const stop = stopped();
    const shown = this.servingOf(projection).in(ledger)?.checkpoint?.sequence ?? 0;
    throw await notShown(log, { projection, ledger, after, sequence: shown }, stop);
  }

  /** @throws ViewError while the first build of this version fills */
  private servingOf(projection: string): BuildFold {
    const { runner } = this.options;
    const serving = runner.serving(projection);
    if (serving !== undefined) return serving;
    throw rebuilding(projection, runner.progress(projection));
  }
}
