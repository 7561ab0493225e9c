// How people, teams and territories are told: their rows, with the whole history of where they stand.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';
import { type History, type RoleHistory, type SalespersonRole } from './organization.events.js';

export class HeldBody {
  @ApiProperty({ example: '2016-01-01', description: 'From this day on' })
  readonly from!: string;
  @ApiProperty({ type: String, nullable: true, example: 'west-1', description: 'null: nothing' })
  readonly value!: string | null;
  @ApiProperty({ example: 7, description: 'Sequence of the entry that says so' })
  readonly sequence!: number;
}

export class RoleHeldBody {
  @ApiProperty({ example: '2016-01-01', description: 'From this day on' })
  readonly from!: string;
  @ApiProperty({ example: 'salesperson', enum: ['salesperson', 'manager'] })
  readonly value!: SalespersonRole;
  @ApiProperty({ example: 7, description: 'Sequence of the entry that says so' })
  readonly sequence!: number;
}

export class SalespersonBody {
  @ApiProperty({ example: 'sp-7' })
  readonly id!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Darcel Schlecht' })
  readonly name!: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'darcel@acme.example' })
  readonly email?: string | null;
  @ApiProperty({
    example: 'salesperson',
    enum: ['salesperson', 'manager'],
    description: 'The last one of roles',
  })
  readonly role!: SalespersonRole;
  @ApiProperty({ type: [RoleHeldBody], description: 'Roles, oldest first' })
  readonly roles!: RoleHistory;
  @ApiProperty({ example: '2016-01-01' })
  readonly activeFrom!: string;
  @ApiPropertyOptional({ example: '2026-07-01', description: 'The first day without them' })
  readonly inactiveFrom?: string;
  @ApiProperty({ type: [HeldBody], description: 'Teams, oldest first' })
  readonly teams!: History;
  @ApiProperty({ type: [HeldBody], description: 'Territories, oldest first' })
  readonly territories!: History;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 3, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 17, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class TeamBody {
  @ApiProperty({ example: 'west-1' })
  readonly id!: string;
  @ApiProperty({ example: 'West 1' })
  readonly name!: string;
  @ApiProperty({ example: '2016-01-01' })
  readonly createdOn!: string;
  @ApiProperty({ type: [HeldBody], description: 'Teams above, oldest first' })
  readonly parents!: History;
  @ApiProperty({ type: [HeldBody], description: 'Who led it, oldest first' })
  readonly managers!: History;
  @ApiProperty({ example: 2, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 12, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class TerritoryBody {
  @ApiProperty({ example: 'west' })
  readonly id!: string;
  @ApiProperty({ example: 'West' })
  readonly name!: string;
  @ApiProperty({ example: '2016-01-01' })
  readonly createdOn!: string;
  @ApiProperty({ example: 1, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 5, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

const cursorText = 'For the next page; absent at the end';

export class SalespeopleAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [SalespersonBody] })
  readonly salespeople!: readonly SalespersonBody[];
  @ApiPropertyOptional({ description: cursorText })
  readonly cursor?: string;
}

export class TeamsAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [TeamBody] })
  readonly teams!: readonly TeamBody[];
  @ApiPropertyOptional({ description: cursorText })
  readonly cursor?: string;
}

export class TerritoriesAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [TerritoryBody] })
  readonly territories!: readonly TerritoryBody[];
  @ApiPropertyOptional({ description: cursorText })
  readonly cursor?: string;
}

/** One of them by itself also says how true it is. */
export type Told<B> = B & { readonly truth: TruthBody };
