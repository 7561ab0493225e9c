// Follows a partition that another process writes to, so that its state is at hand when this one takes it over.
import { Logger } from '@nestjs/common';
import { type EventLog, LogError, type Position, paused } from '@ledger/event-log';
import { type EntryRecord } from '@ledger/ledger';

export type FollowingOptions = {
  readonly partition: number;
  readonly log: EventLog;
  /** Reads whatever is not in the state yet; comes to an end early once it is aborted. */
  readonly catchUp: (signal: AbortSignal) => Promise<void>;
  /** Takes in what came, of which some may be in already. */
  readonly take: (entries: readonly EntryRecord[]) => Promise<void>;
};

const pauseMsMin = 100;
const pauseMsMax = 5_000;

export class Following {
  private readonly logger = new Logger('StandBy');
  private readonly ending = new AbortController();
  /** Everything before it is in the state; undefined while that is behind. */
  private position: Position | undefined;
  private readonly running: Promise<void>;

  constructor(private readonly options: FollowingOptions) {
    this.running = this.run();
  }

  /** Whether the state has once come to the end of the log, and goes on from there. */
  get isWarm(): boolean {
    return this.position !== undefined;
  }

  /** Nothing more goes into the state once it resolves. @returns how far it has come, where it was warm */
  async end(): Promise<Position | undefined> {
    this.ending.abort();
    await this.running;
    return this.position;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    for (let pauseMs = pauseMsMin; !signal.aborted; pauseMs = Math.min(pauseMsMax, pauseMs * 2)) {
      const before = this.position;
      try {
        await this.follow(signal);
      } catch (error) {
        if (!(error instanceof LogError)) throw error;
        if (error.code === 'closed') return;
        if (this.position !== before) pauseMs = pauseMsMin;
        if (pauseMs === pauseMsMin) this.tell(error);
        if (!error.retriable) this.position = undefined; // it may be of another log: from the beginning
      }
      await paused(pauseMs, signal);
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { log, partition, catchUp, take } = this.options;
    if (this.position === undefined) {
      const end = await log.end(partition); // first: what comes meanwhile stands behind it
      await catchUp(signal);
      if (signal.aborted) return;
      this.position = end;
    }
    for await (const { entries, position } of log.tail(partition, this.position, { signal })) {
      await take(entries);
      this.position = position;
    }
  }

  private tell({ message }: LogError): void {
    const { partition } = this.options;
    this.logger.warn(`partition ${partition} can't be followed and is tried again: ${message}`);
  }
}
