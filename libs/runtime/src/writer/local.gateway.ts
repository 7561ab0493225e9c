// The way from an edge to the writers where both live in one process: a call.
import { type Acknowledgement, type CommandGateway, type SealedSubmission } from '@ledger/ledger';
import { type Writers } from './writers.js';

export class LocalGateway implements CommandGateway {
  constructor(private readonly writers: Writers) {}

  submit(submission: SealedSubmission): Promise<Acknowledgement> {
    return this.writers.submit(submission);
  }
}
