// The one writer of a partition: decides commands one after another and answers each once its entries are durable.
// While one batch commits, the next one is decided above it; nobody waits for a timer.
import { Logger } from '@nestjs/common';
import { LogError } from '@ledger/event-log';
import { type Acknowledgement, Rejection, type SealedSubmission } from '@ledger/ledger';
import { WriterMeter } from '../metrics/writer-meter.js';
import { appended } from '../tracing/spans.js';
import { slotKey } from '../writer-state/slot.js';
import { Batch, type Decided } from './batch.js';
import { draft } from './draft.js';
import { busy, outcomeUnknown, unreadable } from './gateway-errors.js';
import { demandEnvelope } from './envelope.js';
import { demandNotHalted, isHeldUp, notFound } from './halted.js';
import { type WriterLimits, defaultWriterLimits } from './limits.js';
import { InFlight } from './in-flight.js';
import { type Standing, isUnknown, learnOutcome } from './outcome.js';
import { Pending } from './pending.js';
import { LedgerQueues } from './queue.js';
import { recordedAnswer } from './recorded.js';
import { type WriterOptions, endProcess } from './writer-options.js';

export class Writer {
  /** What it counts of its work. */
  readonly meter: WriterMeter;
  private readonly logger = new Logger('Writer');
  private readonly limits: WriterLimits;
  private readonly inFlight: InFlight;
  private readonly queues: LedgerQueues<Pending>;
  /** The batch that commands are being decided into … */
  private open: Batch;
  /** … and the one below it that is being appended. */
  private flying: Batch | undefined;
  private phase: 'stopped' | 'running' | 'stopping' | 'stepped-down' | 'failed' = 'stopped';
  /** An append's outcome could not be learnt for so long that callers are turned away. */
  private isStalled = false;
  private isAwake = false;
  private whenIdle: (() => void) | undefined;

  constructor(private readonly options: WriterOptions) {
    this.limits = { ...defaultWriterLimits, ...options.limits };
    this.meter = options.meter ?? new WriterMeter();
    this.inFlight = new InFlight(this.meter);
    this.queues = new LedgerQueues(this.limits.queuedPerLedgerMax);
    this.open = this.newBatch();
  }

  /**
   * Takes the partition over and brings the state up to the end of the log; commands are taken from then on.
   * @throws LogError where it can't be taken over now
   */
  async start(): Promise<void> {
    const { log, partition, state } = this.options;
    await log.takeOver(partition);
    if (this.phase === 'stepped-down') await state.catchUp();
    else await state.open();
    this.open = this.newBatch();
    this.phase = 'running';
  }

  /** Takes no more commands, answers those that it has, and closes the state. */
  async stop(): Promise<void> {
    if (this.phase === 'running') {
      this.phase = 'stopping';
      await new Promise<void>((resolve) => {
        this.whenIdle = resolve;
        this.wake();
      });
    }
    this.phase = 'stopped';
    await this.options.state.close();
  }

  /** Commands taken and not answered yet. */
  get waiting(): number {
    return this.inFlight.size;
  }

  /** Whether commands are taken. */
  get isTaking(): boolean {
    return this.phase === 'running' && !this.isStalled;
  }

  /** Whether the ledger was opened. */
  knows(ledger: string): boolean {
    return this.options.state.head(ledger).sequence > 0;
  }

  /** Rejects with a Rejection, with a GatewayError, or with whatever a defect threw. */
  submit(submission: SealedSubmission): Promise<Acknowledgement> {
    const { inFlight } = this;
    if (!this.isTaking) return inFlight.turnAway(submission, busy());
    const pending = new Pending(submission);
    const twinAnswer = inFlight.twinAnswer(pending);
    if (twinAnswer !== undefined) return twinAnswer;
    if (!this.queues.add(pending.ledger, pending)) return inFlight.turnAway(submission, busy());
    inFlight.add(pending);
    this.wake();
    return pending.answer;
  }

  private wake(): void {
    if (this.isAwake) return;
    this.isAwake = true;
    setImmediate(() => {
      this.isAwake = false;
      this.turn();
    });
  }

  private turn(): void {
    if (this.phase === 'failed' || this.phase === 'stepped-down') return;
    this.fill();
    if (this.flying === undefined && !this.open.isEmpty) this.launch();
    if (!this.queues.isEmpty && !this.open.isFull) this.wake();
    if (this.inFlight.size === 0) this.whenIdle?.();
  }

  /** Decides what is queued, until the batch is full or the event loop is due. */
  private fill(): void {
    if (this.open.isFull) return;
    if (this.open.isEmpty) this.open = this.newBatch(); // reads the clock
    const until = performance.now() + this.limits.decidingMsMax;
    while (!this.open.isFull && performance.now() < until) {
      const pending = this.queues.next();
      if (pending === undefined || !this.decide(pending)) return;
    }
  }

  /** False where the command has to wait for the next batch. */
  private decide(pending: Pending): boolean {
    const { submission, ledger } = pending;
    const { model, state } = this.options;
    const { changes: view, clock } = this.open;
    try {
      demandEnvelope(submission);
      const first = state.command(pending.key);
      if (first !== undefined) {
        void this.answerFromRecord(pending, first, 'repeated');
        return true;
      }
      demandNotHalted(ledger, state);
      const drafted = draft(submission, { view, model, limits: this.limits, clock });
      if (!this.open.hasRoomFor(drafted)) {
        this.open.close();
        this.queues.putBack(ledger, pending);
        return false;
      }
      this.open.add(pending, drafted);
    } catch (error) {
      if (error instanceof Rejection) this.open.refuse(pending, error);
      else this.answerDefect(pending, error);
    }
    return true;
  }

