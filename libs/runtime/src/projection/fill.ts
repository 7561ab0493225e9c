// A build on its way to serve: how far it is, and the promise that it will.
import { type BuildFold } from './build-fold.js';

export type Progress = {
  /** Over all ledgers. */
  readonly entriesDone: number;
  readonly entriesTotal: number;
  readonly entriesPerSecond: number;
  /** undefined until there is a rate. */
  readonly secondsLeft: number | undefined;
};

export type OnProgress = (progress: Progress) => void;

export class Fill {
  private readonly listeners = new Set<OnProgress>();
  private readonly startedMs = performance.now();
  private startedAt: number | undefined;
  private total = 0;
  /** Resolves when the build serves; rejects where it can't. */
  readonly done: Promise<void>;
  private settle: { resolve(): void; reject(error: Error): void };

  constructor(readonly build: BuildFold) {
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
    if (this.listeners.size === 0) return;
    const progress = this.progress();
    for (const listener of this.listeners) listener(progress);
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
