// GET …/audit: who changed what, when and why; by subject, person, actor, command, type, period and text.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { AfterQuery } from '../edge.js';
import { PageQuery, pageRowsDefault } from '../page.js';
import { AuditAnswer, AuditEntryAnswer, AuditSearchAnswer } from './audit.answers.js';
import { AuditEntryPath, AuditPath, AuditQuery, SubjectPath } from './audit.bodies.js';
import { auditProjectionName } from './audit.projection.js';
import { reject } from './audit.rejections.js';
import { askedIn, demandRecordedForwards, recordedIn, sequenceIn } from './asked.js';
import { chainsOf } from './chain.js';
import { EventTypes } from './event-types.js';
import { entriesAbout } from './history.js';
import { demandRecorded } from './named.js';
import { rangeOf } from './recorded.js';
import { search } from './search.js';
import { settingsOf, told } from './telling.js';
import { entriesAt, entryAt } from './trail.js';

export class GetAuditTrail {
  constructor(
    readonly ledger: string,
    readonly subject: string,
    readonly asked: PageQuery,
  ) {}
}

export class SearchAuditTrail {
  constructor(
    readonly ledger: string,
    readonly asked: AuditQuery,
  ) {}
}

export class GetAuditEntry {
  constructor(
    readonly ledger: string,
    /** As the path names it. */
    readonly sequence: string,
    readonly after: number | undefined,
  ) {}
}

@QueryHandler(GetAuditTrail)
export class AuditTrailHandler implements IQueryHandler<GetAuditTrail, AuditAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, subject, asked }: GetAuditTrail): Promise<AuditAnswer> {
    const { limit = pageRowsDefault, cursor, after } = asked;
    const at = { models: this.models, ledger, after };
    const from = (sequenceIn(cursor) ?? 0) + 1;
    const settings = await settingsOf(at);
    return this.models.view(auditProjectionName, ledger, after, async (view) => {
      const found = await entriesAbout(view, subject, { from, limit: limit + 1 });
      if (found.length === 0) throw reject('subject-not-found', { subject });
      const rows = found.slice(0, limit);
      const entries = await told(at, view, { rows, settings });
      const last = found.length > limit ? rows.at(-1) : undefined;
      return present({
        truth: view.truth,
        subject,
        entries,
        cursor: last === undefined ? undefined : String(last.sequence),
      });
    });
  }
}

@QueryHandler(SearchAuditTrail)
export class AuditSearchHandler implements IQueryHandler<SearchAuditTrail, AuditSearchAnswer> {
  constructor(
    private readonly models: ReadModels,
    private readonly types: EventTypes,
  ) {}

  async execute({ ledger, asked }: SearchAuditTrail): Promise<AuditSearchAnswer> {
    const { limit = pageRowsDefault, after } = asked;
    const at = { models: this.models, ledger, after };
    const below = sequenceIn(asked.cursor);
    this.types.demand(asked.type);
    const wanted = askedIn(asked);
    const recorded = recordedIn(asked);
    const settings = await settingsOf(at);
    demandRecordedForwards(recorded, settings.timeZone);
    return this.models.view(auditProjectionName, ledger, after, async (view) => {
      await demandRecorded(view, asked);
      const { first, last } = await rangeOf(view, recorded, settings.timeZone);
      const range = { first, last: below === undefined ? last : Math.min(last, below - 1) };
      const found = await search(view, wanted, { range, limit });
      return present({
        truth: view.truth,
        entries: await told(at, view, { rows: found.rows, settings }),
        searchedTo: found.searchedTo,
        cursor: found.more ? String(found.searchedTo) : undefined,
      });
    });
  }
}

@QueryHandler(GetAuditEntry)
export class AuditEntryHandler implements IQueryHandler<GetAuditEntry, AuditEntryAnswer> {
  constructor(private readonly models: ReadModels) {}

  async execute({ ledger, sequence: asked, after }: GetAuditEntry): Promise<AuditEntryAnswer> {
    const at = { models: this.models, ledger, after };
    const settings = await settingsOf(at);
    return this.models.view(auditProjectionName, ledger, after, async (view) => {
      const { truth } = view;
      const row = isSequence(asked) ? await entryAt(view, Number(asked)) : undefined;
      if (row === undefined) {
        throw reject('audit-entry-not-found', { sequence: asked, last: truth.sequence });
      }
      const { sequence } = row;
      const all = (await chainsOf(view, [row])).get(sequence)?.all ?? [];
      const rows = await entriesAt(view, all);
      const chain = await told(at, view, { rows, settings });
      const entry = chain.find((one) => one.sequence === sequence);
      if (entry === undefined) throw new Error(`entry ${sequence} is not in its own chain`);
      return { truth, entry, chain };
    });
  }
}

function isSequence(text: string): boolean {
  return /^[1-9][0-9]{0,9}$/.test(text);
}

/** A line for each field that an entry changed. */
const auditColumns = [
  'sequence',
  'version',
  'time',
  'occurredOn',
  'actor',
  'assurance',
  'type',
  'changes.field',
  'changes.before',
  'changes.after',
  'reason',
  'corrects',
  'source.system',
  'source.record',
  'commandId',
];

@ApiTags('audit')
@Controller('v1/ledgers/:ledger/audit')
export class AuditController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('entries', ['subject', ...auditColumns])
  @ApiOperation({
    summary:
      'Who changed what, when and why: by subject, person, actor, command, type, period and text; newest first',
  })
  @ApiOkResponse({ type: AuditSearchAnswer })
  search(@Param() { ledger }: AuditPath, @Query() asked: AuditQuery): Promise<AuditSearchAnswer> {
    return this.bus.execute(new SearchAuditTrail(ledger, asked));
  }

  @Get('entries/:sequence')
  @ApiOperation({ summary: 'One entry, and all that correct one another with it' })
  @ApiOkResponse({ type: AuditEntryAnswer })
  entry(
    @Param() { ledger, sequence }: AuditEntryPath,
    @Query() { after }: AfterQuery,
  ): Promise<AuditEntryAnswer> {
    return this.bus.execute(new GetAuditEntry(ledger, sequence, after));
  }

  @Get(':kind/:id')
  @CsvList('entries', auditColumns, { name: 'audit', each: 'changes' })
  @ApiOperation({ summary: 'Who changed what about a subject, when and why' })
  @ApiOkResponse({ type: AuditAnswer })
  trail(
    @Param() { ledger, kind, id }: SubjectPath,
    @Query() asked: PageQuery,
  ): Promise<AuditAnswer> {
    return this.bus.execute(new GetAuditTrail(ledger, `${kind}/${id}`, asked));
  }
}
