// The way from an edge to the writer where both live in one process: a call.
import { type Acknowledgement, type CommandGateway, type SealedSubmission } from '@ledger/ledger';
import { type Writer } from './writer.js';

export class LocalGateway implements CommandGateway {
  constructor(private readonly writer: Writer) {}

  submit(submission: SealedSubmission): Promise<Acknowledgement> {
    return this.writer.submit(submission);
  }
}
