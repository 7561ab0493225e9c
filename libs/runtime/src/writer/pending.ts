// A command between its arrival and its answer.
import { type Acknowledgement, type SealedSubmission } from '@ledger/ledger';
import { commandKey } from '../writer-state/slot.js';
import { reject } from './writer.rejections.js';

export class Pending {
  readonly ledger: string;
  /** What the command is known by in the state. */
  readonly key: string;
  readonly answer: Promise<Acknowledgement>;
  private resolve: (acknowledgement: Acknowledgement) => void = unset;
  private reject: (error: unknown) => void = unset;

  constructor(readonly submission: SealedSubmission) {
    this.ledger = submission.command.ledger;
    this.key = commandKey(this.ledger, submission.commandId);
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** What a line in the log says of it. */
  get about(): object {
    const { command, sender } = this.submission;
    const { type, subject, ledger } = command;
    return { command: type, subject, ledger, correlationId: sender.correlationId };
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.resolve(acknowledgement);
  }

  refuse(error: unknown): void {
    this.reject(error);
  }
}

/** Equal commands in flight share one result. */
export function twinAnswer(
  twin: Pending,
  { commandHash, sender }: SealedSubmission,
): Promise<Acknowledgement> {
  if (twin.submission.commandHash === commandHash) return twin.answer;
  return Promise.reject(reject('idempotency-key-reused', { key: sender.idempotencyKey }));
}

function unset(): void {
  throw new Error('a promise runs its executor at once');
}
