// A command between its arrival and its answer.
import { type Acknowledgement, type SealedSubmission } from '@ledger/ledger';

export class Pending {
  readonly answer: Promise<Acknowledgement>;
  private readonly settle: {
    resolve(acknowledgement: Acknowledgement): void;
    reject(error: unknown): void;
  };

  constructor(readonly submission: SealedSubmission) {
    let settle: Pending['settle'] | undefined;
    this.answer = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    if (settle === undefined) throw new Error('a promise runs its executor at once');
    this.settle = settle;
  }

  get ledger(): string {
    return this.submission.command.ledger;
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.settle.resolve(acknowledgement);
  }

  refuse(error: unknown): void {
    this.settle.reject(error);
  }
}
