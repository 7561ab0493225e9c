// Where every command of every slice passes from Nest's CommandBus to the writer.
import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Acknowledgement, CommandGateway, SubmitCommand } from '@ledger/ledger';
import { CommandSealing, opening } from './command-sealing.js';
import { reject } from './writer.rejections.js';
import { Writers } from './writers.js';

@CommandHandler(SubmitCommand)
export class SubmitHandler implements ICommandHandler<SubmitCommand> {
  private readonly logger = new Logger('Commands');

  constructor(
    private readonly gateway: CommandGateway,
    private readonly sealing: CommandSealing,
    private readonly writers: Writers,
  ) {}

  /** Rejects with a Rejection or a GatewayError. */
  async execute({ submission }: SubmitCommand): Promise<Acknowledgement> {
    const { type, ledger } = submission.command;
    // Asked before anything is sealed, so that no key is ever made for a ledger that nobody opened.
    if (type !== opening && !(await this.writers.knows(ledger))) {
      const refusal = reject('ledger-not-found', { ledger });
      this.writers.meter.failed(type, refusal);
      throw refusal;
    }
    const answer = await this.gateway.submit(await this.sealing.seal(submission));
    const { correlationId } = submission.sender;
    const { sequence, entries } = answer;
    this.logger.debug({ msg: 'answered', command: type, ledger, sequence, entries, correlationId });
    return answer;
  }
}
