// The writer's own state: states of subjects and guards, ledger heads and command ids. A cache of the log, written behind
// it in checkpoints; what a checkpoint has not reached yet is replayed from the log at the next start. While another
// process writes to the partition it follows the log, so that little is left to replay when this one takes over.
import { Logger } from '@nestjs/common';
import { type EventLog, type Halt, type Position } from '@ledger/event-log';
import { type Model } from '@ledger/ledger';
import { Changes } from './changes.js';
import { fingerprintOf } from './fingerprint.js';
import { Following } from './following.js';
import { Generations } from './generations.js';
import { isPartOf, replay, takeIn } from './replay.js';
import { type Head, type Slot, type StateView, emptyHead } from './slot.js';
import { type StateStore } from './state-store.js';

export type StateLimits = {
  /** A checkpoint begins after so many entries … */
  readonly checkpointEntries: number;
  /** … or so long after the first one that is not in it yet. */
  readonly checkpointAfterMs: number;
  /** Rows per write: many small ones would stand in line behind the log's commits, a huge one would block. */
  readonly chunkRows: number;
  readonly cachedSlotsMax: number;
  /** How long a failed write waits before it is tried again. */
  readonly retryAfterMs: number;
};

export const defaultStateLimits: StateLimits = {
  checkpointEntries: 50_000,
  checkpointAfterMs: 5_000,
  chunkRows: 2_000,
  cachedSlotsMax: 50_000,
  retryAfterMs: 1_000,
};

/** For one of several states in a process, so that what all of them keep stays bounded. */
export function stateLimitsAmong(
  states: number,
): Pick<StateLimits, 'checkpointEntries' | 'cachedSlotsMax'> {
  const { checkpointEntries, cachedSlotsMax } = defaultStateLimits;
  const share = Math.max(1 / states, 1 / 4);
  return {
    checkpointEntries: Math.ceil(checkpointEntries * share),
    cachedSlotsMax: Math.ceil(cachedSlotsMax * share),
  };
}

export type WriterStateOptions = {
  /** Whose ledgers it holds. */
  readonly partition: number;
  readonly store: StateStore;
  readonly log: EventLog;
  readonly model: Model;
  readonly limits?: Partial<StateLimits>;
};

export class WriterState implements StateView {
  private readonly logger = new Logger('WriterState');
  private readonly limits: StateLimits;
  private readonly clean: Generations<Slot>;
  private readonly heads = new Map<string, Head>();
  private readonly halts = new Map<string, Halt>();
  private readonly settled: StateView = {
    slot: (key) => this.clean.get(key) ?? this.load(key),
    command: (key) => this.options.store.command(key),
    head: (ledger) => this.heads.get(ledger) ?? emptyHead,
  };
  private changed = new Changes(this.settled);
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closing = false;
  private isLoaded = false;
  private following: Following | undefined;

  constructor(private readonly options: WriterStateOptions) {
    this.limits = { ...defaultStateLimits, ...options.limits };
    this.clean = new Generations(this.limits.cachedSlotsMax);
  }

  /** Reads what is left of the log; everything, where it has not followed it and nothing is stored. */
  async open(): Promise<void> {
    const position = await this.unfollowed();
    if (position === undefined) await this.fill();
    else await this.readOn(position);
  }

  /** Keeps up with the log from now on, until `open` or `close`. */
  follow(): void {
    this.closing = false;
    this.following ??= new Following({
      ...this.options,
      catchUp: (signal) => this.fill(signal),
      take: (entries) => takeIn(entries, this.options.model, this),
    });
  }

  /** Whether it has come to the end of the log and follows it from there. */
  get isWarm(): boolean {
    return this.following?.isWarm === true;
  }

  /** Nothing comes in by itself any more. @returns how far everything is in, where that is known */
  private async unfollowed(): Promise<Position | undefined> {
    const { following } = this;
    const position = await following?.end();
    this.following = undefined;
    return position;
  }

  private async readOn(position: Position): Promise<void> {
    const { log, partition, model } = this.options;
    const rest = { signal: new AbortController().signal, toEnd: true };
    for await (const { entries } of log.tail(partition, position, rest)) {
      await takeIn(entries, model, this);
    }
  }

