// The feedback's routes that record something.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, send } from '../edge.js';
import { AnswerFeedbackBody, DismissFeedbackBody, ReceiveFeedbackBody } from './feedback.bodies.js';
import { type FeedbackCommand } from './feedback.decider.js';
import { FeedbackPath } from './feedback.paths.js';

type Answer = Promise<Acknowledgement>;

@ApiTags('feedback')
@Controller('v1/ledgers/:ledger/feedback/:feedback')
export class FeedbackCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post('receive')
  @CommandRoute()
  @ApiOperation({ summary: 'Receive what a customer said' })
  receive(
    @Param() { ledger, feedback }: FeedbackPath,
    @Body() data: ReceiveFeedbackBody,
    @SentBy() sender: Sender,
  ): Answer {
    const subject = `feedback/${feedback}`;
    return this.send(sender, { type: 'ReceiveFeedback', ledger, subject, data });
  }

  @Post('answer')
  @CommandRoute()
  @ApiOperation({ summary: 'Answer it' })
  answer(
    @Param() { ledger, feedback }: FeedbackPath,
    @Body() data: AnswerFeedbackBody,
    @SentBy() sender: Sender,
  ): Answer {
    const subject = `feedback/${feedback}`;
    return this.send(sender, { type: 'AnswerFeedback', ledger, subject, data });
  }

  @Post('dismiss')
  @CommandRoute()
  @ApiOperation({ summary: 'Dismiss it: nothing has to be answered' })
  dismiss(
    @Param() { ledger, feedback }: FeedbackPath,
    @Body() data: DismissFeedbackBody,
    @SentBy() sender: Sender,
  ): Answer {
    const subject = `feedback/${feedback}`;
    return this.send(sender, { type: 'DismissFeedback', ledger, subject, data });
  }

  private send(sender: Sender, command: FeedbackCommand): Answer {
    return send(this.bus, sender, command);
  }
}
