// The writers of this process, one for each partition that falls to it: each begins when its first command comes.
import { Logger } from '@nestjs/common';
import { type EventLog, LogError } from '@ledger/event-log';
import { type Acknowledgement, type SealedSubmission } from '@ledger/ledger';
import { type LeavingReason, WriterMeter } from '../metrics/writer-meter.js';
import { busy } from './gateway-errors.js';
import { type WriterOptions } from './writer-options.js';
import { type Writer } from './writer.js';

/** What a writer is told by whoever holds it. */
export type WriterAround = Required<Pick<WriterOptions, 'meter' | 'onSteppedDown'>>;

export type WritersOptions = {
  readonly log: Pick<EventLog, 'partitions' | 'partitionOf' | 'head'>;
  /** A writer that has not begun. */
  readonly make: (partition: number, around: WriterAround) => Writer;
  /** Where other processes may write to a partition, and this one follows it meanwhile. */
  readonly following?: {
    /** Of a partition that has no writer here any more, or could not get one. */
    begin(partition: number): void;
    isWarm(partition: number): boolean;
  };
};

export class Writers {
  /** Of all of them. */
  readonly meter = new WriterMeter();
  private readonly logger = new Logger('Writers');
  private mine: ReadonlySet<number> = new Set();
  private readonly running = new Map<number, Writer>();
  private readonly beginning = new Map<number, Promise<Writer>>();
  private readonly ending = new Map<number, Promise<void>>();
  private readonly fenced = new Set<number>();
  private isOver = false;
  /** Ledgers that were opened, as far as anybody asked. */
  private readonly known = new Set<string>();

  constructor(private readonly options: WritersOptions) {}

  /** From now on commands of these partitions are decided here, and of no others. */
  assign(partitions: ReadonlySet<number>): void {
    this.mine = partitions;
    for (const partition of [...this.running.keys(), ...this.beginning.keys()]) {
      if (!partitions.has(partition)) this.end(partition, this.isOver ? 'stopped' : 'reassigned');
    }
  }

  isMine(partition: number): boolean {
    return this.mine.has(partition);
  }

  /** Partitions that this process writes to. */
  get owned(): number {
    return this.running.size;
  }

  /** Partitions whose state is at hand, so that next to nothing is left to do where one of them falls to this process. */
  get warm(): ReadonlySet<number> {
    const { log, following } = this.options;
    const all = Array.from({ length: log.partitions }, (_, partition) => partition);
    return new Set(all.filter((one) => this.running.has(one) || following?.isWarm(one) === true));
  }

  /** Commands that were taken and are not answered yet. */
  get waiting(): number {
    return [...this.running.values()].reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** False once they stop, and while one of them turns commands away. */
  get isTaking(): boolean {
    return !this.isOver && [...this.running.values()].every(({ isTaking }) => isTaking);
  }

  /** Whether the ledger was opened. */
  async knows(ledger: string): Promise<boolean> {
    const { log } = this.options;
    if (this.known.has(ledger)) return true;
    const isOpen =
      this.running.get(log.partitionOf(ledger))?.knows(ledger) === true ||
      (await log.head(ledger)) > 0;
    if (isOpen) this.known.add(ledger);
    return isOpen;
  }

  /** Rejects with a Rejection, with a GatewayError, or with whatever a defect threw. */
  submit(submission: SealedSubmission): Promise<Acknowledgement> {
    const partition = this.options.log.partitionOf(submission.command.ledger);
    const writer = this.running.get(partition);
    if (writer !== undefined) return writer.submit(submission);
    return this.begunFor(submission, partition).then((begun) => begun.submit(submission));
  }

  /** Begins at once what would otherwise begin with the first command. */
  async start(): Promise<void> {
    await Promise.all([...this.mine].map((partition) => this.begun(partition)));
  }

  /** Takes no more commands, and answers those that were taken. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.assign(new Set());
    await Promise.all(this.ending.values());
  }

  private async begunFor({ command }: SealedSubmission, partition: number): Promise<Writer> {
    try {
      return await this.begun(partition);
    } catch (error) {
      this.meter.failed(command.type, error);
      throw error;
    }
  }

  private begun(partition: number): Promise<Writer> {
    if (!this.mine.has(partition)) return Promise.reject(busy());
    const beginning = this.beginning.get(partition) ?? this.begin(partition);
    this.beginning.set(partition, beginning);
    return beginning;
  }

  private async begin(partition: number): Promise<Writer> {
    await this.ending.get(partition);
    const writer = this.options.make(partition, {
      meter: this.meter,
      // The next command takes the partition over again, if it still falls to this process by then.
      onSteppedDown: () => {
        this.fenced.add(partition);
        this.end(partition, 'fenced');
      },
    });
    try {
      await writer.start();
    } catch (error) {
      this.beginning.delete(partition);
      this.meter.failedToTakeOver();
      this.follow(partition);
      if (!isOfTheMoment(error)) throw error;
      this.logger.warn(`partition ${partition} can't be taken yet: ${error.message}`);
      throw busy();
    }
    this.meter.tookOver(this.fenced.delete(partition) ? 'after-fence' : 'assigned');
    this.running.set(partition, writer);
    this.beginning.delete(partition);
    return writer;
  }

  private end(partition: number, reason: LeavingReason): void {
    const before = this.ending.get(partition); // the writer of before may be at work on the state until then
    const ended = Promise.all([before, this.ended(partition, reason)]).then(() => undefined);
    void ended.finally(() => {
      if (this.ending.get(partition) === ended) this.ending.delete(partition); // else it has ended once more since
    });
    this.ending.set(partition, ended);
  }

  private async ended(partition: number, reason: LeavingReason): Promise<void> {
    const beginning = this.beginning.get(partition)?.catch(() => undefined); // whoever sent the command is told
    const writer = this.running.get(partition) ?? (await beginning);
    this.running.delete(partition);
    if (writer === undefined) return;
    this.meter.leftOff(reason);
    await writer.stop();
    this.follow(partition);
  }

  private follow(partition: number): void {
    if (!this.isOver) this.options.following?.begin(partition);
  }
}

/** Also where another process has taken it while it fell to this one: who it falls to is told again soon. */
function isOfTheMoment(error: unknown): error is LogError {
  return error instanceof LogError && (error.retriable || error.code === 'fenced');
}
