// What a caller says about products, and how they are told.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { Amount, FreeText, Id, Words, WordsList } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';

const aliasesMax = 50;
const nameCharactersMax = 120;

export class AddProductBody {
  @Id({ optional: true, example: 'gtx-pro', description: 'Made where absent' })
  readonly product?: string;
  @Words(nameCharactersMax, { example: 'GTX Pro' })
  readonly name!: string;
  @Words(nameCharactersMax, { optional: true, example: 'GTX' })
  readonly family?: string;
  @Amount({ optional: true, example: '4821.00', description: "For one, in the ledger's currency" })
  readonly listPrice?: string;
  @WordsList(aliasesMax, nameCharactersMax, { optional: true, description: 'Names in files' })
  readonly aliases?: readonly string[];
  @Provenance()
  readonly source?: SourceBody;
}

export class ChangeProductBody {
  @Words(nameCharactersMax, { optional: true, example: 'GTX Pro' })
  readonly name?: string;
  @Words(nameCharactersMax, { optional: true, nullable: true, example: 'GTX' })
  readonly family?: string | null;
  @Amount({ optional: true, nullable: true, example: '4999.00' })
  readonly listPrice?: string | null;
  @WordsList(aliasesMax, nameCharactersMax, {
    optional: true,
    description: 'All of them from now on',
  })
  readonly aliases?: readonly string[];
  @Provenance()
  readonly source?: SourceBody;
}

export class RetireProductBody {
  @FreeText(500, { optional: true, example: 'Replaced by GTX Plus Pro' })
  readonly reason?: string;
}

export class ProductBody {
  @ApiProperty({ example: 'gtx-pro' })
  readonly id!: string;
  @ApiProperty({ example: 'GTX Pro' })
  readonly name!: string;
  @ApiPropertyOptional({ example: 'GTX' })
  readonly family?: string;
  @ApiPropertyOptional({ example: '4821.00' })
  readonly listPrice?: string;
  @ApiPropertyOptional({ example: 'USD', description: 'Of the list price' })
  readonly currency?: string;
  @ApiProperty({ type: [String], example: ['GTXPro'] })
  readonly aliases!: readonly string[];
  @ApiPropertyOptional({ example: '2026-03-31' })
  readonly retiredOn?: string;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 1, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 9, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
  @ApiPropertyOptional({ type: TruthBody, description: 'Where it is told by itself' })
  readonly truth?: TruthBody;
}

export class ProductsAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [ProductBody] })
  readonly products!: readonly ProductBody[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}
