// GET …/leaderboards/{metric}: who has how much of a metric in a period, within a scope.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Type } from 'class-transformer';
import { Clock, type Period, type Text } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { After } from '../edge.js';
import { Id, OneOf, Whole, Words } from '../fields.js';
import { type Kpi, kpiToRank } from '../kpi/catalogue.js';
import { homeOf } from '../kpi/members.js';
import { type Grouping, Organization, settingsOf, todayFor } from '../kpi/grouping.js';
import { organizationScope, scopeNameOf, scopeOf, scopeText } from '../kpi/scope.js';
import { viewsBehind } from '../kpi/values.js';
import { oldestTruth, withViews } from '../kpi/views.js';
import { type Dimension, kept } from '../measure/space.js';
import { Names } from '../names.js';
import { Cursor } from '../page.js';
import { type Board, boardAsked } from './asked.js';
import { shownBoard } from './board.js';
import { LeaderboardAnswer, type LeaderboardPeriod } from './leaderboard.answers.js';

const rowsMax = 1_000;
const rowsDefault = 50;
export const byDimensions = [...new Set(kept.map(({ by }) => by))].filter(
  (by) => by !== 'organization',
);

export class LeaderboardQuery {
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month, week or day' })
  readonly period!: string;
  @Words(200, { optional: true, example: 'team/T-1', description: 'organization where absent' })
  readonly scope?: string;
  @OneOf(byDimensions, {
    optional: true,
    example: 'salesperson',
    description: 'salesperson where absent',
  })
  readonly by?: Dimension;
  @Words(64, {
    optional: true,
    example: 'sales-amount',
    description: 'Of attainment: whose targets; sales-amount where absent',
  })
  readonly metric?: string;
  @Organization()
  readonly organization?: Grouping;
  @Type(() => Number)
  @Whole(1, rowsMax, {
    optional: true,
    example: rowsDefault,
    description: `${rowsDefault} where absent`,
  })
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class LeaderboardPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'sales-amount' })
  readonly metric!: string;
}

export class GetLeaderboard {
  constructor(
    readonly ledger: string,
    readonly metric: string,
    readonly asked: LeaderboardQuery,
    /** ISO instant: which day today is. */
    readonly now: string,
  ) {}
}

@QueryHandler(GetLeaderboard)
export class LeaderboardHandler implements IQueryHandler<GetLeaderboard, LeaderboardAnswer> {
  constructor(
    private readonly models: ReadModels,
    private readonly names: Names,
  ) {}

  execute({ ledger, metric, asked, now }: GetLeaderboard): Promise<LeaderboardAnswer> {
    const { period, scope = organizationScope.id, by = 'salesperson', limit = rowsDefault } = asked;
    const kpi = kpiToRank(metric, asked.metric);
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projectionsFor(kpi, scope, by), async (views) => {
      const { currency, calendars, timeZone } = await settingsOf(views, ledger);
      const today = todayFor(asked.organization, timeZone, now);
      const board = boardAsked({ kpi, period, scope, by, calendars, today });
      const scopeName = await scopeNameOf(views, board.scope);
      const { names } = this;
      const limits = { currency, limit, cursor: asked.cursor, names, ledger };
      const shown = await shownBoard(views, board, limits);
      const head = { ...headOf(board), attained: asked.metric };
      return present({ truth: oldestTruth(views), ...head, currency, scopeName, ...shown });
    });
  }
}

/** Figures, settings, who is there, and where the names of scope and members stand. */
function projectionsFor(kpi: Kpi, scope: string, by: Dimension): readonly string[] {
  const homes = [homeOf(by), homeOf(scopeOf(scope).dimension)].filter((home) => home !== undefined);
  return [...new Set(['ledger', ...viewsBehind(kpi), ...homes])];
}

type Head = Pick<
  LeaderboardAnswer,
  'metric' | 'label' | 'unit' | 'direction' | 'scope' | 'by' | 'period' | 'previous'
>;

function headOf({ kpi, scope, by, period, previous }: Board): Head {
  const { name, label, unit, direction } = kpi.definition;
  return {
    metric: name,
    label: kpi.attained === undefined ? { ...label } : labelOf(label, kpi.attained.label),
    unit,
    direction,
    scope: scopeText(scope),
    by,
    period: periodAnswer(period),
    previous: periodAnswer(previous),
  };
}

/** Attainment says of what. */
function labelOf(attainment: Text, attained: Text): LeaderboardAnswer['label'] {
  return { en: `${attainment.en}: ${attained.en}`, zh: `${attainment.zh}：${attained.zh}` };
}

function periodAnswer({ label, start, end }: Period): LeaderboardPeriod {
  return { label, start, end };
}

const boardColumns = [
  'rank',
  'member',
  'name',
  'value',
  'share',
  'gapToNext',
  'valueBefore',
  'rankBefore',
  'movement',
];

@ApiTags('leaderboards')
@Controller('v1/ledgers/:ledger/leaderboards')
export class LeaderboardController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get(':metric')
  @CsvList('rows', boardColumns, { name: 'leaderboard' })
  @ApiOperation({ summary: 'Who has how much of a metric in a period, within a scope' })
  @ApiOkResponse({ type: LeaderboardAnswer })
  one(
    @Param() { ledger, metric }: LeaderboardPath,
    @Query() asked: LeaderboardQuery,
  ): Promise<LeaderboardAnswer> {
    return this.bus.execute(new GetLeaderboard(ledger, metric, asked, this.clock.now()));
  }
}
