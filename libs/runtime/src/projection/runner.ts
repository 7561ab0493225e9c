// Keeps every projection up to date with the log, and fills new builds beside those that serve.
import { setTimeout as lasting } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { type EventCatalogue, type Projection } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { askedOfAll } from '../asked-of-all.js';
import { type Tracing } from '../tracing/tracing.js';
import { type BuildFold } from './build-fold.js';
import { catchUp } from './catch-up.js';
import { Feed } from './feed.js';
import { type Fill, type OnProgress } from './fill.js';
import { type Progress } from './progress.js';
import { type FoldSurroundings } from './fold-surroundings.js';
import { type StandBy } from './stand-by.js';
import { pauseAfter, retried } from './retry.js';
import { reachedBy, within } from './reached.js';
import { reasonOf } from './run.js';
import { Shelf } from './shelf.js';
import { Watch } from './watch.js';

export type RunnerOptions = {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly catalogue: EventCatalogue;
  readonly projections: readonly Projection[];
  /** Where other processes keep the same read models up to date. */
  readonly standBy?: StandBy;
  /** Off, if not given. */
  readonly tracing?: Tracing;
  /** Told when nothing can be folded any more without a look by hand; by default ends the process. */
  readonly onFatal?: (error: unknown) => void;
};

/** Attempts to switch that follow one another ever more slowly, up to half a second. */
const attemptsFast = 5;

export class ProjectionRunner {
  private readonly logger = new Logger('Projections');
  private readonly around: FoldSurroundings;
  private readonly shelves: ReadonlyMap<string, Shelf>;
  /** Builds that the feeds feed. */
  private readonly fed = new Set<BuildFold>();
  private readonly feeds: readonly Feed[];
  private readonly tasks = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  /** Changes of what readers see. */
  readonly watch = new Watch();

  constructor(options: RunnerOptions) {
    const { log, store, catalogue, projections, standBy, tracing } = options;
    const onFatal = options.onFatal ?? endProcess;
    const onChange = (): void => this.watch.notify();
    const around = { log, store, catalogue, onFatal, onChange, standBy, tracing };
    this.around = around;
    this.shelves = new Map(projections.map((one) => [one.name, new Shelf(one, around)]));
    this.feeds = Array.from(
      { length: log.partitions },
      (_, partition) => new Feed(partition, around, this.fed, this.watch),
    );
  }

  /** Learns where everything stands and goes on from there. Does not wait until it has caught up. */
  async start(): Promise<void> {
    await Promise.all([...this.shelves.values()].map((shelf) => shelf.open()));
    const fills = [...this.shelves.values()].flatMap(({ fill }) => fill ?? []);
    const serving = [...this.shelves.values()].flatMap((shelf) => shelf.serving ?? []);
    const noted = await Promise.all(this.feeds.map((feed) => feed.open()));
    await this.openAll([...serving, ...fills.map(({ build }) => build)]);
    for (const build of serving) this.fed.add(build);
    // A log that was never followed is followed from its start, by all builds at once.
    const isFresh = !noted.includes(true);
    if (isFresh) for (const { build } of fills) this.fed.add(build);
    else if (serving.length > 0) this.background(() => this.caughtUpAlone(serving));
    await this.expectAll(fills);
    if (fills.length > 0) this.background(() => this.runFills(fills));
    for (const feed of this.feeds) feed.start();
    const { standBy } = this.around;
    if (standBy !== undefined) this.background(() => this.followOthers(standBy));
  }

  /** Finishes the batches that are being folded and commits them. */
  async stop(): Promise<void> {
    this.ending.abort();
    const feeds = Promise.all(this.feeds.map((feed) => feed.stop()));
    await Promise.all([...this.shelves.values()].map((shelf) => shelf.close()));
    await feeds;
    this.watch.close();
    await Promise.all(this.tasks);
    for (const { fill } of this.shelves.values()) fill?.fail(stopped());
    await Promise.all(this.feeds.map((feed) => feed.note()));
  }

