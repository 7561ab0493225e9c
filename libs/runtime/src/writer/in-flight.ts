// Commands between their arrival and their answer, each of which is counted when it is given.
import { type Acknowledgement, type SealedSubmission } from '@ledger/ledger';
import { type WriterMeter } from '../metrics/writer-meter.js';
import { type Pending } from './pending.js';
import { reject } from './writer.rejections.js';

export class InFlight {
  private readonly pendings = new Map<string, Pending>();

  constructor(private readonly meter: WriterMeter) {}

  get size(): number {
    return this.pendings.size;
  }

  add(pending: Pending): void {
    this.pendings.set(pending.key, pending);
  }

  /** Equal commands in flight share one result. @returns undefined where this one is the first */
  twinAnswer({ key, submission }: Pending): Promise<Acknowledgement> | undefined {
    const twin = this.pendings.get(key);
    if (twin === undefined) return undefined;
    const { commandHash, sender, command } = submission;
    if (twin.submission.commandHash !== commandHash) {
      const refusal = reject('idempotency-key-reused', { key: sender.idempotencyKey });
      return this.turnAway(submission, refusal);
    }
    this.meter.settled(command.type, 'repeated');
    return twin.answer;
  }

  /** Not even taken. */
  turnAway({ command }: SealedSubmission, error: Error): Promise<never> {
    this.meter.failed(command.type, error);
    return Promise.reject(error);
  }

  answer(
    pending: Pending,
    outcome: Acknowledgement | Error,
    as: 'accepted' | 'repeated' = 'accepted',
  ): void {
    const { type } = pending.submission.command;
    this.pendings.delete(pending.key);
    if (outcome instanceof Error) {
      this.meter.failed(type, outcome);
      pending.refuse(outcome);
    } else {
      this.meter.settled(type, outcome.entries === 0 ? 'unchanged' : as);
      pending.acknowledge(outcome);
    }
  }
}
