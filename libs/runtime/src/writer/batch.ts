// Commands decided together: their entries go into the log in one step, and nobody is answered before that.
import { type Acknowledgement, type EntryRecord, type Rejection } from '@ledger/ledger';
import { Changes } from '../writer-state/changes.js';
import { type StateView } from '../writer-state/slot.js';
import { type Draft } from './draft.js';
import { type WriterLimits } from './limits.js';
import { type Pending } from './pending.js';

/** Of a batch that failed, so many are named in the log. */
const correlationIdsMax = 20;

export type Decided = {
  readonly pending: Pending;
  readonly outcome: Acknowledgement | Rejection;
};

export class Batch {
  readonly changes: Changes;
  readonly records: EntryRecord[] = [];
  readonly decided: Decided[] = [];
  private bytes = 0;
  private isClosed = false;

  /**
   * @param below what the first command sees
   * @param clock ISO instant, read once
   */
  constructor(
    below: StateView,
    readonly clock: string,
    private readonly limits: WriterLimits,
  ) {
    this.changes = new Changes(below);
  }

  get isEmpty(): boolean {
    return this.decided.length === 0;
  }

  get isFull(): boolean {
    const { batchEntriesMax, batchBytesMax } = this.limits;
    return (
      this.isClosed ||
      this.decided.length >= batchEntriesMax ||
      this.records.length >= batchEntriesMax ||
      this.bytes >= batchBytesMax
    );
  }

  /** What a line in the log says of it. */
  get about(): object {
    const correlationIds = this.decided
      .slice(0, correlationIdsMax)
      .map(({ pending }) => pending.submission.sender.correlationId);
    return { commands: this.decided.length, entries: this.records.length, correlationIds };
  }

  /** A command larger than a batch has one to itself. */
  hasRoomFor(draft: Draft): boolean {
    if (this.records.length === 0) return true;
    return (
      this.records.length + draft.records.length <= this.limits.batchEntriesMax &&
      this.bytes + draft.bytes <= this.limits.batchBytesMax
    );
  }

  /** Takes no more, whatever its size. */
  close(): void {
    this.isClosed = true;
  }

  add(pending: Pending, draft: Draft): void {
    this.changes.add(draft.changes);
    for (const record of draft.records) this.records.push(record);
    this.bytes += draft.bytes;
    this.decided.push({ pending, outcome: draft.acknowledgement });
  }

  /** A refusal waits for the batch as well: it may rest on entries that are not durable yet. */
  refuse(pending: Pending, rejection: Rejection): void {
    this.decided.push({ pending, outcome: rejection });
  }
}