  get projections(): readonly Projection[] {
    return [...this.shelves.values()].map(({ projection }) => projection);
  }

  /** The build that answers questions; undefined while the first of this version fills. */
  serving(projection: string): BuildFold | undefined {
    return this.shelfOf(projection).serving;
  }

  /** Of the build that fills; undefined where none does. */
  progress(projection: string): Progress | undefined {
    return this.shelfOf(projection).fill?.progress();
  }

  /**
   * Folds the whole log anew beside the build that serves, or joins a rebuild that is under way. Resolves once the new
   * build serves; after a crash it goes on at the next start.
   * @throws Error where the new build stops at an entry that the serving one shows: then that one goes on serving
   */
  async rebuild(projection: string, onProgress: OnProgress = () => undefined): Promise<void> {
    const { fill, isNew } = await this.shelfOf(projection).begin();
    if (isNew) this.background(() => this.run(fill));
    const unlisten = fill.listen(onProgress);
    await fill.done.finally(unlisten);
  }

  /** Resolves when everything that the log holds now is shown, by new builds too, or its projection has stopped. */
  async caughtUp(): Promise<void> {
    const heads = await this.heads();
    await this.watch.until(() => {
      for (const { serving, fill } of this.shelves.values()) {
        if (serving === undefined || fill !== undefined) return false;
        if (!hasAll(serving, heads)) return false;
      }
      return true;
    });
  }

  private get isOver(): boolean {
    return this.ending.signal.aborted;
  }

  private async openAll(builds: readonly BuildFold[]): Promise<void> {
    for (const ledger of await this.around.log.ledgers()) {
      await Promise.all(builds.map((build) => build.opened(ledger)));
    }
  }

  private async expectAll(fills: readonly Fill[]): Promise<void> {
    const heads = await this.heads();
    const entries = [...heads.values()].reduce((sum, head) => sum + head, 0);
    for (const fill of fills) fill.expect(entries);
  }

  private async run(fill: Fill): Promise<void> {
    await this.expectAll([fill]);
    await this.runFills([fill]);
  }

  private async runFills(fills: readonly Fill[]): Promise<void> {
    const builds = fills.map(({ build }) => build);
    if (builds.some((build) => !this.fed.has(build))) {
      await this.caughtUpAlone(builds);
      for (const build of builds) this.fed.add(build);
      await this.caughtUpAlone(builds); // what came between
    }
    await Promise.all(fills.map((fill) => this.serveOnceFull(fill)));
  }

  private async serveOnceFull(fill: Fill): Promise<void> {
    const { build } = fill;
    const shelf = this.shelfOf(build.projection.name);
    const isOurs = (): boolean => shelf.fill === fill && !this.isOver;
    const heads = await this.heads();
    await this.watch.until(() => hasAll(build, heads) || !isOurs());
    if (isOurs()) await shelf.finishFill();
    for (let attempt = 1; isOurs(); attempt += 1) {
      if (attempt > 1) await pauseAfter(Math.min(attempt, attemptsFast));
      await this.replace(shelf, fill);
    }
    if (this.isOver) fill.fail(stopped());
  }

  /** What readers saw once they go on seeing: the new build serves when it shows all that the old one shows. */
  private async replace(shelf: Shelf, fill: Fill): Promise<void> {
    const { serving } = shelf;
    const { build } = fill;
    let except: ReadonlySet<string> = new Set();
    if (serving !== undefined) {
      this.fed.delete(serving);
      await serving.settled();
      const reached = reachedBy(serving);
      const { shown, foreign } = within(reached, await this.heads());
      await this.watch.until(() => hasAll(build, shown) || shelf.fill !== fill);
      if (this.isOver || shelf.fill !== fill) return;
      const lost = [...shown].find(([ledger, sequence]) => !build.shows(ledger, sequence));
      if (lost !== undefined) return this.keep(shelf, serving, fill, lost[0]);
      except = foreign;
    } else except = new Set([...build.all].flatMap(({ ledger, stop }) => (stop ? [ledger] : [])));
    const outcome = await shelf.switch(except);
    if (outcome === 'changed') return this.follow(shelf);
    if (outcome === 'behind') return;
    await serving?.close();
    this.serves(fill);
  }