  private async fill(signal?: AbortSignal): Promise<void> {
    if (!this.isLoaded) await this.loadStored();
    this.isLoaded = true;
    await replay(this.options, this, signal);
  }

  /** Takes up where the last checkpoint ended. */
  private async loadStored(): Promise<void> {
    const { store, log, model } = this.options;
    const fingerprint = fingerprintOf(model, log);
    const stored = store.fingerprint();
    if (stored !== fingerprint || !(await isPartOf(log, store.reach()))) {
      if (stored !== undefined) {
        this.logger.log('the stored states are of another log or version: replaying all entries');
      }
      await store.reset(fingerprint);
    }
    for (const [ledger, head] of store.heads()) this.heads.set(ledger, head);
  }

  /** Reads from the log whatever is not in the state yet. */
  async catchUp(): Promise<void> {
    await replay(this.options, this);
  }

  slot(key: string): Slot | undefined {
    return this.changed.slot(key);
  }

  command(key: string): number | undefined {
    return this.changed.command(key);
  }

  head(ledger: string): Head {
    return this.changed.head(ledger);
  }

  /** Ledgers of which nothing more is taken in, and nothing decided. */
  get halted(): readonly Halt[] {
    return [...this.halts.values()];
  }

  haltOf(ledger: string): Halt | undefined {
    return this.halts.get(ledger);
  }

  /** For as long as the process runs: its next start looks again. */
  halt(halt: Halt): void {
    if (this.halts.has(halt.ledger)) return;
    this.halts.set(halt.ledger, halt);
    this.logger.error({ msg: 'a ledger is halted: its commands are refused', ...halt });
  }

  /** Takes over changes whose entries are durable in the log. */
  record(changes: Changes): void {
    if (changes.entries === 0) return;
    this.changed.absorb(changes);
    if (this.isFull()) void this.checkpoint();
    else this.timer ??= this.later();
  }

  /** Something to wait for where the checkpoint can't keep up, so that memory stays bounded. */
  room(): Promise<void> | undefined {
    return this.isFull() ? this.checkpoint() : undefined;
  }

  /** Writes what changed so far; resolves when it is in the store. */
  checkpoint(): Promise<void> {
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  /** Writes what is left to write. The store stays open: it is whoever opened it that closes it. */
  async close(): Promise<void> {
    await this.unfollowed();
    this.closing = true;
    await this.writing;
    await this.checkpoint();
    clearTimeout(this.timer);
  }

  private isFull(): boolean {
    return this.changed.entries >= this.limits.checkpointEntries;
  }

  private later(): NodeJS.Timeout {
    return setTimeout(() => void this.checkpoint(), this.limits.checkpointAfterMs).unref();
  }

  private load(key: string): Slot | undefined {
    const slot = this.options.store.slot(key);
    if (slot !== undefined) this.clean.set(key, slot);
    return slot;
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.changed.entries === 0) return;
    const settling = this.changed;
    this.changed = new Changes(settling);
    while (!(await this.wrote(settling))) {
      if (this.closing) {
        settling.absorb(this.changed); // only a cache: the next start replays, or the next checkpoint has it
        this.changed = settling;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, this.limits.retryAfterMs));
    }
    for (const [ledger, head] of settling.heads) this.heads.set(ledger, head);
    this.changed.rebase(this.settled);
  }

  private async wrote(settling: Changes): Promise<boolean> {
    const { store } = this.options;
    try {
      await store.write({ reach: settling.heads });
      for (const commands of this.chunks(settling.commands)) await store.write({ commands });
      for (const slots of this.chunks(settling.slots)) {
        await store.write({ slots });
        for (const [key, slot] of slots) this.clean.set(key, slot);
      }
      await store.write({ heads: settling.heads });
      return true;
    } catch (error) {
      this.logger.warn(
        `the checkpoint of the writer's state failed and is tried again: ${String(error)}`,
      );
      return false;
    }
  }

  private *chunks<V>(rows: ReadonlyMap<string, V>): Generator<readonly (readonly [string, V])[]> {
    const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    for (let from = 0; from < sorted.length; from += this.limits.chunkRows) {
      yield sorted.slice(from, from + this.limits.chunkRows);
    }
  }
}
