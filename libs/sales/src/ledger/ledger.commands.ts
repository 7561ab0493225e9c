// Routes that open a ledger, change its settings, retire and resume it.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, LedgerKeys, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, send } from '../edge.js';
import {
  ChangeSettingsBody,
  OpenLedgerBody,
  ResumeLedgerBody,
  RetireLedgerBody,
} from './ledger.bodies.js';
import {
  type ChangeSettings,
  type OpenLedger,
  type ResumeLedger,
  type RetireLedger,
} from './ledger.decider.js';

/** The command of a body, with what only this installation knows: its key and whether its clock is simulated. */
export async function openLedger(body: OpenLedgerBody, keys: LedgerKeys): Promise<OpenLedger> {
  const { ledger, ...data } = body;
  const ledgerKeyHash = await keys.keyHash(ledger);
  const { simulated } = keys;
  return {
    type: 'OpenLedger',
    ledger,
    subject: `ledger/${ledger}`,
    data: { ...data, simulated, ledgerKeyHash },
  };
}

@ApiTags('ledgers')
@Controller('v1/ledgers')
export class LedgerCommandsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly keys: LedgerKeys,
  ) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Open a ledger' })
  async open(@Body() body: OpenLedgerBody, @SentBy() sender: Sender): Promise<Acknowledgement> {
    return send(this.bus, sender, await openLedger(body, this.keys));
  }

  @Post(':ledger/settings')
  @CommandRoute()
  @ApiOperation({ summary: 'Change how the ledger is kept' })
  change(
    @Param('ledger') ledger: string,
    @Body() data: ChangeSettingsBody,
    @SentBy() sender: Sender,
  ): Promise<Acknowledgement> {
    const subject = `ledger/${ledger}`;
    const command: ChangeSettings = { type: 'ChangeSettings', ledger, subject, data };
    return send(this.bus, sender, command);
  }

  @Post(':ledger/retire')
  @CommandRoute()
  @ApiOperation({ summary: 'Take no more commands here, because the ledger goes on elsewhere' })
  retire(
    @Param('ledger') ledger: string,
    @Body() data: RetireLedgerBody,
    @SentBy() sender: Sender,
  ): Promise<Acknowledgement> {
    const subject = `ledger/${ledger}`;
    const command: RetireLedger = { type: 'RetireLedger', ledger, subject, data };
    return send(this.bus, sender, command);
  }

  @Post(':ledger/resume')
  @CommandRoute()
  @ApiOperation({ summary: 'Let a retired ledger go on here' })
  resume(
    @Param('ledger') ledger: string,
    @Body() data: ResumeLedgerBody,
    @SentBy() sender: Sender,
  ): Promise<Acknowledgement> {
    const subject = `ledger/${ledger}`;
    const command: ResumeLedger = { type: 'ResumeLedger', ledger, subject, data };
    return send(this.bus, sender, command);
  }
}
