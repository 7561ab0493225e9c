// Appends given bytes as the partition's only writer: fenced like every writer, and after whatever goes wrong the log itself
// says what it took. Another writer that takes the partition over is stood up to for a while, then left to it.
import { type EventLog, LogError } from '@ledger/event-log';
import { type EntryRecord } from '@ledger/ledger';
import { MoveRefusal } from './move-refusal.js';

export type AppendLimits = {
  /** How long nothing may be taken before it is given up. */
  readonly patienceMsMax: number;
  /** Between two attempts; doubled at random, so that two who fence one another do not keep step. */
  readonly retryMs: number;
};

export const defaultAppendLimits: AppendLimits = { patienceMsMax: 60_000, retryMs: 200 };

/** What is in the place of an entry that should be there. */
export type Differs = (sequence: number) => MoveRefusal;

export class FencedAppend {
  private progressMs = performance.now();
  private head = 0;
  private hasSent = false;

  constructor(
    private readonly log: EventLog,
    private readonly ledger: string,
    private readonly limits: AppendLimits = defaultAppendLimits,
  ) {}

  /** Entries of the ledger that are certain. */
  get recorded(): number {
    return this.head;
  }

  /** Whether the log may hold anything of it. */
  get hasBegun(): boolean {
    return this.hasSent;
  }

  /** Makes this the partition's writer. Resolves to the ledger's head: nothing can come behind it any more but from here. */
  async begin(): Promise<number> {
    await this.persistently(() => this.takeOver());
    this.progressMs = performance.now();
    return this.head;
  }

  /**
   * Resolves once the log has the batch, which goes on where the ledger ends.
   * @throws MoveRefusal `partition-taken` or `log-unavailable`; what `differs` makes where the log has another entry
   */
  async append(batch: readonly EntryRecord[], differs: Differs): Promise<void> {
    const before = this.head;
    let isSure = true;
    await this.persistently(async () => {
      if (!isSure) await this.takeOver();
      isSure = false;
      if (this.head === before) {
        this.hasSent = true;
        await this.log.append(this.log.partitionOf(this.ledger), batch);
        this.head += batch.length;
      } else await this.demandSame(batch, differs);
    });
    this.progressMs = performance.now();
  }

  /** @throws what `differs` makes for the first entry that the log does not have, or has another of */
  async demandSame(batch: readonly EntryRecord[], differs: Differs): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const stored = await this.log.read(this.ledger, first.sequence, batch.length);
    for (const [at, { sequence, bytes }] of batch.entries()) {
      const there = stored[at]?.bytes;
      if (there === undefined || Buffer.compare(there, bytes) !== 0) throw differs(sequence);
    }
  }

  private async takeOver(): Promise<void> {
    await this.log.takeOver(this.log.partitionOf(this.ledger));
    this.head = await this.log.head(this.ledger);
  }

  private async persistently(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof LogError)) throw error;
        const isOver = performance.now() - this.progressMs > this.limits.patienceMsMax;
        if (isOver || !mayHelp(error)) throw this.givenUp(error);
        const pauseMs = this.limits.retryMs * (1 + Math.random());
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  private givenUp(error: LogError): MoveRefusal {
    const values = { ledger: this.ledger, recorded: this.head, reason: error.message };
    const code = isAnotherWriter(error) ? 'partition-taken' : 'log-unavailable';
    return new MoveRefusal(code, values, { cause: error });
  }
}

const isAnotherWriter = ({ code }: LogError): boolean => code === 'fenced' || code === 'not-owner';

/** A gap means that the log holds more than was known: taking over tells. */
function mayHelp(error: LogError): boolean {
  return error.retriable || isAnotherWriter(error) || error.code === 'gap';
}
