// Reading people, teams and territories: one by its id, or a page of them by id.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { ReadModels, type RowWithId, type Truth } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { AfterQuery } from '../edge.js';
import { PageQuery, readPage } from '../page.js';
import {
  SalespeopleAnswer,
  SalespersonBody,
  TeamBody,
  TeamsAnswer,
  TerritoriesAnswer,
  TerritoryBody,
  type Told,
} from './organization.answers.js';
import { organizationProjection } from './organization.projection.js';
import { reject } from './organization.rejections.js';

export type OrganizationKind = 'salesperson' | 'team' | 'territory';

export class GetMember {
  constructor(
    readonly ledger: string,
    readonly kind: OrganizationKind,
    readonly asked: AfterQuery & { readonly id: string },
  ) {}
}

export class ListMembers {
  constructor(
    readonly ledger: string,
    readonly kind: OrganizationKind,
    readonly asked: PageQuery,
  ) {}
}

type Member = { readonly id: string; readonly [field: string]: unknown };
type MemberPage = {
  readonly truth: Truth;
  readonly members: readonly Member[];
  readonly cursor?: string | undefined;
};

@QueryHandler(GetMember)
export class MemberHandler implements IQueryHandler<GetMember, Told<Member>> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, kind, asked }: GetMember): Promise<Told<Member>> {
    const { id, after } = asked;
    return this.models.view(organizationProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(kind, [id]);
      if (row === undefined) throw reject(`${kind}-not-found`, { [kind]: id });
      return { truth: view.truth, ...memberOf({ id, row }) };
    });
  }
}

@QueryHandler(ListMembers)
export class MembersHandler implements IQueryHandler<ListMembers, MemberPage> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, kind, asked }: ListMembers): Promise<MemberPage> {
    const page = { projection: organizationProjection, ledger, asked, find: { collection: kind } };
    return readPage(this.models, page, (rows) => ({ members: rows.map(memberOf) }));
  }
}

function memberOf({ id, row }: RowWithId): Member {
  return { id, ...row };
}

/** Roles, and where they stood: days and values in the same order. */
const salespersonColumns = [
  'id',
  'name',
  'email',
  'role',
  'activeFrom',
  'inactiveFrom',
  'teams.from',
  'teams.value',
  'territories.from',
  'territories.value',
  'roles.from',
  'roles.value',
  'source.system',
  'source.record',
  'version',
  'sequence',
];
const teamColumns = [
  'id',
  'name',
  'createdOn',
  'parents.from',
  'parents.value',
  'managers.from',
  'managers.value',
  'version',
  'sequence',
];

@ApiTags('organization')
@Controller('v1/ledgers/:ledger')
export class OrganizationQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('salespeople')
  @CsvList('salespeople', salespersonColumns)
  @ApiOperation({ summary: 'Salespeople by id' })
  @ApiOkResponse({ type: SalespeopleAnswer })
  async salespeople(@Param('ledger') ledger: string, @Query() asked: PageQuery): Promise<object> {
    const { truth, members, cursor } = await this.page(ledger, 'salesperson', asked);
    return present({ truth, salespeople: members, cursor });
  }

  @Get('salespeople/:salesperson')
  @ApiOperation({ summary: 'One salesperson' })
  @ApiOkResponse({ type: SalespersonBody })
  salesperson(
    @Param('ledger') ledger: string,
    @Param('salesperson') id: string,
    @Query() { after }: AfterQuery,
  ): Promise<Told<Member>> {
    return this.bus.execute(new GetMember(ledger, 'salesperson', present({ id, after })));
  }

  @Get('teams')
  @CsvList('teams', teamColumns)
  @ApiOperation({ summary: 'Teams by id' })
  @ApiOkResponse({ type: TeamsAnswer })
  async teams(@Param('ledger') ledger: string, @Query() asked: PageQuery): Promise<object> {
    const { truth, members, cursor } = await this.page(ledger, 'team', asked);
    return present({ truth, teams: members, cursor });
  }

  @Get('teams/:team')
  @ApiOperation({ summary: 'One team' })
  @ApiOkResponse({ type: TeamBody })
  team(
    @Param('ledger') ledger: string,
    @Param('team') id: string,
    @Query() { after }: AfterQuery,
  ): Promise<Told<Member>> {
    return this.bus.execute(new GetMember(ledger, 'team', present({ id, after })));
  }

  @Get('territories')
  @CsvList('territories', ['id', 'name', 'createdOn', 'version', 'sequence'])
  @ApiOperation({ summary: 'Territories by id' })
  @ApiOkResponse({ type: TerritoriesAnswer })
  async territories(@Param('ledger') ledger: string, @Query() asked: PageQuery): Promise<object> {
    const { truth, members, cursor } = await this.page(ledger, 'territory', asked);
    return present({ truth, territories: members, cursor });
  }

  @Get('territories/:territory')
  @ApiOperation({ summary: 'One territory' })
  @ApiOkResponse({ type: TerritoryBody })
  territory(
    @Param('ledger') ledger: string,
    @Param('territory') id: string,
    @Query() { after }: AfterQuery,
  ): Promise<Told<Member>> {
    return this.bus.execute(new GetMember(ledger, 'territory', present({ id, after })));
  }

  private page(ledger: string, kind: OrganizationKind, asked: PageQuery): Promise<MemberPage> {
    return this.bus.execute(new ListMembers(ledger, kind, asked));
  }
}
