// How leads are told to readers.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';
import { type LeadState, leadStatuses } from './lead.events.js';
import { type LeadRow } from './lead.projection.js';

const sealed = { type: String, nullable: true } as const;

export class LeadAnswer {
  @ApiProperty({ example: 'L-1001' })
  readonly lead!: string;
  @ApiProperty({ enum: leadStatuses })
  readonly status!: LeadState['status'];
  @ApiProperty({ ...sealed, example: 'Li Wei', description: 'null once erased' })
  readonly name!: string | null;
  @ApiPropertyOptional({ ...sealed, example: 'li.wei@konex.example' })
  readonly email?: string | null;
  @ApiPropertyOptional({ ...sealed, example: 'Konex' })
  readonly company?: string | null;
  @ApiProperty({ example: '2026-03-02' })
  readonly receivedOn!: string;
  @ApiProperty({ example: 'web' })
  readonly channel!: string;
  @ApiPropertyOptional({ example: 'spring-fair' })
  readonly campaign?: string;
  @ApiPropertyOptional({ example: 'sp-7' })
  readonly owner?: string;
  @ApiPropertyOptional({ example: 'konex' })
  readonly customer?: string;
  @ApiPropertyOptional({ example: '2026-03-09' })
  readonly qualifiedOn?: string;
  @ApiPropertyOptional({ example: '2026-03-09' })
  readonly disqualifiedOn?: string;
  @ApiPropertyOptional({ example: 'no budget' })
  readonly reason?: string;
  @ApiPropertyOptional({ example: '2026-03-16' })
  readonly convertedOn?: string;
  @ApiPropertyOptional({ example: 'D-1001' })
  readonly deal?: string;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 2, description: 'For If-Match; also the ETag of one lead' })
  readonly version!: number;
  @ApiProperty({ example: 184, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class OneLeadAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: LeadAnswer })
  readonly lead!: LeadAnswer;
}

export class LeadsAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [LeadAnswer] })
  readonly leads!: readonly LeadAnswer[];
  @ApiPropertyOptional({ description: 'Hand it back for the leads that follow; absent at the end' })
  readonly cursor?: string;
}

export function leadAnswer(id: string, { state, version, sequence }: LeadRow): LeadAnswer {
  const { facts, ...turn } = state;
  return { lead: id, ...facts, ...turn, version, sequence };
}
