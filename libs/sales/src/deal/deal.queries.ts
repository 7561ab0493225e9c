// Reading deals: one by its id, or a list by owner, customer and status.
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type FastifyReply } from 'fastify';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { After, AfterQuery } from '../edge.js';
import { BusinessDate, Id, OneOf } from '../fields.js';
import { Cursor, Limit, type PageAsked, readPage } from '../page.js';
import { demandForwards } from '../range.refusals.js';
import { demandKnown } from '../whose.js';
import { DealsAnswer, OneDealAnswer, dealAnswer } from './deal.answers.js';
import { type DealState } from './deal.events.js';
import { DealPath, LedgerPath } from './deal.paths.js';
import { dealCollection, dealProjection, dealRow } from './deal.projection.js';
import { reject } from './deal.rejections.js';

const statuses: readonly DealState['status'][] = ['open', 'won', 'lost'];

export class DealsQuery {
  @OneOf(statuses, { optional: true, example: 'won' })
  readonly status?: DealState['status'];
  @Id({ optional: true, example: 'sp-7', description: 'Who owns the deals' })
  readonly salesperson?: string;
  @Id({ optional: true, example: 'konex' })
  readonly customer?: string;
  @BusinessDate({
    optional: true,
    example: '2026-01-01',
    description: 'With status: won, lost or opened on this day or later',
  })
  readonly from?: string;
  @BusinessDate({ optional: true, example: '2026-03-31', description: 'On this day or before' })
  readonly to?: string;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetDeal {
  constructor(
    readonly ledger: string,
    readonly deal: string,
    readonly after: number | undefined,
  ) {}
}

export class ListDeals {
  constructor(
    readonly ledger: string,
    readonly asked: DealsQuery,
  ) {}
}

@QueryHandler(GetDeal)
export class DealHandler implements IQueryHandler<GetDeal, OneDealAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, deal, after }: GetDeal): Promise<OneDealAnswer> {
    return this.models.view(dealProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(dealCollection, [deal]);
      if (row === undefined) throw reject('deal-not-found', { deal });
      return { truth: view.truth, deal: dealAnswer(deal, dealRow(row)) };
    });
  }
}

@QueryHandler(ListDeals)
export class DealsHandler implements IQueryHandler<ListDeals, DealsAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, asked }: ListDeals): Promise<DealsAnswer> {
    demandForwards(asked);
    await demandKnown(this.models, ledger, asked);
    const page = { projection: dealProjection, ledger, asked, find: findOf(asked) };
    return readPage(this.models, page, (rows) => ({
      deals: rows.map(({ id, row }) => dealAnswer(id, dealRow(row))),
    }));
  }
}

/** Each combination of filters has its index: won, open, lost, newest first in each. The plain list goes by id. */
function findOf({ status, salesperson, customer, from, to }: DealsQuery): PageAsked['find'] {
  if (status === undefined && (from !== undefined || to !== undefined)) {
    throw reject('deal-days-need-status');
  }
  const index = indexFor(salesperson, customer, status);
  if (index === undefined) return { collection: dealCollection };
  const prefix = [salesperson, customer, status].filter((value) => value !== undefined);
  return present({ collection: dealCollection, index, prefix, from, to, descending: true });
}

function indexFor(
  salesperson: string | undefined,
  customer: string | undefined,
  status: string | undefined,
): string | undefined {
  if (salesperson !== undefined && customer !== undefined) return 'by-owner-and-customer';
  if (salesperson !== undefined) return 'by-owner';
  if (customer !== undefined) return 'by-customer';
  return status === undefined ? undefined : 'by-status';
}

const dealColumns = [
  'deal',
  'status',
  'title',
  'owner',
  'customer',
  'products.product',
  'amount',
  'currency',
  'stage',
  'probabilityBp',
  'forecastCategory',
  'expectedCloseOn',
  'openedOn',
  'channel',
  'won.closedOn',
  'won.amount',
  'won.reversed',
  'won.left',
  'won.primary.salesperson',
  'won.primary.shareBp',
  'won.primary.amount',
  'won.segment',
  'won.cycleDays',
  'lost.lostOn',
  'lost.reason',
  'lost.competitor',
  'lost.cycleDays',
  'source.system',
  'source.record',
  'version',
  'sequence',
];

@ApiTags('deals')
@Controller('v1/ledgers/:ledger/deals')
export class DealQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('deals', dealColumns)
  @ApiOperation({
    summary: 'Deals by owner, customer and status: won, open, lost, newest first in each',
  })
  @ApiOkResponse({ type: DealsAnswer })
  list(@Param() { ledger }: LedgerPath, @Query() asked: DealsQuery): Promise<DealsAnswer> {
    return this.bus.execute(new ListDeals(ledger, asked));
  }

  @Get(':deal')
  @ApiOperation({ summary: 'One deal as it stands; its version is the ETag' })
  @ApiOkResponse({ type: OneDealAnswer })
  async get(
    @Param() { ledger, deal }: DealPath,
    @Query() { after }: AfterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneDealAnswer> {
    const query = new GetDeal(ledger, deal, after);
    const answer = await this.bus.execute<GetDeal, OneDealAnswer>(query);
    reply.header('ETag', `"${answer.deal.version}"`);
    return answer;
  }
}
