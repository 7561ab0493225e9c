// GET …/salespeople/{salesperson}/page: everything about one person in a period, in one answer.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { ReadModels, type View } from '@ledger/read-store';
import { askedIn } from '../audit/asked.js';
import { search } from '../audit/search.js';
import { told } from '../audit/telling.js';
import { CsvParts } from '../csv.js';
import { After } from '../edge.js';
import { Id, Words } from '../fields.js';
import { settingsOf } from '../kpi/grouping.js';
import { spanNamed } from '../kpi/span.js';
import { type At, oldestTruth, viewOf, withViews } from '../kpi/views.js';
import { type LedgerState } from '../ledger/ledger.events.js';
import { linkTo } from '../link.js';
import { dealsCredited } from './credited.js';
import { kpisOf, pipelineOn, ranksOf } from './figures.js';
import { complaintsAbout, dealsClosed, feedbackIn, leadCounts, nextCloses } from './lists.js';
import { pageParts } from './page-parts.js';
import { personOn } from './person.js';
import { SalespersonPageAnswer, type TimeLine } from './salesperson-page.answers.js';

export class SalespersonPagePath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'sp-7' })
  readonly salesperson!: string;
}

export class SalespersonPageQuery {
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month, week or day' })
  readonly period!: string;
  @After()
  readonly after?: number;
}

export class GetSalespersonPage {
  constructor(
    readonly ledger: string,
    readonly salesperson: string,
    readonly asked: SalespersonPageQuery,
  ) {}
}

const projections = [
  'ledger',
  'organization',
  'measure',
  'pipeline',
  'target',
  'deal',
  'feedback',
  'lead',
  'audit',
];
const entriesMax = 20;

@QueryHandler(GetSalespersonPage)
export class SalespersonPageHandler implements IQueryHandler<
  GetSalespersonPage,
  SalespersonPageAnswer
> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, salesperson, asked }: GetSalespersonPage): Promise<SalespersonPageAnswer> {
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projections, async (views) => {
      const settings = await settingsOf(views, ledger);
      const { currency, calendars } = settings;
      const span = spanNamed(calendars, asked.period);
      const { label, start, end } = span;
      const person = await personOn(views, salesperson, end);
      const about = { salesperson, span, calendars, currency };
      const whose = { ledger, salesperson };
      const [deals, voices] = [viewOf(views, 'deal'), viewOf(views, 'feedback')];
      return {
        truth: oldestTruth(views),
        currency,
        period: { label, start, end },
        person,
        kpis: await kpisOf(views, about),
        ranks: await ranksOf(views, about, person.team?.id),
        pipeline: { ...(await pipelineOn(views, about)), ...(await nextCloses(deals, whose)) },
        owned: {
          won: await dealsClosed(deals, whose, { status: 'won', start, end }),
          lost: await dealsClosed(deals, whose, { status: 'lost', start, end }),
        },
        credited: await dealsCredited(views, whose, { start, end }),
        feedback: await feedbackIn(voices, whose, { start, end }),
        complaints: await complaintsAbout(voices, whose),
        leads: await leadCounts(viewOf(views, 'lead'), whose),
        timeLine: await timeLineOf(at, viewOf(views, 'audit'), { salesperson, settings }),
      };
    });
  }
}

async function timeLineOf(
  at: At,
  view: View,
  { salesperson, settings }: { readonly salesperson: string; readonly settings: LedgerState },
): Promise<TimeLine> {
  const range = { first: 1, last: view.truth.sequence };
  const asked = askedIn({ person: salesperson });
  const { rows, more, searchedTo } = await search(view, asked, { range, limit: entriesMax });
  const rest = { person: salesperson, cursor: searchedTo };
  return {
    entries: await told(at, view, { rows, settings }),
    more: more ? linkTo(at.ledger, 'audit', rest) : null,
  };
}

@ApiTags('pages')
@Controller('v1/ledgers/:ledger/salespeople/:salesperson/page')
export class SalespersonPageController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvParts('salesperson', pageParts)
  @ApiOperation({ summary: 'Everything about one salesperson in a period' })
  @ApiOkResponse({ type: SalespersonPageAnswer })
  one(
    @Param() { ledger, salesperson }: SalespersonPagePath,
    @Query() asked: SalespersonPageQuery,
  ): Promise<SalespersonPageAnswer> {
    return this.bus.execute(new GetSalespersonPage(ledger, salesperson, asked));
  }
}
