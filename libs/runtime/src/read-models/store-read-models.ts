// Answers questions from the builds that other processes keep up to date: what the store says is all that is known of them.
import { type EventLog } from '@ledger/event-log';
import { type Environment, type EventCatalogue, type Projection } from '@ledger/ledger';
import {
  type Checkpoint,
  type ReadStore,
  ReadModels,
  type Snapshot,
  type View,
  ViewError,
} from '@ledger/read-store';
import { readBuilds, servingBuild } from '../projection/build-record.js';
import { readProgress, readStop } from '../projection/notes.js';
import { askedOfAll } from '../asked-of-all.js';
import { LogStanding } from './log-standing.js';
import { haltBefore, notShown, rebuilding } from './not-shown.js';
import { onceAtATime } from './once-at-a-time.js';
import { type Lag } from './runner-read-models.js';
import {
  type ProjectionStanding,
  type Reached,
  type StandingBuild,
  standingsOf,
} from './standing.js';
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
/** Whether it has stopped is looked for more rarely. */
const looksPerStop = 10;

type ReadBuild = StandingBuild & {
  readonly reached: ((ledger: string, head: number) => Promise<Reached>) | undefined;
};

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
    const [stands, builds] = [await LogStanding.of(log), await this.builds()];
    const nowMs = environment.now();
    const lags = await askedOfAll([...stands.heads], async ([ledger, head]) => {
      const found: Lag[] = [];
      for (const { projection, reached } of builds) {
        if (reached === undefined) continue;
        const { checkpoint, stop } = await reached(ledger, head);
        const truth = await stands.truth(ledger, checkpoint?.sequence ?? 0, nowMs);
        found.push({ projection, ledger, ...truth, ...(stop === undefined ? {} : { stop }) });
      }
      return found;
    });
    return [...lags.values()].flat();
  }

  /** How every projection stands over all ledgers. */
  readonly standings = onceAtATime(async (): Promise<readonly ProjectionStanding[]> => {
    const { log, environment } = this.options;
    return standingsOf(log, await this.builds(), environment.now());
  });

  private async builds(): Promise<readonly ReadBuild[]> {
    return Promise.all(this.options.projections.map((one) => this.buildOf(one)));
  }

  private async buildOf(projection: Projection): Promise<ReadBuild> {
    const { store } = this.options;
    const { name, version } = projection;
    const { serving, filling } = await readBuilds(store, name);
    const build = serving?.version === version ? serving.build : undefined;
    let shown: Promise<ReadonlyMap<string, Checkpoint>> | undefined;
    const reached = async (ledger: string, head: number): Promise<Reached> => {
      shown ??= this.checkpoints(build ?? '', projection);
      const checkpoint = (await shown).get(ledger);
      if (checkpoint !== undefined && checkpoint.sequence >= head) return { checkpoint };
      const stop = await readStop(store, { build: build ?? '', ledger }, checkpoint);
      return { ...(checkpoint && { checkpoint }), ...(stop && { stop }) };
    };
    return {
      projection: name,
      reached: build === undefined ? undefined : reached,
      filling: filling && (await readProgress(store, filling.build)),
    };
  }

  /** @throws ViewError where it does not show `after` in time, or has stopped before it */
  private async snapshotWith(
    projection: string,
    ledger: string,
    after: number | undefined,
  ): Promise<Snapshot> {
    const { log, store, waitMsMax = waitMsMaxDefault, lookMs = lookMsDefault } = this.options;
    const until = performance.now() + waitMsMax;
    for (let look = 0; ; look += 1) {
      const { snapshot, build } = await this.serving(projection, ledger);
      const { checkpoint } = snapshot;
      const sequence = checkpoint?.sequence ?? 0;
      if (after === undefined || sequence >= after) return snapshot;
      snapshot.close();
      const isLate = performance.now() > until;
      if (isLate || look % looksPerStop === 0) {
        const stop = await readStop(store, { build, ledger }, checkpoint);
        const halt = await haltBefore(log, ledger, after);
        if (isLate || stop !== undefined || halt !== undefined) {
          throw await notShown(log, { projection, ledger, after, sequence }, stop);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  /**
   * A snapshot of the build that serves. Another may take its place at any moment, and is looked for once the snapshot
   * stands: rows of a build that was deleted meanwhile are never shown.
   * @throws ViewError while the first build of this version fills
   */
  private async serving(
    name: string,
    ledger: string,
  ): Promise<{ readonly snapshot: Snapshot; readonly build: string }> {
    const { store } = this.options;
    const projection = this.projections.get(name);
    if (projection === undefined) throw new Error(`there is no projection ${name}`);
    for (;;) {
      const build = await servingBuild(store, projection);
      if (build === undefined) throw rebuilding(name, (await this.buildOf(projection)).filling);
      const snapshot = await this.opened(build, projection, ledger);
      if ((await servingBuild(store, projection)) === build) return { snapshot, build };
      snapshot.close();
    }
  }

  private async opened(build: string, projection: Projection, ledger: string): Promise<Snapshot> {
    await this.ready(build, projection);
    return this.options.store.snapshot(build, ledger);
  }

  /** Of all ledgers at once: there may be many. */
  private async checkpoints(
    build: string,
    projection: Projection,
  ): Promise<ReadonlyMap<string, Checkpoint>> {
    await this.ready(build, projection);
    return this.options.store.checkpoints(build);
  }

  private ready(build: string, { collections }: Projection): Promise<void> {
    const { store } = this.options;
    const ready = this.prepared.get(build) ?? store.prepare(build, collections);
    this.prepared.set(build, ready);
    return ready.catch((error: unknown) => {
      this.prepared.delete(build);
      throw error;
    });
  }
}
