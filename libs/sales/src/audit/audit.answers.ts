// How an audit trail is told to readers. Money stays in minor units, as the entries hold it.
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RowValue } from '@ledger/ledger';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';
import { type FieldChange } from './changes.js';

export class AuditChange implements FieldChange {
  @ApiProperty({
    example: 'stage',
    description: 'Path of the field, such as won.lines[0].amountMinor',
  })
  readonly field!: string;
  @ApiProperty({
    nullable: true,
    example: 'Prospecting',
    description: 'null where there was nothing',
    type: Object,
  })
  readonly before!: RowValue;
  @ApiProperty({
    nullable: true,
    example: 'Engaging',
    description: 'null where nothing is left',
    type: Object,
  })
  readonly after!: RowValue;
}

export class AuditEntry {
  @ApiProperty({ example: 184, description: 'In the ledger' })
  readonly sequence!: number;
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
    example: '50',
    description: 'Hand it back for the entries that follow; absent at the end',
  })
  readonly cursor?: string;
}
