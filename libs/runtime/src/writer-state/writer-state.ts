// The writer's own state: states of subjects and guards, ledger heads and command ids. A cache of the log, written behind
// it in checkpoints; what a checkpoint has not reached yet is replayed from the log at the next start.
import { Logger } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { type Model } from '@ledger/ledger';
import { Changes } from './changes.js';
import { fingerprintOf } from './fingerprint.js';
import { Generations } from './generations.js';
import { isPartOf, replay } from './replay.js';
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
  private readonly settled: StateView = {
    slot: (key) => this.clean.get(key) ?? this.load(key),
    command: (key) => this.options.store.command(key),
    head: (ledger) => this.heads.get(ledger) ?? emptyHead,
  };
  private changed = new Changes(this.settled);
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(private readonly options: WriterStateOptions) {
    this.limits = { ...defaultStateLimits, ...options.limits };
    this.clean = new Generations(this.limits.cachedSlotsMax);
  }

  /** Takes up where the last checkpoint ended and replays the rest of the log. */
  async open(): Promise<void> {
    const { store, log, model } = this.options;
    const fingerprint = fingerprintOf(model);
    const stored = store.fingerprint();
    if (stored !== fingerprint || !(await isPartOf(log, store.reach()))) {
      if (stored !== undefined) {
        this.logger.log('the stored states are of another log or version: replaying all entries');
      }
      await store.reset(fingerprint);
    }
    for (const [ledger, head] of store.heads()) this.heads.set(ledger, head);
    await this.catchUp();
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
      if (this.closing) return; // only a cache: the next start replays
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