  private serves(fill: Fill): void {
    const { build, projection } = fill.build;
    this.logger.log({ msg: 'serves', projection: projection.name, build });
    fill.finish();
    this.watch.notify();
  }

  private async keep(shelf: Shelf, serving: BuildFold, fill: Fill, ledger: string): Promise<void> {
    this.fed.delete(fill.build);
    this.fed.add(serving);
    await shelf.giveUpFill();
    const stop = fill.build.in(ledger)?.stop;
    const where = `ledger ${ledger} at entry ${stop?.sequence ?? 0}: ${stop?.reason ?? 'stopped'}`;
    fill.fail(new Error(`${fill.build.build} is given up, it stopped in ${where}`));
    await this.caughtUpAlone([serving]);
  }

  /** Other processes rebuild, too: what they begin is filled here as well, and what they switch to serves here. */
  private async followOthers({ lookMs }: StandBy): Promise<void> {
    while (!this.isOver) {
      await lasting(lookMs, undefined, this.ending).catch(() => undefined); // the end wakes it
      for (const shelf of this.shelves.values()) if (!this.isOver) await this.follow(shelf);
    }
  }

  private async follow(shelf: Shelf): Promise<void> {
    const { left, found, finished, givenUp, joined } = await this.persistently(() =>
      shelf.follow(),
    );
    const { serving } = shelf;
    if (left !== undefined) this.fed.delete(left);
    if (finished !== undefined) this.serves(finished);
    if (givenUp !== undefined) this.fed.delete(givenUp.build);
    const isUnfed = serving !== undefined && !this.fed.has(serving);
    if (found !== undefined || (givenUp !== undefined && isUnfed)) {
      if (serving !== undefined) this.background(() => this.feed(serving));
    }
    if (joined !== undefined) this.background(() => this.run(joined));
    await left?.close();
    await givenUp?.build.close();
    givenUp?.fail(new Error(`${givenUp.build.build} was given up by another process`));
    if ([left, found, givenUp].some((one) => one !== undefined)) this.watch.notify();
  }

  private async feed(build: BuildFold): Promise<void> {
    await this.persistently(() => this.openAll([build]));
    await this.caughtUpAlone([build]);
    this.fed.add(build);
    await this.caughtUpAlone([build]); // what came between
  }

  private heads(): Promise<ReadonlyMap<string, number>> {
    const { log } = this.around;
    return this.persistently(async () =>
      askedOfAll(await log.ledgers(), (ledger) => log.head(ledger)),
    );
  }

  private caughtUpAlone(builds: readonly BuildFold[]): Promise<void> {
    return this.persistently(() => catchUp(this.around, builds, () => this.isOver));
  }

  private persistently<T>(work: () => Promise<T>): Promise<T> {
    return retried(work, (error) => {
      this.logger.error(`tries again: ${reasonOf(error)}`);
      return this.isOver ? 'over' : 'again';
    });
  }

  private background(work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => {
        if (!this.isOver) this.around.onFatal(error);
      })
      .finally(() => this.tasks.delete(task));
    this.tasks.add(task);
  }

  private shelfOf(projection: string): Shelf {
    const shelf = this.shelves.get(projection);
    if (shelf === undefined) throw new Error(`there is no projection ${projection}`);
    return shelf;
  }
}

function hasAll(build: BuildFold, heads: ReadonlyMap<string, number>): boolean {
  for (const [ledger, head] of heads) if (!build.hasDone(ledger, head)) return false;
  return true;
}

function stopped(): Error {
  return new Error('the program stops; the rebuild goes on at its next start');
}

function endProcess(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
