// Keeps the entry index behind one partition of the log, and lets readers wait until it has reached a place. It follows in
// the background and so goes on by itself after a failure; whoever waits for it meanwhile is told.
import { type EntryIndex, type Halt } from '../entry-index.js';
import { LogError } from '../event-log.js';
import { paused } from '../paused.js';
import { closedError, reasonOf } from './failure.js';
import { type PartitionReader } from './partition-reader.js';
import { stretches } from './partition-tail.js';
import { type KafkaLimits } from './settings.js';

export type IndexFeedOptions = {
  readonly partition: number;
  readonly index: EntryIndex;
  /** Absent where other processes fill the index. */
  readonly reader: PartitionReader | undefined;
  readonly onHalt: (halt: Halt) => void;
  readonly limits: KafkaLimits;
};

type Waiting = { readonly offset: number; resolve(): void; reject(error: LogError): void };

const pauseMsMin = 25;
const pauseMsMax = 1_000;
/** Where others fill the index, it is asked this often. */
const askMs = 20;
/** Whoever finds everything in already rests ever longer, up to so many times as long: of several processes one stores. */
const restsMax = 10;
/** So many come from one who is far behind. */
const manyMin = 1_000;

export class IndexFeed {
  private readonly ending = new AbortController();
  private resting = new AbortController();
  private readonly waiting = new Set<Waiting>();
  private position = 0;
  private trouble: unknown;
  private readonly toldOf = new Set<string>();
  private running: Promise<void> | undefined;

  constructor(private readonly options: IndexFeedOptions) {}

  /**
   * Resolves when everything before `offset` is in the index.
   * @throws LogError `io` where that takes too long
   */
  async reached(offset: number): Promise<void> {
    if (this.ending.signal.aborted) throw closedError();
    this.running ??= this.run();
    if (this.position >= offset) return;
    const { indexMsMax } = this.options.limits;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const one: Waiting = {
        offset,
        resolve: () => {
          this.waiting.delete(one);
          resolve();
        },
        reject: (error) => {
          this.waiting.delete(one);
          reject(error);
        },
      };
      this.waiting.add(one);
      this.resting.abort();
      timer = setTimeout(() => one.reject(this.late(offset)), indexMsMax);
    }).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    this.ending.abort();
    this.resting.abort();
    this.options.reader?.close();
    this.refuse(closedError());
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    for (let pauseMs = pauseMsMin; !signal.aborted; pauseMs = Math.min(pauseMsMax, pauseMs * 2)) {
      const before = this.position;
      try {
        await this.follow();
      } catch (error) {
        this.trouble = error;
        if (error instanceof LogError && !error.retriable) this.refuse(error);
      }
      if (this.position > before) pauseMs = pauseMsMin;
      await paused(pauseMs, signal);
    }
  }

  private async follow(): Promise<void> {
    const { partition, index, reader, limits } = this.options;
    const { signal } = this.ending;
    if (reader === undefined) return this.watch();
    const position = await index.position(partition);
    const stableEnd = await reader.stableEnd();
    if (position > stableEnd) throw foreign(partition, { position, stableEnd });
    this.advance(position);
    const options = { signal, idleMs: limits.idleMs };
    let rests = 1;
    for await (const { placed, next } of stretches(reader, this.position, options)) {
      if (next === this.position) continue;
      if (placed.length < manyMin) await this.rest(rests * limits.indexRestMs);
      if (signal.aborted) return;
      const entries = placed.map(({ entry }) => entry);
      const { halts, isRepeat } = await index.store(partition, entries, next);
      for (const halt of halts) this.tellOf(halt);
      rests = isRepeat ? Math.min(restsMax, 2 * rests) : 1;
      this.advance(next);
    }
  }

  /** Until somebody waits. */
  private async rest(ms: number): Promise<void> {
    if (this.waiting.size > 0 || this.ending.signal.aborted) return;
    this.resting = new AbortController();
    await paused(ms, this.resting.signal);
  }

  /** Every entry behind it says it once more. */
  private tellOf(halt: Halt): void {
    if (this.toldOf.has(halt.ledger)) return;
    this.toldOf.add(halt.ledger);
    this.options.onHalt(halt);
  }

  private async watch(): Promise<void> {
    const { partition, index } = this.options;
    while (!this.ending.signal.aborted) {
      this.advance(await index.position(partition));
      await paused(this.waiting.size > 0 ? askMs : pauseMsMax, this.ending.signal);
    }
  }

  private advance(position: number): void {
    this.position = Math.max(this.position, position);
    this.trouble = undefined;
    for (const one of [...this.waiting]) if (one.offset <= this.position) one.resolve();
  }

  private refuse(error: LogError): void {
    for (const one of [...this.waiting]) one.reject(error);
  }

  private late(offset: number): LogError {
    const { partition } = this.options;
    const cause = this.trouble === undefined ? '' : `: ${reasonOf(this.trouble)}`;
    const message = `the entry index of partition ${partition} is at ${this.position}, not at ${offset}${cause}`;
    return new LogError('io', message, 'not-appended', true, { cause: this.trouble });
  }
}

function foreign(
  partition: number,
  { position, stableEnd }: { readonly position: number; readonly stableEnd: number },
): LogError {
  const message =
    `the entry index has partition ${partition} up to ${position}, the log ends at ${stableEnd}: ` +
    `the index is of another log, or the log was lost`;
  return new LogError('corrupt', message, 'not-appended', false);
}
