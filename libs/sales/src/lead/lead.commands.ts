// The lead's routes that record something.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, send } from '../edge.js';
import { type LeadCommand } from './command.js';
import {
  ConvertLeadBody,
  DisqualifyLeadBody,
  QualifyLeadBody,
  ReceiveLeadBody,
} from './lead.bodies.js';
import { LeadPath } from './lead.paths.js';

type Answer = Promise<Acknowledgement>;

@ApiTags('leads')
@Controller('v1/ledgers/:ledger/leads/:lead')
export class LeadCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post('receive')
  @CommandRoute()
  @ApiOperation({ summary: 'Receive a lead: somebody who might buy' })
  receive(
    @Param() { ledger, lead }: LeadPath,
    @Body() data: ReceiveLeadBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ReceiveLead', ledger, subject: `lead/${lead}`, data });
  }

  @Post('qualify')
  @CommandRoute()
  @ApiOperation({ summary: 'Qualify a lead: it is worth pursuing' })
  qualify(
    @Param() { ledger, lead }: LeadPath,
    @Body() data: QualifyLeadBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'QualifyLead', ledger, subject: `lead/${lead}`, data });
  }

  @Post('disqualify')
  @CommandRoute()
  @ApiOperation({ summary: 'Disqualify a lead: nothing will come of it' })
  disqualify(
    @Param() { ledger, lead }: LeadPath,
    @Body() data: DisqualifyLeadBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'DisqualifyLead', ledger, subject: `lead/${lead}`, data });
  }

  @Post('convert')
  @CommandRoute()
  @ApiOperation({ summary: 'Convert a lead into a deal or a customer' })
  convert(
    @Param() { ledger, lead }: LeadPath,
    @Body() data: ConvertLeadBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ConvertLead', ledger, subject: `lead/${lead}`, data });
  }

  private send(sender: Sender, command: LeadCommand): Answer {
    return send(this.bus, sender, command);
  }
}
