// One build of one projection in one ledger: takes entries in any portions, folds each exactly once, and commits rows
// and checkpoint together. While one batch commits, the next is folded above it.
import { Logger } from '@nestjs/common';
import { type Checkpoint, StoreError } from '@ledger/read-store';
import { foldSpan } from '../tracing/spans.js';
import { type BatchRows } from './batch-rows.js';
import { type FoldFault } from './fold-batch.js';
import { checkpointOf, markAt } from './mark-at.js';
import { OpenBatch } from './open-batch.js';
import { readLimit } from './read-limit.js';
import { type FoldSurroundings, type FoldedThing, aboutOf } from './fold-surroundings.js';
import { StopNotes } from './notes.js';
import { isRetriable, pauseAfter } from './retry.js';
import { Elsewhere, type Looked, type StandBy, isDropped, isTaken } from './stand-by.js';
import { type Decoded, type Mark, type Run, type Stop } from './run.js';
import { brokenAt, fork, missing, poisoned, reasonOf, runsOf, startMark } from './run.js';

export class LedgerFold {
  private readonly logger = new Logger('Projections');
  private queue: Promise<void> = Promise.resolve();
  private opened = false;
  private closed = false;
  private folded: Mark = startMark;
  /** What the store will hold once everything handed to it is durable. */
  private next: Checkpoint | undefined;
  /** Folded, not handed to the store yet. */
  private batch: OpenBatch | undefined;
  private committing: Promise<void> | undefined;
  /** Rows of the batch that is being committed, as it leaves them. */
  private rows: BatchRows | undefined;
  private failures = 0;
  /** Where somebody else folds this ledger into this build. */
  private readonly elsewhere = new Elsewhere(
    () => this.look(),
    () => this.isOver(),
  );

  private readonly notes: StopNotes;

  /** What readers see. */
  checkpoint: Checkpoint | undefined;
  stop: Stop | undefined;

  constructor(
    private readonly thing: FoldedThing,
    private readonly around: FoldSurroundings,
  ) {
    this.notes = new StopNotes(around.store, thing, () => this.closed);
  }

  get ledger(): string {
    return this.thing.ledger;
  }

  /** The last entry that is folded, committed or not. */
  get sequence(): number {
    return this.folded.sequence;
  }

  /** Whether it folds what it is given: not where it has stopped or closed, or somebody else folds. */
  get isTaking(): boolean {
    return !this.isOver() && !this.elsewhere.isOn;
  }

  /** Learns where the store stands. */
  open(): Promise<void> {
    return this.inTurn(() => this.ready());
  }

  /**
   * Folds what is new in the run; what lies between is read from the log. Resolves when the run is folded and, unless it
   * goes on, its commit is under way.
   */
  take(run: Run): Promise<void> {
    return this.inTurn(() => this.takeRun(run));
  }

  /** Folds up to this entry, all of it read from the log. */
  reach(sequence: number): Promise<void> {
    return this.inTurn(async () => {
      await this.ready();
      await this.catchUp(sequence);
    });
  }

  /** Of the last batch folded: resolves when it is durable. */
  get underWay(): Promise<void> | undefined {
    return this.committing;
  }

