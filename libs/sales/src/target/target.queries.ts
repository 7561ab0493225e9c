// Reading targets: one by its id, or a list by scope, metric and period.
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type FastifyReply } from 'fastify';
import { ReadModels } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { After, AfterQuery } from '../edge.js';
import { Words } from '../fields.js';
import { Cursor, Limit, type PageAsked, readPage } from '../page.js';
import { demandNamed } from './asked.js';
import { OneTargetAnswer, TargetsAnswer, targetAnswer } from './target.answers.js';
import { metricCharactersMax, periodCharactersMax, scopeCharactersMax } from './target.bodies.js';
import { LedgerPath, TargetPath } from './target.paths.js';
import { targetCollection, targetProjection, targetRow } from './target.projection.js';
import { reject } from './target.rejections.js';

export class TargetsQuery {
  @Words(scopeCharactersMax, { optional: true, example: 'team/west-1' })
  readonly scope?: string;
  @Words(metricCharactersMax, { optional: true, example: 'sales-amount' })
  readonly metric?: string;
  @Words(periodCharactersMax, { optional: true, example: '2026-Q4' })
  readonly period?: string;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetTarget {
  constructor(
    readonly ledger: string,
    readonly target: string,
    readonly after: number | undefined,
  ) {}
}

export class ListTargets {
  constructor(
    readonly ledger: string,
    readonly asked: TargetsQuery,
  ) {}
}

@QueryHandler(GetTarget)
export class TargetHandler implements IQueryHandler<GetTarget, OneTargetAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, target, after }: GetTarget): Promise<OneTargetAnswer> {
    return this.models.view(targetProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(targetCollection, [target]);
      if (row === undefined) throw reject('target-not-found', { target });
      return { truth: view.truth, target: targetAnswer(target, targetRow(row)) };
    });
  }
}

@QueryHandler(ListTargets)
export class TargetsHandler implements IQueryHandler<ListTargets, TargetsAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, asked }: ListTargets): Promise<TargetsAnswer> {
    await demandNamed(this.models, ledger, asked);
    const page = { projection: targetProjection, ledger, asked, find: findOf(asked) };
    return readPage(this.models, page, (rows) => ({
      targets: rows.map(({ id, row }) => targetAnswer(id, targetRow(row))),
    }));
  }
}

/** Each of the three indexes begins with one field and goes on with another, so every combination is some index's start. */
function findOf({ scope, metric, period }: TargetsQuery): PageAsked['find'] {
  const [index, ...fields] = indexFor(scope, metric, period);
  if (index === undefined) return { collection: targetCollection };
  const prefix = fields.filter((value) => value !== undefined);
  return { collection: targetCollection, index, prefix };
}

function indexFor(
  scope: string | undefined,
  metric: string | undefined,
  period: string | undefined,
): readonly (string | undefined)[] {
  if (period !== undefined && (scope !== undefined || metric === undefined)) {
    return ['by-period', period, scope, metric];
  }
  if (scope !== undefined) return ['by-scope', scope, metric];
  return metric === undefined ? [] : ['by-metric', metric, period];
}

@ApiTags('targets')
@Controller('v1/ledgers/:ledger/targets')
export class TargetQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('targets', [
    'target',
    'status',
    'scope',
    'metric',
    'period.label',
    'period.start',
    'period.end',
    'unit',
    'currency',
    'value',
    'basis',
    'agreedOn',
    'recordedOn',
    'setLate',
    'recordedLate',
    'attribution.teams',
    'attribution.territory',
    'note',
    'version',
    'sequence',
  ])
  @ApiOperation({ summary: 'Targets by scope, metric and period' })
  @ApiOkResponse({ type: TargetsAnswer })
  list(@Param() { ledger }: LedgerPath, @Query() asked: TargetsQuery): Promise<TargetsAnswer> {
    return this.bus.execute(new ListTargets(ledger, asked));
  }

  @Get(':target')
  @ApiOperation({ summary: 'One target with every value it had; its version is the ETag' })
  @ApiOkResponse({ type: OneTargetAnswer })
  async get(
    @Param() { ledger, target }: TargetPath,
    @Query() { after }: AfterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneTargetAnswer> {
    const query = new GetTarget(ledger, target, after);
    const answer = await this.bus.execute<GetTarget, OneTargetAnswer>(query);
    reply.header('ETag', `"${answer.target.version}"`);
    return answer;
  }
}
