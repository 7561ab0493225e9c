// The deal's routes that record something.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, madeId, send } from '../edge.js';
import {
  AdvanceDealBody,
  CorrectDealBody,
  LoseDealBody,
  OpenDealBody,
  ReassignDealBody,
  ReopenDealBody,
  ReverseDealBody,
  WinDealBody,
} from './deal.bodies.js';
import { DealPath, LedgerPath } from './deal.paths.js';
import { type DealCommand } from './command.js';

type Answer = Promise<Acknowledgement>;

@ApiTags('deals')
@Controller('v1/ledgers/:ledger/deals')
export class DealCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Open a deal' })
  open(
    @Param() { ledger }: LedgerPath,
    @Body() body: OpenDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    const { deal = madeId('deal', ledger, sender), ...data } = body;
    return this.send(sender, { type: 'OpenDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/advance')
  @CommandRoute()
  @ApiOperation({ summary: 'Change what is known about an open deal' })
  advance(
    @Param() { ledger, deal }: DealPath,
    @Body() data: AdvanceDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'AdvanceDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/win')
  @CommandRoute()
  @ApiOperation({ summary: 'Win a deal: who sold what for how much' })
  win(
    @Param() { ledger, deal }: DealPath,
    @Body() data: WinDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'WinDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/lose')
  @CommandRoute()
  @ApiOperation({ summary: 'Lose a deal' })
  lose(
    @Param() { ledger, deal }: DealPath,
    @Body() data: LoseDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'LoseDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/reopen')
  @CommandRoute()
  @ApiOperation({ summary: 'Reopen a lost deal, or correct a won one to nothing' })
  reopen(
    @Param() { ledger, deal }: DealPath,
    @Body() data: ReopenDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ReopenDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/correct')
  @CommandRoute()
  @ApiOperation({ summary: 'Correct what was won' })
  correct(
    @Param() { ledger, deal }: DealPath,
    @Body() data: CorrectDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'CorrectDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/reverse')
  @CommandRoute()
  @ApiOperation({ summary: 'Take back part or all of a won deal: return, cancellation, churn' })
  reverse(
    @Param() { ledger, deal }: DealPath,
    @Body() data: ReverseDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ReverseDeal', ledger, subject: `deal/${deal}`, data });
  }

  @Post(':deal/reassign')
  @CommandRoute()
  @ApiOperation({ summary: 'Give an open deal to another salesperson' })
  reassign(
    @Param() { ledger, deal }: DealPath,
    @Body() data: ReassignDealBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ReassignDeal', ledger, subject: `deal/${deal}`, data });
  }

  private send(sender: Sender, command: DealCommand): Answer {
    return send(this.bus, sender, command);
  }
}
