// Routes that record who joins, leaves and stands where.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, madeId, send } from '../edge.js';
import {
  AddSalespersonBody,
  AssignManagerBody,
  AssignTerritoryBody,
  AssignToTeamBody,
  ChangeSalespersonBody,
  CreateTeamBody,
  CreateTerritoryBody,
  DeactivateSalespersonBody,
  MoveTeamBody,
} from './organization.bodies.js';
import { type OrganizationCommand } from './command.js';

type Answer = Promise<Acknowledgement>;

@ApiTags('organization')
@Controller('v1/ledgers/:ledger/salespeople')
export class SalespersonCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Add a salesperson' })
  add(
    @Param('ledger') ledger: string,
    @Body() body: AddSalespersonBody,
    @SentBy() sender: Sender,
  ): Answer {
    const { salesperson = madeId('sp', ledger, sender), ...data } = body;
    return this.send(sender, { type: 'AddSalesperson', ledger, subject: about(salesperson), data });
  }

  @Post(':salesperson/change')
  @CommandRoute()
  @ApiOperation({ summary: 'Change name, e-mail or role' })
  change(
    @Param('ledger') ledger: string,
    @Param('salesperson') id: string,
    @Body() data: ChangeSalespersonBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ChangeSalesperson', ledger, subject: about(id), data });
  }

  @Post(':salesperson/deactivate')
  @CommandRoute()
  @ApiOperation({ summary: 'No longer active from a day on' })
  deactivate(
    @Param('ledger') ledger: string,
    @Param('salesperson') id: string,
    @Body() data: DeactivateSalespersonBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'DeactivateSalesperson', ledger, subject: about(id), data });
  }

  @Post(':salesperson/assign-to-team')
  @CommandRoute()
  @ApiOperation({ summary: 'In another team, or none, from a day on' })
  assignToTeam(
    @Param('ledger') ledger: string,
    @Param('salesperson') id: string,
    @Body() data: AssignToTeamBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'AssignToTeam', ledger, subject: about(id), data });
  }

  @Post(':salesperson/assign-territory')
  @CommandRoute()
  @ApiOperation({ summary: 'In another territory, or none, from a day on' })
  assignTerritory(
    @Param('ledger') ledger: string,
    @Param('salesperson') id: string,
    @Body() data: AssignTerritoryBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'AssignTerritory', ledger, subject: about(id), data });
  }

  private send(sender: Sender, command: OrganizationCommand): Answer {
    return send(this.bus, sender, command);
  }
}

@ApiTags('organization')
@Controller('v1/ledgers/:ledger/teams')
export class TeamCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Create a team' })
  create(
    @Param('ledger') ledger: string,
    @Body() body: CreateTeamBody,
    @SentBy() sender: Sender,
  ): Answer {
    const { team = madeId('team', ledger, sender), ...data } = body;
    return this.send(sender, { type: 'CreateTeam', ledger, subject: `team/${team}`, data });
  }

  @Post(':team/move')
  @CommandRoute()
  @ApiOperation({ summary: 'Under another team, or at the top, from a day on' })
  move(
    @Param('ledger') ledger: string,
    @Param('team') team: string,
    @Body() data: MoveTeamBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'MoveTeam', ledger, subject: `team/${team}`, data });
  }

  @Post(':team/assign-manager')
  @CommandRoute()
  @ApiOperation({ summary: 'Led by somebody else, or nobody, from a day on' })
  assignManager(
    @Param('ledger') ledger: string,
    @Param('team') team: string,
    @Body() data: AssignManagerBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'AssignManager', ledger, subject: `team/${team}`, data });
  }

  private send(sender: Sender, command: OrganizationCommand): Answer {
    return send(this.bus, sender, command);
  }
}

@ApiTags('organization')
@Controller('v1/ledgers/:ledger/territories')
export class TerritoryCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Create a territory' })
  create(
    @Param('ledger') ledger: string,
    @Body() body: CreateTerritoryBody,
    @SentBy() sender: Sender,
  ): Answer {
    const { territory = madeId('terr', ledger, sender), ...data } = body;
    const subject = `territory/${territory}`;
    const command: OrganizationCommand = { type: 'CreateTerritory', ledger, subject, data };
    return send(this.bus, sender, command);
  }
}

function about(salesperson: string): string {
  return `salesperson/${salesperson}`;
}
