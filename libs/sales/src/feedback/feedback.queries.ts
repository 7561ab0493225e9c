// Reading feedback: one by its id, or a list by salesperson and customer; open complaints with the oldest first.
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
import { FeedbackListAnswer, OneFeedbackAnswer, feedbackAnswer } from './feedback.answers.js';
import { FeedbackPath, LedgerPath } from './feedback.paths.js';
import { feedbackCollection, feedbackProjection, feedbackRow } from './feedback.projection.js';
import { reject } from './feedback.rejections.js';

export class FeedbackQuery {
  @Id({ optional: true, example: 'sp-7', description: 'Whom it speaks of' })
  readonly salesperson?: string;
  @Id({ optional: true, example: 'konex' })
  readonly customer?: string;
  @OneOf(['complaints'], {
    optional: true,
    example: 'complaints',
    description: 'Only complaints that were neither answered nor dismissed, oldest first',
  })
  readonly open?: 'complaints';
  @BusinessDate({ optional: true, example: '2026-01-01', description: 'Received on it or later' })
  readonly from?: string;
  @BusinessDate({ optional: true, example: '2026-03-31', description: 'Received on it or before' })
  readonly to?: string;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetFeedback {
  constructor(
    readonly ledger: string,
    readonly feedback: string,
    readonly after: number | undefined,
  ) {}
}

export class ListFeedback {
  constructor(
    readonly ledger: string,
    readonly asked: FeedbackQuery,
  ) {}
}

@QueryHandler(GetFeedback)
export class FeedbackHandler implements IQueryHandler<GetFeedback, OneFeedbackAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, feedback, after }: GetFeedback): Promise<OneFeedbackAnswer> {
    return this.models.view(feedbackProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(feedbackCollection, [feedback]);
      if (row === undefined) throw reject('feedback-not-found', { feedback });
      return { truth: view.truth, feedback: feedbackAnswer(feedback, feedbackRow(row)) };
    });
  }
}

@QueryHandler(ListFeedback)
export class FeedbackListHandler implements IQueryHandler<ListFeedback, FeedbackListAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, asked }: ListFeedback): Promise<FeedbackListAnswer> {
    demandForwards(asked);
    await demandKnown(this.models, ledger, asked);
    const page = { projection: feedbackProjection, ledger, asked, find: findOf(asked) };
    return readPage(this.models, page, (rows) => ({
      feedback: rows.map(({ id, row }) => feedbackAnswer(id, feedbackRow(row))),
    }));
  }
}

/** Each combination of filters has its index. */
function findOf({ salesperson, customer, open, from, to }: FeedbackQuery): PageAsked['find'] {
  const complaints = open === 'complaints';
  return present({
    collection: feedbackCollection,
    index: (complaints ? 'complaints-' : '') + indexFor(salesperson, customer),
    prefix: [salesperson, customer].filter((value) => value !== undefined),
    from,
    to,
    descending: !complaints,
  });
}

function indexFor(salesperson: string | undefined, customer: string | undefined): string {
  if (salesperson !== undefined && customer !== undefined) return 'by-salesperson-and-customer';
  if (salesperson !== undefined) return 'by-salesperson';
  return customer === undefined ? 'by-day' : 'by-customer';
}

@ApiTags('feedback')
@Controller('v1/ledgers/:ledger/feedback')
export class FeedbackQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('feedback', [
    'feedback',
    'status',
    'kind',
    'receivedOn',
    'score.scale',
    'score.value',
    'isComplaint',
    'comment',
    'deal',
    'salesperson',
    'teams',
    'territory',
    'customer',
    'segment',
    'product',
    'family',
    'channel',
    'answeredOn',
    'answer',
    'dismissedOn',
    'reason',
    'version',
    'sequence',
  ])
  @ApiOperation({
    summary: 'Feedback by salesperson and customer, newest first; open complaints, oldest first',
  })
  @ApiOkResponse({ type: FeedbackListAnswer })
  list(
    @Param() { ledger }: LedgerPath,
    @Query() asked: FeedbackQuery,
  ): Promise<FeedbackListAnswer> {
    return this.bus.execute(new ListFeedback(ledger, asked));
  }

  @Get(':feedback')
  @ApiOperation({ summary: 'One feedback as it stands; its version is the ETag' })
  @ApiOkResponse({ type: OneFeedbackAnswer })
  async get(
    @Param() { ledger, feedback }: FeedbackPath,
    @Query() { after }: AfterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneFeedbackAnswer> {
    const query = new GetFeedback(ledger, feedback, after);
    const answer = await this.bus.execute<GetFeedback, OneFeedbackAnswer>(query);
    reply.header('ETag', `"${answer.feedback.version}"`);
    return answer;
  }
}
