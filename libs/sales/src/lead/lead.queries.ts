// Reading leads: one by its id, or a list by owner, channel and status.
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type FastifyReply } from 'fastify';
import { ReadModels } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { After, AfterQuery } from '../edge.js';
import { Id, OneOf, Words } from '../fields.js';
import { Cursor, Limit, type PageAsked, readPage } from '../page.js';
import { demandKnown } from '../whose.js';
import { LeadsAnswer, OneLeadAnswer, leadAnswer } from './lead.answers.js';
import { type LeadState, leadStatuses } from './lead.events.js';
import { LeadPath, LedgerPath } from './lead.paths.js';
import { leadCollection, leadProjection, leadRow } from './lead.projection.js';
import { reject } from './lead.rejections.js';

export class LeadsQuery {
  @OneOf(leadStatuses, { optional: true, example: 'qualified' })
  readonly status?: LeadState['status'];
  @Id({ optional: true, example: 'sp-7', description: 'Who looks after the leads' })
  readonly salesperson?: string;
  @Words(64, { optional: true, example: 'web' })
  readonly channel?: string;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetLead {
  constructor(
    readonly ledger: string,
    readonly lead: string,
    readonly after: number | undefined,
  ) {}
}

export class ListLeads {
  constructor(
    readonly ledger: string,
    readonly asked: LeadsQuery,
  ) {}
}

@QueryHandler(GetLead)
export class LeadHandler implements IQueryHandler<GetLead, OneLeadAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, lead, after }: GetLead): Promise<OneLeadAnswer> {
    return this.models.view(leadProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(leadCollection, [lead]);
      if (row === undefined) throw reject('lead-not-found', { lead });
      return { truth: view.truth, lead: leadAnswer(lead, leadRow(row)) };
    });
  }
}

@QueryHandler(ListLeads)
export class LeadsHandler implements IQueryHandler<ListLeads, LeadsAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, asked }: ListLeads): Promise<LeadsAnswer> {
    await demandKnown(this.models, ledger, asked);
    const page = { projection: leadProjection, ledger, asked, find: findOf(asked) };
    return readPage(this.models, page, (rows) => ({
      leads: rows.map(({ id, row }) => leadAnswer(id, leadRow(row))),
    }));
  }
}

/** Each combination of filters has its index. */
function findOf({ status, salesperson, channel }: LeadsQuery): PageAsked['find'] {
  return {
    collection: leadCollection,
    index: indexFor(salesperson, channel, status),
    prefix: [salesperson, channel, status].filter((value) => value !== undefined),
    descending: true,
  };
}

function indexFor(
  salesperson: string | undefined,
  channel: string | undefined,
  status: string | undefined,
): string {
  if (salesperson !== undefined && channel !== undefined) return 'by-salesperson-and-channel';
  if (salesperson !== undefined) return 'by-salesperson';
  if (channel !== undefined) return 'by-channel';
  return status === undefined ? 'by-day' : 'by-status';
}

@ApiTags('leads')
@Controller('v1/ledgers/:ledger/leads')
export class LeadQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('leads', [
    'lead',
    'status',
    'name',
    'email',
    'company',
    'receivedOn',
    'channel',
    'campaign',
    'owner',
    'customer',
    'qualifiedOn',
    'disqualifiedOn',
    'reason',
    'convertedOn',
    'deal',
    'version',
    'sequence',
  ])
  @ApiOperation({
    summary: 'Leads, newest first; by owner or channel in the order of their statuses',
  })
  @ApiOkResponse({ type: LeadsAnswer })
  list(@Param() { ledger }: LedgerPath, @Query() asked: LeadsQuery): Promise<LeadsAnswer> {
    return this.bus.execute(new ListLeads(ledger, asked));
  }

  @Get(':lead')
  @ApiOperation({ summary: 'One lead as it stands; its version is the ETag' })
  @ApiOkResponse({ type: OneLeadAnswer })
  async get(
    @Param() { ledger, lead }: LeadPath,
    @Query() { after }: AfterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneLeadAnswer> {
    const query = new GetLead(ledger, lead, after);
    const answer = await this.bus.execute<GetLead, OneLeadAnswer>(query);
    reply.header('ETag', `"${answer.lead.version}"`);
    return answer;
  }
}
