// The target's routes that record something.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, send } from '../edge.js';
import { AdjustTargetBody, SetTargetBody, WithdrawTargetBody } from './target.bodies.js';
import { type SetTarget, type TargetCommand } from './target.decider.js';
import { targetId } from './target.events.js';
import { LedgerPath, TargetPath } from './target.paths.js';

type Answer = Promise<Acknowledgement>;

/** The command of a body: what it is for says which target it is about. */
export function setTarget(ledger: string, data: SetTargetBody): SetTarget {
  const { scope, metric, period } = data;
  return { type: 'SetTarget', ledger, subject: about(targetId(scope, metric, period)), data };
}

@ApiTags('targets')
@Controller('v1/ledgers/:ledger/targets')
export class TargetCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post('set')
  @CommandRoute()
  @ApiOperation({
    summary: 'Set a target; its id is made of scope, metric and period and stands in the answer',
  })
  set(
    @Param() { ledger }: LedgerPath,
    @Body() data: SetTargetBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, setTarget(ledger, data));
  }

  @Post(':target/adjust')
  @CommandRoute()
  @ApiOperation({ summary: 'Another value, with the reason for it' })
  adjust(
    @Param() { ledger, target }: TargetPath,
    @Body() data: AdjustTargetBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'AdjustTarget', ledger, subject: about(target), data });
  }

  @Post(':target/withdraw')
  @CommandRoute()
  @ApiOperation({ summary: 'No target any more, with the reason for it' })
  withdraw(
    @Param() { ledger, target }: TargetPath,
    @Body() data: WithdrawTargetBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'WithdrawTarget', ledger, subject: about(target), data });
  }

  private send(sender: Sender, command: TargetCommand): Answer {
    return send(this.bus, sender, command);
  }
}

function about(target: string): string {
  return `target/${target}`;
}
