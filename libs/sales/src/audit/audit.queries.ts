// GET …/audit/{kind}/{id}: who changed what about a subject, when and why.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels, type View } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { PageQuery, pageRowsDefault } from '../edge.js';
import { Id } from '../fields.js';
import { AuditAnswer, type AuditEntry } from './audit.answers.js';
import { type AuditRow, auditCollection, auditRow, trailPrefix } from './audit.projection.js';
import { reject } from './audit.rejections.js';
import { type Known, changesBy, statedBy } from './changes.js';

export class SubjectPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'deal' })
  readonly kind!: string;
  @Id({ example: 'D-1001' })
  readonly id!: string;
}

export class GetAuditTrail {
  constructor(
    readonly ledger: string,
    readonly subject: string,
    readonly asked: PageQuery,
  ) {}
}

@QueryHandler(GetAuditTrail)
export class AuditTrailHandler implements IQueryHandler<GetAuditTrail, AuditAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, subject, asked }: GetAuditTrail): Promise<AuditAnswer> {
    const { limit = pageRowsDefault, cursor, after } = asked;
    const shownBefore = versionIn(cursor);
    return this.models.view('audit', ledger, after, async (view) => {
      const rows = await rowsUpTo(view, subject, shownBefore + limit + 1);
      if (rows.length === 0) throw reject('subject-not-found', { subject });
      const known: Known = new Map();
      const entries = rows.map((row) => entryOf(row, known));
      const last = shownBefore + limit;
      return present({
        truth: view.truth,
        subject,
        entries: entries.slice(shownBefore, last),
        cursor: rows.length > last ? String(last) : undefined,
      });
    });
  }
}

/** A cursor is the version of the last entry that was shown: versions have no gaps. */
function versionIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^[1-9][0-9]{0,9}$/.test(cursor)) throw reject('audit-cursor-unknown', { cursor });
  return Number(cursor);
}

const rowsAtOnce = 1_000;

/** From the first one on, for what was before a change is what the entries before it made. */
async function rowsUpTo(view: View, subject: string, count: number): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  const asked = { collection: auditCollection, prefix: [trailPrefix(subject)] };
  let cursor: string | undefined;
  do {
    const limit = Math.min(rowsAtOnce, count - rows.length);
    const page = await view.find(present({ ...asked, limit, cursor }));
    rows.push(...page.rows.map(({ row }) => auditRow(row)));
    cursor = page.cursor;
  } while (cursor !== undefined && rows.length < count);
  return rows;
}

function entryOf(row: AuditRow, known: Known): AuditEntry {
  const { data, ...recorded } = row;
  return present({ ...recorded, changes: changesBy(row, known), ...statedBy(data) });
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
