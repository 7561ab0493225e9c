// How long it may take, and how long it took.
import { writeSync } from 'node:fs';

/** Kafka's and MongoDB's own time-outs, not the short ones of tests. */
export const hasOwnTimes = process.env['CLUSTER_TIMES'] === 'own';
/** The cluster has noticed by then that one is gone, and has put another in its place. */
export const noticedMs = hasOwnTimes ? 12_000 : 4_000;
/** Commands are answered again. */
export const interruptedMsMax = hasOwnTimes ? 30_000 : 15_000;

/** When answers came, as far as a look every few milliseconds tells. */
export class Answers {
  private readonly gaps: number[] = [];
  private lastMs = performance.now();
  private readonly looking: NodeJS.Timeout;

  constructor(count: () => number) {
    let seen = count();
    this.looking = setInterval(() => {
      if (count() === seen) return;
      seen = count();
      this.noteGap();
    }, 5);
  }

  /** Since it was made; it looks no more. */
  longestGapMs(): number {
    clearInterval(this.looking);
    this.noteGap();
    return Math.round(Math.max(...this.gaps));
  }

  private noteGap(): void {
    const nowMs = performance.now();
    this.gaps.push(nowMs - this.lastMs);
    this.lastMs = nowMs;
  }
}

/** For whoever reads of the run. */
export function tell(what: string, figures: object): void {
  writeSync(2, `${what}: ${JSON.stringify(figures)}\n`);
}
