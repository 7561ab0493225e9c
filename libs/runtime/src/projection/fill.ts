// A build on its way to serve: how far it is, and the promise that it will.
import { Logger } from '@nestjs/common';
import { type ReadStore } from '@ledger/read-store';
import { type BuildFold } from './build-fold.js';
import { noteProgress } from './notes.js';
import { type Progress } from './progress.js';
import { reasonOf } from './run.js';

export type OnProgress = (progress: Progress) => void;

/** Other processes learn of progress this often. */
const noteMsMin = 1_000;

export class Fill {
  private readonly logger = new Logger('Projections');
  private readonly listeners = new Set<OnProgress>();
  private readonly startedMs = performance.now();
  private startedAt: number | undefined;
  private total = 0;
  private notedMs = -Infinity;
  /** Resolves when the build serves; rejects where it can't. */
  readonly done: Promise<void>;
  private settle: { resolve(): void; reject(error: Error): void };

  constructor(
    readonly build: BuildFold,
    private readonly store: ReadStore,
  ) {
    const { promise, resolve, reject } = withResolvers();
    this.done = promise;
    this.settle = { resolve, reject };
    promise.catch(() => undefined); // whoever waits is told; it is logged where it happens
  }

  /** @returns how to stop listening */
  listen(listener: OnProgress): () => void {
    this.listeners.add(listener);
    listener(this.progress());
    return () => this.listeners.delete(listener);
  }

  /** What the log held when the filling began; what comes later counts as done at once. */
  expect(entriesTotal: number): void {
    this.total = entriesTotal;
    this.startedAt = this.build.entriesDone;
    this.note();
  }

  progress(): Progress {
    const entriesDone = this.build.entriesDone;
    const entriesTotal = Math.max(this.total, entriesDone);
    const seconds = (performance.now() - this.startedMs) / 1_000;
    const entriesPerSecond = Math.round((entriesDone - (this.startedAt ?? entriesDone)) / seconds);
    const secondsLeft =
      entriesPerSecond > 0 ? (entriesTotal - entriesDone) / entriesPerSecond : undefined;
    return { entriesDone, entriesTotal, entriesPerSecond, secondsLeft };
  }

  report(): void {
    const isDue = performance.now() - this.notedMs >= noteMsMin;
    if (isDue && this.startedAt !== undefined) this.note();
    if (this.listeners.size === 0) return;
    const progress = this.progress();
    for (const listener of this.listeners) listener(progress);
  }

  private note(): void {
    this.notedMs = performance.now();
    noteProgress(this.store, this.build.build, this.progress()).catch((error: unknown) =>
      this.logger.warn(`how far ${this.build.build} is, is not noted: ${reasonOf(error)}`),
    );
  }

  finish(): void {
    this.report();
    this.settle.resolve();
  }

  fail(error: Error): void {
    this.settle.reject(error);
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
} {
  let resolve = (): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<void>((met, failed) => {
    resolve = met;
    reject = failed;
  });
  return { promise, resolve, reject };
}
