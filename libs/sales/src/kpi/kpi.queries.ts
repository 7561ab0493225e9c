// GET …/kpis: what can be asked, and …/kpis/{kpi}/history: its values period by period.
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Type } from 'class-transformer';
import { type FastifyReply } from 'fastify';
import { Clock, type Grain, type Language, grains } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { After } from '../edge.js';
import { BusinessDate, Id, OneOf, Whole, Words } from '../fields.js';
import { AcceptedLanguage, InLanguages, languageHeaders, sayLanguage } from '../language.js';
import { dimensionNames } from '../measure/space.js';
import { isTargetable } from '../target/target.events.js';
import { kpiTold, withKpi } from './asking.js';
import { type Kpi, kpiAsked } from './catalogue.js';
import { moments } from './formula.js';
import { type Grouping, Organization } from './grouping.js';
import { historyOf } from './history.js';
import { type KpiAnswer, KpiHistoryAnswer, KpisAnswer } from './kpi.answers.js';
import { kpiCatalogue } from './kpi.events.js';
import { type PeriodsAsked, daysMax, longerMax, periodsAsked } from './periods.js';
import { organizationScope, scopeNameOf } from './scope.js';
import { grainOf } from './sources.js';

export class KpisPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class KpiPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'sales-amount' })
  readonly kpi!: string;
}

const languages: readonly Language[] = ['en', 'zh'];

export class KpisQuery {
  @OneOf(languages, {
    optional: true,
    example: 'zh',
    description: 'Of the labels; as Accept-Language wants where absent',
  })
  readonly language?: Language;
  @After()
  readonly after?: number;
}

export class KpiHistoryQuery implements PeriodsAsked {
  @Words(200, { optional: true, example: 'team/T-1', description: 'organization where absent' })
  readonly scope?: string;
  @Words(16, {
    optional: true,
    example: '2017-Q4',
    description: 'Year, quarter, month, week or day: the last one told',
  })
  readonly period?: string;
  @Type(() => Number)
  @Whole(1, daysMax, {
    optional: true,
    example: 8,
    description: `How many periods up to it, 1 where absent; at most ${daysMax} days or ${longerMax} longer ones`,
  })
  readonly periods?: number;
  @BusinessDate({ optional: true, example: '2017-01-01', description: 'Instead of period' })
  readonly from?: string;
  @BusinessDate({ optional: true, example: '2017-12-31' })
  readonly to?: string;
  @OneOf(grains, { optional: true, example: 'month', description: 'With from and to' })
  readonly grain?: Grain;
  @Organization()
  readonly organization?: Grouping;
  @After()
  readonly after?: number;
}

export class GetKpis {
  constructor(
    readonly ledger: string,
    readonly asked: KpisQuery,
  ) {}
}

export class GetKpiHistory {
  constructor(
    readonly ledger: string,
    readonly kpi: string,
    readonly asked: KpiHistoryQuery,
    /** ISO instant: which day today is. */
    readonly now: string,
  ) {}
}

@QueryHandler(GetKpis)
export class KpisHandler implements IQueryHandler<GetKpis, KpisAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked: { language = 'en', after } }: GetKpis): Promise<KpisAnswer> {
    return this.models.view('ledger', ledger, after, async ({ truth }) => ({
      truth,
      kpis: kpiCatalogue.map(({ name }) => kpiAnswer(kpiAsked(name), language)),
    }));
  }
}

@QueryHandler(GetKpiHistory)
export class KpiHistoryHandler implements IQueryHandler<GetKpiHistory, KpiHistoryAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, kpi: name, asked, now }: GetKpiHistory): Promise<KpiHistoryAnswer> {
    return withKpi(this.models, { ledger, name, ...asked, now }, async (views, about) => ({
      ...kpiTold(views, about),
      scopeName: await scopeNameOf(views, about.scope),
      periods: await historyOf(views, about, periodsAsked(about.calendars, asked)),
    }));
  }
}

function kpiAnswer({ definition, formula }: Kpi, language: Language): KpiAnswer {
  const { name, label, unit, direction } = definition;
  const names = moments.flatMap((moment) => formula.needs[moment]);
  return {
    ...{ name, label: label[language], unit, direction, formula: definition.formula },
    targetable: isTargetable(name),
    scopes: dimensionNames.filter(
      (by) => grainOf({ scope: organizationScope, by, names }) !== undefined,
    ),
  };
}

const kpiColumns = ['name', 'label', 'unit', 'direction', 'formula', 'targetable', 'scopes'];
const historyColumns = [
  'label',
  'start',
  'end',
  'value',
  'target',
  'attainment',
  'previous',
  'lastYear',
  'running',
  'late.count',
  'late.was',
  'late.is',
];

@ApiTags('kpis')
@Controller('v1/ledgers/:ledger/kpis')
export class KpiController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @CsvList('kpis', kpiColumns)
  @InLanguages()
  @ApiOperation({ summary: 'The KPIs that there are: names, units, formulas, scopes' })
  @ApiOkResponse({ type: KpisAnswer, headers: languageHeaders })
  all(
    @Param() { ledger }: KpisPath,
    @Query() asked: KpisQuery,
    @AcceptedLanguage() accepted: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KpisAnswer> {
    const { language = accepted } = asked;
    sayLanguage(reply, language);
    return this.bus.execute(new GetKpis(ledger, { ...asked, language }));
  }

  @Get(':kpi/history')
  @CsvList('periods', historyColumns, { name: 'history' })
  @ApiOperation({
    summary: 'A KPI period by period, with its target, the periods before and what changed it late',
  })
  @ApiOkResponse({ type: KpiHistoryAnswer })
  history(
    @Param() { ledger, kpi }: KpiPath,
    @Query() asked: KpiHistoryQuery,
  ): Promise<KpiHistoryAnswer> {
    return this.bus.execute(new GetKpiHistory(ledger, kpi, asked, this.clock.now()));
  }
}