  /** Resolves when everything taken so far is durable, or the fold has stopped or closed. */
  async settled(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.queue;
      await seen;
      await this.committing?.catch(() => undefined); // what mends it is in the queue by now
    } while (seen !== this.queue);
  }

  /** Takes nothing more; what is under way ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.settled();
    await this.elsewhere.over;
    await this.notes.written;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.queue.then(() => this.untilDone(work));
    this.queue = mine;
    return mine;
  }

  /** Repeats what the log or the store could not do; everything else is a defect and fatal. */
  private async untilDone(work: () => Promise<void>): Promise<void> {
    while (this.isTaking) {
      try {
        return await work();
      } catch (error) {
        if (this.isOver()) return;
        if (isTaken(error) && this.around.standBy !== undefined) {
          return this.stepBack(this.around.standBy);
        }
        if (!isRetriable(error)) return this.fail(error);
        this.failures += 1;
        this.opened = false;
        const msg = `tries again: ${reasonOf(error)}`;
        this.logger.error({ ...aboutOf(this.thing), msg, failures: this.failures });
        await pauseAfter(this.failures);
      }
    }
  }

  /** Leaves the ledger to the one that folds it elsewhere, until that one stops. Nothing that is taken meanwhile is kept. */
  private stepBack(standBy: StandBy): void {
    this.opened = false;
    if (this.elsewhere.isOn) return;
    this.logger.log({ ...aboutOf(this.thing), msg: 'is folded elsewhere: standing by' });
    this.elsewhere.begin(standBy, {
      onLeft: (head) => this.reach(head),
      onError: (error) => this.fail(error),
    });
  }

  /** What readers see moves with the one that folds. */
  private async look(): Promise<Looked> {
    const checkpoint = await checkpointOf(this.around.store, this.thing);
    this.checkpoint = checkpoint;
    this.around.onChange();
    const head = await this.around.log.head(this.ledger);
    return { sequence: checkpoint?.sequence ?? 0, head };
  }

  private isOver(): boolean {
    return this.closed || this.stop !== undefined;
  }

  private fail(error: unknown): void {
    this.closed = true;
    // Where others share the store, what serves in its place is found by the runner.
    if (!isDropped(error) || this.around.standBy === undefined) this.around.onFatal(error);
  }

  private async ready(): Promise<void> {
    if (this.opened) return;
    await this.committing?.catch(() => undefined); // the store is asked what came of it
    this.committing = undefined;
    this.rows = undefined;
    this.batch = undefined;
    const checkpoint = await checkpointOf(this.around.store, this.thing);
    this.checkpoint = checkpoint;
    this.next = checkpoint;
    const { mark, stop } = await markAt(checkpoint, this.ledger, this.around);
    this.folded = mark;
    if (stop !== undefined) this.halt(stop);
    this.opened = true;
    this.around.onChange();
  }

  private async takeRun({ entries, goesOn, stop }: Run): Promise<void> {
    await this.ready();
    const [first] = entries;
    const from = first?.entry.sequence ?? stop?.sequence ?? 0;
    if (from > this.sequence + 1) await this.catchUp(from - 1);
    if (this.isOver()) return;
    if (first !== undefined) await this.fold(entries.slice(this.sequence + 1 - from), entries);
    if (!goesOn) await this.commit();
    if (stop === undefined) return;
    // Whoever read past it by itself is stopped as well: nothing more will come.
    this.halt({ ...stop, sequence: Math.max(stop.sequence, this.sequence + 1) });
  }

  /** Reads the ledger from where the fold stands up to the entry `to`. */
  private async catchUp(to: number): Promise<void> {
    const { log, store, catalogue } = this.around;
    const limit = readLimit(store.batchEntries);
    while (!this.isOver() && this.sequence < to) {
      const { sequence } = this;
      const records = await log.read(this.ledger, sequence + 1, limit.of(to - sequence));
      limit.saw(records);
      if (records.length === 0) return this.halt(missing(sequence + 1));
      for await (const { entries, goesOn, stop } of runsOf(records, sequence, catalogue)) {
        await this.fold(entries, entries);
        if (!goesOn) await this.commit();
        if (stop !== undefined) this.halt(stop);
      }
    }
  }

  /** @param among the run that `fresh` is the rest of: its repeats must be what was folded */
  private async fold(fresh: readonly Decoded[], among: readonly Decoded[]): Promise<void> {
    if (this.isOver()) return;
    const repeated = among[among.length - fresh.length - 1];
    if (repeated?.entry.sequence === this.sequence && repeated.leaf !== this.folded.leaf) {
      await this.commit();
      return this.halt(fork(this.sequence));
    }
    const wrong = brokenAt(fresh, this.folded);
    await this.foldSound(wrong === undefined ? fresh : fresh.slice(0, wrong));
    if (wrong === undefined || this.isOver()) return;
    await this.commit();
    this.halt(fork(this.sequence + 1, fresh[wrong]?.entry));
  }

  private async foldSound(decoded: readonly Decoded[]): Promise<void> {
    const last = decoded.at(-1);
    if (last === undefined) return;
    const batch = (this.batch ??= new OpenBatch(this.thing, this.folded, this.rows));
    const fault = await batch.fold(decoded, this.around.store);
    if (fault !== undefined) return this.poisoned(batch, fault);
    this.folded = { sequence: last.entry.sequence, leaf: last.leaf };
  }

  /** Half an entry is in the batch's rows: what comes before it is folded once more, and committed. */
  private async poisoned(
    { start, records }: OpenBatch,
    { index, error }: FoldFault,
  ): Promise<void> {
    this.batch = undefined;
    this.folded = start;
    const sound = records.slice(0, index);
    for await (const { entries } of runsOf(sound, start.sequence, this.around.catalogue)) {
      await this.fold(entries, entries);
    }
    await this.commit();
    const record = records[index];
    if (record === undefined) throw new Error('a fault lies in an entry of the batch');
    this.halt(poisoned(record, error));
  }

  /** Hands what was folded to the store as soon as the store has the batch before. */
  private async commit(): Promise<void> {
    const { batch } = this;
    if (batch === undefined) return;
    const changes = batch.changes();
    await this.committing;
    const { build, ledger } = this.thing;
    const expected = this.next;
    const next = { sequence: this.sequence, time: batch.time };
    this.next = next;
    this.rows = batch.rows;
    this.batch = undefined;
    const endSpan = foldSpan(this.around.tracing, this.thing, batch);
    const committing = this.around.store.commit(build, ledger, expected, next, changes).then(() => {
      endSpan();
      this.failures = 0;
      this.checkpoint = next;
      if (this.rows === batch.rows) this.rows = undefined;
      this.around.onChange();
    });
    this.committing = committing;
    committing.catch((error: unknown) => {
      endSpan({ failed: true });
      this.afterFailedCommit(error, batch.start.sequence + 1);
    });
  }

  private afterFailedCommit(error: unknown, first: number): void {
    if (!(error instanceof StoreError)) {
      // The store says that a row is none; nothing but the projection can have made it.
      this.halt({ kind: 'poisoned', sequence: first, reason: reasonOf(error) });
      return;
    }
    const to = Math.max(this.folded.sequence, this.stop?.sequence ?? 0);
    this.stop = undefined; // it stands behind what was lost and is met again
    void this.inTurn(async () => {
      if (this.opened) await this.committing; // throws, unless somebody was here already
      await this.ready();
      await this.catchUp(to);
    });
  }

  private halt(stop: Stop): void {
    if (this.stop !== undefined) return;
    this.stop = stop;
    const msg = `stopped at entry ${stop.sequence}: ${stop.reason}`;
    const { sequence, correlationId } = stop;
    this.logger.error({ ...aboutOf(this.thing), msg, sequence, correlationId });
    this.notes.note(stop);
    this.around.onChange();
  }
}
