// What a trail can be asked by. Conditions can be combined; each must hold.
import { ApiProperty } from '@ledger/openapi';
import { sequenceMax } from '@ledger/ledger';
import { After } from '../edge.js';
import { Cursor, Limit } from '../page.js';
import { BusinessDate, Formed, Id, Words } from '../fields.js';

const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/;
const instant = /T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const moment = new RegExp(`${day.source}($|${instant.source})`);

export class SubjectPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'deal' })
  readonly kind!: string;
  @Id({ example: 'D-1001' })
  readonly id!: string;
}

export class AuditPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class AuditEntryPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  /** Path parameters reach a controller as the text that they are. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: sequenceMax, example: 184 })
  readonly sequence!: string;
}

export class AuditQuery {
  @Formed('isSubject', /^[a-z][a-z-]{0,31}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    optional: true,
    example: 'deal/D-1001',
  })
  readonly subject?: string;
  @Formed('isActor', /^[a-z]{1,16}\/[A-Za-z0-9._-]{1,64}$/, {
    optional: true,
    example: 'user/u-7',
    description: 'Who recorded it',
  })
  readonly actor?: string;
  @Id({
    optional: true,
    example: 'sp-7',
    description: 'A salesperson whom the entry is about or credits',
  })
  readonly person?: string;
  @Formed('isCommandId', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    optional: true,
    example: '7b1a6f0e-6a9e-5c55-9f2c-0c1d0f7f1a11',
    description: 'commandId of its entries',
  })
  readonly command?: string;
  @Formed('isEntryType', /^[A-Z][A-Za-z]{0,63}$/, { optional: true, example: 'DealCorrected' })
  readonly type?: string;
  @Formed('isMoment', moment, {
    optional: true,
    example: '2026-03-01',
    description: "A business day in the ledger's time zone, or an instant",
  })
  readonly recordedFrom?: string;
  @Formed('isMoment', moment, {
    optional: true,
    example: '2026-03-31T23:59:59.999Z',
    description: 'The same; it belongs to the period',
  })
  readonly recordedTo?: string;
  @BusinessDate({ optional: true, example: '2026-03-01' })
  readonly occurredFrom?: string;
  @BusinessDate({ optional: true, example: '2026-03-31' })
  readonly occurredTo?: string;
  @Words(200, {
    optional: true,
    example: 'engaging',
    description: 'Stands, in any case, in a text of the entry that is not sealed',
  })
  readonly text?: string;
  @Limit()
  readonly limit?: number;
  @Cursor(16)
  readonly cursor?: string;
  @After()
  readonly after?: number;
}
