// What a caller says about customers, and how they are told.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { Id, NestedList, Words } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';

const contactsMax = 50;
const segmentText = 'Figures are shown by it; a deal keeps the one of its day';

export class ContactBody {
  @Words(120, { example: 'Li Wei' })
  readonly name!: string;
  @Words(254, { optional: true, example: 'li.wei@konex.example' })
  readonly email?: string;
  @Words(40, { optional: true, example: '+86 10 5555 0100' })
  readonly phone?: string;
}

export class RegisterCustomerBody {
  @Id({ optional: true, example: 'konex', description: 'Made where absent' })
  readonly customer?: string;
  @Words(200, { example: 'Konex', description: 'Kept sealed' })
  readonly name!: string;
  @Words(64, { optional: true, example: 'enterprise', description: segmentText })
  readonly segment?: string;
  @Words(64, { optional: true, example: 'telecommunications' })
  readonly industry?: string;
  @Words(64, { optional: true, example: 'East Asia' })
  readonly region?: string;
  @NestedList(() => ContactBody, contactsMax, { optional: true, description: 'Kept sealed' })
  readonly contacts?: readonly ContactBody[];
  @Provenance()
  readonly source?: SourceBody;
}

export class ChangeCustomerBody {
  @Words(200, { optional: true, example: 'Konex Group', description: 'Kept sealed' })
  readonly name?: string;
  @Words(64, { optional: true, nullable: true, example: 'enterprise', description: segmentText })
  readonly segment?: string | null;
  @Words(64, { optional: true, nullable: true, example: 'telecommunications' })
  readonly industry?: string | null;
  @Words(64, { optional: true, nullable: true, example: 'East Asia' })
  readonly region?: string | null;
  @NestedList(() => ContactBody, contactsMax, {
    optional: true,
    nullable: true,
    description: 'All of them from now on; kept sealed',
  })
  readonly contacts?: readonly ContactBody[] | null;
  @Provenance()
  readonly source?: SourceBody;
}

export class CustomerBody {
  @ApiProperty({ example: 'konex' })
  readonly id!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Konex' })
  readonly name!: string | null;
  @ApiPropertyOptional({ example: 'enterprise' })
  readonly segment?: string;
  @ApiPropertyOptional({ example: 'telecommunications' })
  readonly industry?: string;
  @ApiPropertyOptional({ example: 'East Asia' })
  readonly region?: string;
  @ApiPropertyOptional({ type: [ContactBody], nullable: true })
  readonly contacts?: string | null;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 1, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 11, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
  @ApiPropertyOptional({ type: TruthBody, description: 'Where it is told by itself' })
  readonly truth?: TruthBody;
}

export class CustomersAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [CustomerBody] })
  readonly customers!: readonly CustomerBody[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}
