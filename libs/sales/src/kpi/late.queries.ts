// GET …/kpis/{kpi}/late-changes: each entry that changed a period of a KPI after it had ended, page by page.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Clock } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { After } from '../edge.js';
import { Words } from '../fields.js';
import { Cursor, Limit } from '../page.js';
import { kpiTold, withKpi } from './asking.js';
import { type Grouping, Organization } from './grouping.js';
import { LateChangesAnswer } from './kpi.answers.js';
import { KpiPath } from './kpi.queries.js';
import { lateAllowance, latePage } from './late.js';
import { scopeNameOf } from './scope.js';
import { spanNamed } from './span.js';

export class LateChangesQuery {
  @Words(200, { optional: true, example: 'team/T-1', description: 'organization where absent' })
  readonly scope?: string;
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month, week or day' })
  readonly period!: string;
  @Organization()
  readonly organization?: Grouping;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class ListLateChanges {
  constructor(
    readonly ledger: string,
    readonly kpi: string,
    readonly asked: LateChangesQuery,
    /** ISO instant: which day today is. */
    readonly now: string,
  ) {}
}

@QueryHandler(ListLateChanges)
export class LateChangesHandler implements IQueryHandler<ListLateChanges, LateChangesAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, kpi: name, asked, now }: ListLateChanges): Promise<LateChangesAnswer> {
    return withKpi(this.models, { ledger, name, ...asked, now }, async (views, question) => {
      const { kpi, scope, calendars, currency } = question;
      const span = spanNamed(calendars, asked.period);
      const { label, start, end } = span;
      const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
      const about = { span, written, allowance: lateAllowance(), page: asked };
      return {
        ...kpiTold(views, question),
        scopeName: await scopeNameOf(views, scope),
        ...{ label, start, end },
        ...(await latePage(views, question, about)),
      };
    });
  }
}

const lateColumns = [
  ...['sequence', 'type', 'subject', 'actor', 'time', 'recordedOn', 'was', 'is'],
  ...['changed.compared', 'changed.measure', 'changed.added'],
  ...['targets.metric', 'targets.was', 'targets.is'],
];

@ApiTags('kpis')
@Controller('v1/ledgers/:ledger/kpis')
export class LateChangesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get(':kpi/late-changes')
  @CsvList('entries', lateColumns, { name: 'late-changes' })
  @ApiOperation({
    summary: 'Each entry that changed a period of a KPI, or its target, after it had ended',
  })
  @ApiOkResponse({ type: LateChangesAnswer })
  list(
    @Param() { ledger, kpi }: KpiPath,
    @Query() asked: LateChangesQuery,
  ): Promise<LateChangesAnswer> {
    return this.bus.execute(new ListLateChanges(ledger, kpi, asked, this.clock.now()));
  }
}
