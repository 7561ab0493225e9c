// How an audit trail is told to readers: values as entries hold them, and beside them as a person reads them.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { type RowValue } from '@ledger/ledger';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';

/** A sealed name is a text of its own, opened at the edge. */
export type Shown = string | readonly string[];

const shown = {
  nullable: true,
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string', nullable: true } }],
};
const shownDescription =
  'A name, a list of names, money with its currency, a share in percent or the value of a target; null once the name is erased, absent where the value says it itself';

/** Whatever an entry may hold. */
const held = {
  oneOf: [
    ...['null', 'string', 'number', 'boolean', 'object'].map((type) => ({ type })),
    { type: 'array', items: {} },
  ],
};

export class AuditLabel {
  @ApiProperty({ example: 'Won · line 1 · amount' })
  readonly en!: string;
  @ApiProperty({ example: '赢单 · 明细 1 · 金额' })
  readonly zh!: string;
}

export class AuditChange {
  @ApiProperty({
    example: 'stage',
    description: 'Path of the field, such as won.lines[0].amountMinor',
  })
  readonly field!: string;
  @ApiProperty({ type: AuditLabel })
  readonly label!: AuditLabel;
  @ApiProperty({
    ...held,
    example: 'Prospecting',
    description: 'null where there was nothing',
  })
  readonly before!: RowValue;
  @ApiProperty({
    ...held,
    example: 'Engaging',
    description: 'null where nothing is left',
  })
  readonly after!: RowValue;
  @ApiPropertyOptional({ ...shown, example: '1000.00 USD', description: shownDescription })
  readonly beforeShown?: Shown;
  @ApiPropertyOptional({ ...shown, example: '1054.00 USD' })
  readonly afterShown?: Shown;
  @ApiPropertyOptional({
    example: true,
    description: 'An entry too far back to be read here says what stood before; before is null',
  })
  readonly beforeUnknown?: boolean;
}

export class AuditEntry {
  @ApiProperty({ example: 184, description: 'In the ledger' })
  readonly sequence!: number;
  @ApiProperty({ example: 'deal/D-1001' })
  readonly subject!: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Renewal 2026',
    description:
      'Its name or title, of a target its scope, metric and period; null once it is erased, absent where it has none',
  })
  readonly subjectName?: string;
  @ApiProperty({ example: 3, description: 'Of the subject' })
  readonly version!: number;
  @ApiProperty({ example: '2026-03-31T09:12:44.120Z', description: 'When it was recorded' })
  readonly time!: string;
  @ApiProperty({ example: '2026-03-30', description: 'When it happened' })
  readonly occurredOn!: string;
  @ApiProperty({ example: 'user/u-7' })
  readonly actor!: string;
  @ApiProperty({ example: 'stated', description: 'How well the actor is known' })
  readonly assurance!: string;
  @ApiProperty({ example: 'DealAdvanced' })
  readonly type!: string;
  @ApiProperty({ type: [AuditChange] })
  readonly changes!: readonly AuditChange[];
  @ApiPropertyOptional({ example: 'Wrong amount on the order' })
  readonly reason?: string;
  @ApiPropertyOptional({ example: 180, description: 'Sequence of the entry that it corrects' })
  readonly corrects?: number;
  @ApiPropertyOptional({
    type: [Number],
    example: [190],
    description: 'Sequences of the entries that correct it',
  })
  readonly correctedBy?: readonly number[];
  @ApiPropertyOptional({
    type: [Number],
    example: [180, 184, 190],
    description: 'Sequences of all that correct one another, from the first to the last',
  })
  readonly chain?: readonly number[];
  @ApiPropertyOptional({ example: true, description: 'The chain is longer than is told here' })
  readonly chainCut?: boolean;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: '7b1a6f0e-6a9e-5c55-9f2c-0c1d0f7f1a11' })
  readonly commandId!: string;
}

export class AuditAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'deal/D-1001' })
  readonly subject!: string;
  @ApiProperty({ type: [AuditEntry], description: 'In the order in which they were recorded' })
  readonly entries!: readonly AuditEntry[];
  @ApiPropertyOptional({
    example: '184',
    description: 'Hand it back for the entries that follow; absent at the end',
  })
  readonly cursor?: string;
}

export class AuditSearchAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [AuditEntry], description: 'Newest first' })
  readonly entries!: readonly AuditEntry[];
  @ApiProperty({
    example: 120,
    description: 'Every entry with this sequence or a higher one was looked at',
  })
  readonly searchedTo!: number;
  @ApiPropertyOptional({
    example: '120',
    description:
      'Hand it back to look at older entries, also where this page is not full; absent at the end',
  })
  readonly cursor?: string;
}

export class AuditEntryAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: AuditEntry })
  readonly entry!: AuditEntry;
  @ApiProperty({
    type: [AuditEntry],
    description: 'The entry and all that correct one another with it, in order',
  })
  readonly chain!: readonly AuditEntry[];
}
