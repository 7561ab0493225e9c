// GET …/satisfaction: what customers say, of a scope period by period and of everyone in it, and what waits for an answer.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Type } from 'class-transformer';
import { Clock, todayIn } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvParts } from '../csv.js';
import { After } from '../edge.js';
import { Id, OneOf, Whole, Words } from '../fields.js';
import { settingsOf } from '../kpi/grouping.js';
import { homeOf } from '../kpi/members.js';
import { periodsAsked } from '../kpi/periods.js';
import { type Scope, organizationScope, scopeNameOf, scopeOf, scopeText } from '../kpi/scope.js';
import { oldestTruth, viewOf, withViews } from '../kpi/views.js';
import { type Dimension } from '../measure/space.js';
import { demandNoCursor } from '../member-page.js';
import { Cursor, Limit, pageRowsDefault } from '../page.js';
import { openComplaints, waiting } from './complaints.js';
import { membersOf, periodsOf } from './members.js';
import { SatisfactionAnswer } from './satisfaction.answers.js';
import { scoreLabels } from './scores.js';

const byDimensions: readonly Dimension[] = [
  'salesperson',
  'team',
  'territory',
  'product',
  'segment',
  'channel',
];
const periodsMax = 60;
const periodsDefault = 4;

export class SatisfactionPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class SatisfactionQuery {
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month, week or day' })
  readonly period!: string;
  @Words(200, { optional: true, example: 'team/T-1', description: 'organization where absent' })
  readonly scope?: string;
  @OneOf(byDimensions, {
    optional: true,
    example: 'salesperson',
    description: 'Also everyone of these within the scope',
  })
  readonly by?: Dimension;
  @Type(() => Number)
  @Whole(1, periodsMax, {
    optional: true,
    example: 8,
    description: `How many periods up to it; ${periodsDefault} where absent`,
  })
  readonly periods?: number;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetSatisfaction {
  constructor(
    readonly ledger: string,
    readonly asked: SatisfactionQuery,
    /** ISO instant: which day today is. */
    readonly now: string,
  ) {}
}

@QueryHandler(GetSatisfaction)
export class SatisfactionHandler implements IQueryHandler<GetSatisfaction, SatisfactionAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked, now }: GetSatisfaction): Promise<SatisfactionAnswer> {
    const { period, periods = periodsDefault, by, limit = pageRowsDefault, cursor } = asked;
    if (by === undefined) demandNoCursor(cursor);
    const scope = scopeOf(asked.scope ?? organizationScope.id);
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projectionsFor(scope, by), async (views) => {
      const { currency, calendars, timeZone } = await settingsOf(views, ledger);
      const told = periodsAsked(calendars, { period, periods });
      const scopeName = await scopeNameOf(views, scope);
      const today = todayIn(timeZone, now);
      const complaints = await openComplaints(viewOf(views, 'feedback'), scope);
      const about = { scope, calendars, currency, complaints, today };
      const listed =
        by === undefined
          ? { members: [] }
          : { by, ...(await membersOf(views, { ...about, by, period }, { limit, cursor })) };
      return present({
        truth: oldestTruth(views),
        ...{ scope: scopeText(scope), scopeName },
        labels: scoreLabels,
        periods: await periodsOf(views, about, told),
        complaints: {
          on: today,
          isCut: complaints.isCut,
          waiting: waiting(complaints.voices, today),
        },
        ...listed,
      });
    });
  }
}

function projectionsFor({ dimension }: Scope, by: Dimension | undefined): readonly string[] {
  const homes = [homeOf(dimension), by && homeOf(by)].filter((home) => home !== undefined);
  return [...new Set(['ledger', 'measure', 'organization', 'feedback', ...homes])];
}

const scoreColumns = [
  'scores.csat',
  'scores.csatCount',
  'scores.nps',
  'scores.npsCount',
  'scores.ces',
  'scores.cesCount',
];
const waitingColumns = ['open', 'oldestOn', 'oldestDays', 'meanDays'];

@ApiTags('satisfaction')
@Controller('v1/ledgers/:ledger/satisfaction')
export class SatisfactionController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @CsvParts('satisfaction', {
    periods: ['label', 'start', 'end', ...scoreColumns],
    'complaints.waiting': waitingColumns,
    members: [
      'member',
      'name',
      ...scoreColumns,
      ...waitingColumns.map((one) => `complaints.${one}`),
    ],
  })
  @ApiOperation({
    summary: 'CSAT, NPS and CES of a scope over periods and of everyone in it, and open complaints',
  })
  @ApiOkResponse({ type: SatisfactionAnswer })
  one(
    @Param() { ledger }: SatisfactionPath,
    @Query() asked: SatisfactionQuery,
  ): Promise<SatisfactionAnswer> {
    return this.bus.execute(new GetSatisfaction(ledger, asked, this.clock.now()));
  }
}