  private launch(): void {
    const batch = this.open;
    this.flying = batch;
    this.open = this.newBatch();
    void this.append(batch);
  }

  private async append(batch: Batch): Promise<void> {
    const { state } = this.options;
    await state.room();
    const { records, decided } = batch;
    const begunMs = performance.now();
    try {
      // Also where it records nothing: a refusal is worth no more than the knowledge that nobody else decides by now.
      await appended(this.options, batch);
    } catch (error) {
      return this.recover(batch, error);
    }
    if (records.length > 0) {
      const seconds = (performance.now() - begunMs) / 1_000;
      this.meter.appended(seconds, { commands: decided.length, entries: records.length });
    }
    state.record(batch.changes);
    this.open.changes.rebase(state);
    for (const { pending, outcome } of batch.decided) this.inFlight.answer(pending, outcome);
    this.flying = undefined;
    this.wake();
  }

  /** The batch is gone, or nobody knows: what was decided above it is decided again once the log has told. */
  private async recover(batch: Batch, error: unknown): Promise<void> {
    this.logger.error({ msg: 'the log did not take a batch', err: error, ...batch.about });
    this.meter.appendFailures.add(error instanceof LogError ? error.outcome : 'unknown');
    this.putBack(this.open.decided);
    this.open.close();
    const timer = setTimeout(() => this.stall(batch), this.limits.outcomeWaitMsMax);
    const { log, partition, state } = this.options;
    if (error instanceof LogError && error.halt !== undefined) state.halt(error.halt);
    let standing: Standing;
    try {
      standing = await learnOutcome(error, {
        takeOver: () => log.takeOver(partition),
        catchUp: () => state.catchUp(),
        retryMs: this.limits.outcomeRetryMs,
        givesUp: () => this.isStalled && this.phase !== 'running',
      });
    } catch (fatal) {
      return this.fail(batch, fatal);
    } finally {
      clearTimeout(timer);
    }
    const unanswered = this.isStalled ? [] : batch.decided;
    if (isHeldUp(batch, error, state)) this.putBack(unanswered);
    else for (const { pending } of unanswered) this.answerFromLog(pending, error);
    this.isStalled = false;
    this.flying = undefined;
    this.open = this.newBatch();
    if (standing === 'fenced') this.stepDown();
    else if (isUnknown(error)) this.meter.tookOver('unknown-outcome');
    this.wake();
  }

  /** Those that were not decided are turned away: the other writer takes them. */
  private stepDown(): void {
    this.logger.warn(`another process writes to partition ${this.options.partition} now`);
    this.meter.wasFenced();
    this.turnAway();
    if (this.phase !== 'running') return;
    this.phase = 'stepped-down';
    this.options.onSteppedDown?.();
  }

  private fail(batch: Batch, fatal: unknown): void {
    this.stall(batch);
    this.phase = 'failed';
    this.whenIdle?.();
    (this.options.onFatal ?? endProcess)(fatal);
  }

  private stall(batch: Batch): void {
    this.isStalled = true;
    this.logger.error('the outcome of an append is unknown; callers are turned away until it is');
    for (const { pending } of batch.decided) this.inFlight.answer(pending, outcomeUnknown());
    this.turnAway();
    if (this.inFlight.size === 0) this.whenIdle?.();
  }

  private turnAway(): void {
    for (let next = this.queues.next(); next !== undefined; next = this.queues.next()) {
      this.inFlight.answer(next, busy());
    }
  }

  /** To be decided again, in their order. */
  private putBack(decided: readonly Decided[]): void {
    for (const { pending } of decided.toReversed()) this.queues.putBack(pending.ledger, pending);
  }

  /** After a failed append: told as recorded only where the log holds it. */
  private answerFromLog(pending: Pending, error: unknown): void {
    const { state } = this.options;
    const first = state.command(pending.key);
    if (first !== undefined) return void this.answerFromRecord(pending, first, 'accepted');
    this.inFlight.answer(pending, notFound(pending.ledger, error, state));
  }

  /** @param asked whether it came again, or its own append is what the log was asked for */
  private async answerFromRecord(
    pending: Pending,
    first: number,
    asked: 'repeated' | 'accepted',
  ): Promise<void> {
    const { submission, ledger } = pending;
    const { log, model, state } = this.options;
    const versionNow = state.slot(slotKey(ledger, submission.command.subject))?.version ?? 0;
    const end = state.head(ledger).sequence;
    const source = { log, catalogue: model.catalogue };
    try {
      const recorded = await recordedAnswer(submission, { first, end, versionNow }, source);
      this.inFlight.answer(pending, recorded, asked);
    } catch (error) {
      if (error instanceof Rejection) this.inFlight.answer(pending, error);
      else if (error instanceof LogError) this.inFlight.answer(pending, unreadable(error));
      else this.answerDefect(pending, error);
    }
    this.wake();
  }

  private answerDefect(pending: Pending, defect: unknown): void {
    const error = defect instanceof Error ? defect : new Error(String(defect));
    this.logger.error({ msg: 'defect in a decision', err: error, ...pending.about });
    this.inFlight.answer(pending, error);
  }

  private newBatch(): Batch {
    const clock = new Date(this.options.environment.now()).toISOString();
    return new Batch(this.flying?.changes ?? this.options.state, clock, this.limits);
  }
}
