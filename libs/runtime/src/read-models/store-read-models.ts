// Answers questions from the builds that other processes keep up to date: what the store says is all that is known of them.
import { type EventLog } from '@ledger/event-log';
import { type Environment, type EventCatalogue, type Projection } from '@ledger/ledger';
import {
  type ReadStore,
  ReadModels,
  type Snapshot,
  type View,
  ViewError,
} from '@ledger/read-store';
import { servingBuild } from '../projection/build-record.js';
import { type Lag } from './runner-read-models.js';
import { type ProjectionStanding, type Reached, standingsOf } from './standing.js';
import { truthOf } from './truth.js';
import { viewOf } from './view.js';

export type StoreReadModelsOptions = {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly catalogue: EventCatalogue;
  readonly projections: readonly Projection[];
  readonly environment: Environment;
  /** How long a question may wait for the entry that it asks for. */
  readonly waitMsMax?: number;
  /** How often it looks meanwhile. */
  readonly lookMs?: number;
};

const waitMsMaxDefault = 5_000;
const lookMsDefault = 20;

export class StoreReadModels extends ReadModels {
  private readonly projections: ReadonlyMap<string, Projection>;
  private readonly prepared = new Map<string, Promise<void>>();

  constructor(private readonly options: StoreReadModelsOptions) {
    super();
    this.projections = new Map(options.projections.map((one) => [one.name, one]));
  }

  /** @throws ViewError */
  override async view<T>(
    projection: string,
    ledger: string,
    after: number | undefined,
    ask: (view: View) => Promise<T>,
  ): Promise<T> {
    if ((await this.options.log.head(ledger)) === 0) {
      throw new ViewError('ledger-not-found', `there is no ledger ${ledger}`, { ledger });
    }
    const snapshot = await this.snapshotWith(projection, ledger, after);
    try {
      return await ask(await viewOf(snapshot, ledger, this.options));
    } finally {
      snapshot.close();
    }
  }

  /** How every projection stands in every ledger; those of a version that fills for the first time are left out. */
  async lags(): Promise<readonly Lag[]> {
    const { log, environment } = this.options;
    const lags: Lag[] = [];
    for (const ledger of await log.ledgers()) {
      for (const { projection, reached } of await this.builds()) {
        if (reached === undefined) continue;
        const { checkpoint } = await reached(ledger);
        const truth = await truthOf(log, ledger, { checkpoint, nowMs: environment.now() });
        lags.push({ projection, ledger, ...truth });
      }
    }
    return lags;
  }

  /** How every projection stands over all ledgers. That one has stopped in a ledger is known where it is folded. */
  async standings(): Promise<readonly ProjectionStanding[]> {
    const { log, environment } = this.options;
    return standingsOf(log, await this.builds(), environment.now());
  }

  private async builds(): Promise<
    readonly {
      readonly projection: string;
      readonly reached: ((ledger: string) => Promise<Reached>) | undefined;
    }[]
  > {
    return Promise.all(
      this.options.projections.map(async (one) => {
        const build = await servingBuild(this.options.store, one);
        const reached = async (ledger: string): Promise<Reached> => {
          const snapshot = await this.opened(build ?? '', one, ledger);
          snapshot.close();
          return snapshot.checkpoint === undefined ? {} : { checkpoint: snapshot.checkpoint };
        };
        return { projection: one.name, reached: build === undefined ? undefined : reached };
      }),
    );
  }

  /** @throws ViewError where it does not show `after` in time */
  private async snapshotWith(
    projection: string,
    ledger: string,
    after: number | undefined,
  ): Promise<Snapshot> {
    const { log, waitMsMax = waitMsMaxDefault, lookMs = lookMsDefault } = this.options;
    for (const until = performance.now() + waitMsMax; ;) {
      const snapshot = await this.serving(projection, ledger);
      const sequence = snapshot.checkpoint?.sequence ?? 0;
      if (after === undefined || sequence >= after) return snapshot;
      snapshot.close();
      if (performance.now() > until) {
        const detail = { projection, ledger, after, sequence };
        // Nobody was told of an entry that is not recorded, so waiting longer is no advice.
        throw (await log.head(ledger)) >= after
          ? new ViewError('read-model-behind', `${projection} does not show ${after} yet`, detail)
          : new ViewError('entry-not-recorded', `${ledger} has no entry ${after}`, detail);
      }
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  /**
   * A snapshot of the build that serves. Another may take its place at any moment, and is looked for once the snapshot
   * stands: rows of a build that was deleted meanwhile are never shown.
   * @throws ViewError while the first build of this version fills
   */
  private async serving(name: string, ledger: string): Promise<Snapshot> {
    const projection = this.projections.get(name);
    if (projection === undefined) throw new Error(`there is no projection ${name}`);
    for (;;) {
      const build = await servingBuild(this.options.store, projection);
      if (build === undefined) throw filling(name);
      const snapshot = await this.opened(build, projection, ledger);
      if ((await servingBuild(this.options.store, projection)) === build) return snapshot;
      snapshot.close();
    }
  }

  private async opened(
    build: string,
    { collections }: Projection,
    ledger: string,
  ): Promise<Snapshot> {
    const { store } = this.options;
    const ready = this.prepared.get(build) ?? store.prepare(build, collections);
    this.prepared.set(build, ready);
    await ready.catch((error: unknown) => {
      this.prepared.delete(build);
      throw error;
    });
    return store.snapshot(build, ledger);
  }
}

/** How far it is, the process that fills it knows. */
function filling(projection: string): ViewError {
  const detail = { projection, entriesDone: 0, entriesTotal: 0, secondsLeft: 0 };
  return new ViewError('read-model-rebuilding', `${projection} is being computed`, detail);
}
