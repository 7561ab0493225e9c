// GET …/leaderboards/{metric}: who has how much of a metric in a period, within a scope.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { type Period, sequenceMax } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { Id, OneOf, Whole, Words } from '../fields.js';
import { type LedgerState, ledger as ledgerSubject } from '../ledger/ledger.events.js';
import { unassigned } from '../measure/part.js';
import { type Dimension, kept } from '../measure/space.js';
import {
  type Board,
  type Scope,
  boardAsked,
  dimensionOf,
  organizationScope,
  scopeText,
} from './asked.js';
import { shownBoard } from './board.js';
import { LeaderboardAnswer, type LeaderboardPeriod } from './leaderboard.answers.js';
import { reject } from './leaderboard.rejections.js';
import { type Views, homeOf, namesOf, viewOf } from './members.js';
import { oldestTruth, withViews } from './views.js';

export const rowsMax = 1_000;
export const rowsDefault = 50;
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
  @Type(() => Number)
  @Whole(1, rowsMax, {
    optional: true,
    example: rowsDefault,
    description: `${rowsDefault} where absent`,
  })
  readonly limit?: number;
  @Type(() => Number)
  @Whole(0, sequenceMax, {
    optional: true,
    example: 184,
    description: 'Wait until this entry is shown',
  })
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
  ) {}
}

@QueryHandler(GetLeaderboard)
export class LeaderboardHandler implements IQueryHandler<GetLeaderboard, LeaderboardAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, metric, asked }: GetLeaderboard): Promise<LeaderboardAnswer> {
    const {
      period,
      scope = organizationScope.id,
      by = 'salesperson',
      limit = rowsDefault,
      after,
    } = asked;
    const at = { models: this.models, ledger, after };
    return withViews(at, projectionsFor(scope, by), async (views) => {
      const { currency, calendars } = await settingsOf(views, ledger);
      const board = boardAsked({ metric, period, scope, by }, calendars);
      const scopeName = await nameOf(views, board.scope);
      const shown = await shownBoard(views, board, { currency, limit });
      return { truth: oldestTruth(views), ...headOf(board), currency, scopeName, ...shown };
    });
  }
}

/** Figures, settings, who is there, and where the names of scope and members stand. */
function projectionsFor(scope: string, by: Dimension): readonly string[] {
  const homes = [homeOf(by), homeOf(dimensionOf(scope))].filter((home) => home !== undefined);
  return [...new Set(['ledger', 'measure', 'organization', ...homes])];
}

async function settingsOf(
  views: Views,
  ledger: string,
): Promise<Pick<LedgerState, 'currency' | 'calendars'>> {
  const [row] = await viewOf(views, 'ledger').getMany(ledgerSubject.kind, [ledger]);
  if (row === undefined) throw new Error(`the ledger ${ledger} has a view and no settings`);
  return row as unknown as LedgerState; // the rows of this collection are states
}

/** @throws Rejection where the scope should have a row and has none */
async function nameOf(views: Views, scope: Scope): Promise<string | null> {
  if (scope.dimension === 'organization') return null;
  const name = (await namesOf(views, scope.dimension, [scope.id])).get(scope.id);
  if (name === undefined && scope.id !== unassigned) {
    throw reject('scope-not-found', { scope: scopeText(scope) });
  }
  return name ?? null;
}

type Head = Pick<
  LeaderboardAnswer,
  'metric' | 'label' | 'unit' | 'direction' | 'scope' | 'by' | 'period' | 'previous'
>;

function headOf({ name, metric, scope, by, period, previous }: Board): Head {
  const { label, unit, direction } = metric;
  return {
    metric: name,
    label: { ...label },
    unit,
    direction,
    scope: scopeText(scope),
    by,
    period: periodAnswer(period),
    previous: periodAnswer(previous),
  };
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
  constructor(private readonly bus: QueryBus) {}

  @Get(':metric')
  @CsvList('rows', boardColumns, { name: 'leaderboard' })
  @ApiOperation({ summary: 'Who has how much of a metric in a period, within a scope' })
  @ApiOkResponse({ type: LeaderboardAnswer })
  one(
    @Param() { ledger, metric }: LeaderboardPath,
    @Query() asked: LeaderboardQuery,
  ): Promise<LeaderboardAnswer> {
    return this.bus.execute(new GetLeaderboard(ledger, metric, asked));
  }
}
