// GET …/attainment: what was reached of a target, how that stands against a straight line, and where it will land.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Clock, todayIn } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvParts } from '../csv.js';
import { After } from '../edge.js';
import { BusinessDate, OneOf, Words } from '../fields.js';
import { type Dimension } from '../measure/space.js';
import { demandNoCursor } from '../member-page.js';
import { Cursor, Limit, pageRowsDefault } from '../page.js';
import { AttainmentAnswer } from './attainment.answers.js';
import { attainmentsBy, ownAttainment } from './attainment.js';
import { type Kpi, attainedDefault, targetableAsked } from './catalogue.js';
import { type Grouping, Organization, settingsOf, todayFor } from './grouping.js';
import { KpisPath } from './kpi.queries.js';
import { homeOf } from './members.js';
import { elapsedOn, shareOf } from './pace.js';
import { organizationScope, scopeNameOf, scopeOf, scopeText } from './scope.js';
import { spanNamed } from './span.js';
import { ratioText } from './value.js';
import { viewsBehind } from './values.js';
import { oldestTruth, withViews } from './views.js';

/** Whose targets can be listed: those that can have one. */
const byDimensions: readonly Dimension[] = [
  'salesperson',
  'team',
  'territory',
  'product',
  'segment',
  'channel',
];

export class AttainmentQuery {
  @Words(64, {
    optional: true,
    example: 'sales-amount',
    description: `${attainedDefault} where absent`,
  })
  readonly metric?: string;
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month or week' })
  readonly period!: string;
  @Words(200, { optional: true, example: 'team/T-1', description: 'organization where absent' })
  readonly scope?: string;
  @OneOf(byDimensions, {
    optional: true,
    example: 'salesperson',
    description: 'Also everyone of these within the scope',
  })
  readonly by?: Dimension;
  @BusinessDate({
    optional: true,
    example: '2017-11-15',
    description: 'What occurred by this day counts, and pace is told of it; today where absent',
  })
  readonly on?: string;
  @Organization()
  readonly organization?: Grouping;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetAttainment {
  constructor(
    readonly ledger: string,
    readonly asked: AttainmentQuery,
    /** ISO instant: which day today is. */
    readonly now: string,
  ) {}
}

@QueryHandler(GetAttainment)
export class AttainmentHandler implements IQueryHandler<GetAttainment, AttainmentAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked, now }: GetAttainment): Promise<AttainmentAnswer> {
    const { metric = attainedDefault, by, limit = pageRowsDefault, cursor } = asked;
    if (by === undefined) demandNoCursor(cursor);
    const kpi = targetableAsked(metric);
    const scope = scopeOf(asked.scope ?? organizationScope.id);
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projectionsFor(kpi, [scope.dimension, by]), async (views) => {
      const { currency, calendars, timeZone } = await settingsOf(views, ledger);
      const span = spanNamed(calendars, asked.period);
      const businessDay = todayIn(timeZone, now);
      const on = asked.on ?? businessDay;
      const elapsed = elapsedOn(on, span);
      const today = todayFor(asked.organization, timeZone, now);
      const until = { on, businessDay };
      const about = { kpi, scope, span, calendars, currency, elapsed, until, today };
      const own = await ownAttainment(views, about, await scopeNameOf(views, scope));
      const listed =
        by === undefined
          ? { rows: [] }
          : { by, ...(await attainmentsBy(views, { ...about, by }, { limit, cursor })) };
      const { unit } = kpi.definition;
      const { label, start, end } = span;
      return present({
        truth: oldestTruth(views),
        ...{ metric, unit },
        currency: unit === 'money' ? currency : undefined,
        scope: scopeText(scope),
        period: { label, start, end },
        elapsed: { ...elapsed, share: ratioText(shareOf(elapsed)) },
        own,
        ...listed,
      });
    });
  }
}

function projectionsFor(kpi: Kpi, named: readonly (Dimension | undefined)[]): readonly string[] {
  const homes = named.flatMap((one) => (one === undefined ? [] : (homeOf(one) ?? [])));
  return [...new Set(['ledger', 'target', ...viewsBehind(kpi), ...homes])];
}

const attainmentColumns = [
  'member',
  'name',
  'actual',
  'target',
  'targetFrom',
  'setLate',
  'attainment',
  'expected',
  'ahead',
  'landing',
];

@ApiTags('targets')
@Controller('v1/ledgers/:ledger/attainment')
export class AttainmentController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @CsvParts('attainment', { own: attainmentColumns, rows: attainmentColumns })
  @ApiOperation({
    summary:
      'What was reached of a target, of one scope and of everyone in it, with straight-line pace',
  })
  @ApiOkResponse({ type: AttainmentAnswer })
  one(@Param() { ledger }: KpisPath, @Query() asked: AttainmentQuery): Promise<AttainmentAnswer> {
    return this.bus.execute(new GetAttainment(ledger, asked, this.clock.now()));
  }
}
