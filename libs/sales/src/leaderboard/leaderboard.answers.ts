// How a leaderboard is told to readers: values as decimal text in the metric's unit.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { type KpiUnit, kpiUnits } from '../kpi/kpi.events.js';

const decimal = { type: String, example: '1153214.00' };
const orNull = { type: String, nullable: true };

export class LeaderboardPeriod {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
}

export class LeaderboardLabel {
  @ApiProperty({ example: 'Sales amount', description: 'Of attainment, with what is attained' })
  readonly en!: string;
  @ApiProperty({ example: '销售额' })
  readonly zh!: string;
}

export class LeaderboardRow {
  @ApiProperty({ example: 2, description: 'Equal values share a rank: 1, 2, 2, 4' })
  readonly rank!: number;
  @ApiProperty({ example: 'S-17', description: 'unassigned: what names no member' })
  readonly member!: string;
  @ApiProperty({
    ...orNull,
    example: 'Darcel Schlecht',
    description: 'null where it has none, or once it is erased',
  })
  readonly name!: string | null;
  @ApiProperty({ ...decimal, description: 'Ratios are rounded half-even to six places' })
  readonly value!: string;
  @ApiProperty({
    ...orNull,
    example: '0.115258',
    description:
      'Of the total; null where members do not add up to it (ratios, customers) or it is not above zero',
  })
  readonly share!: string | null;
  @ApiProperty({
    ...orNull,
    example: '1024.00',
    description: 'To the next better rank; null at the top',
  })
  readonly gapToNext!: string | null;
  @ApiProperty({
    ...orNull,
    example: '98023.00',
    description: "On the period before's board; null where that does not list the member",
  })
  readonly valueBefore!: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 5,
    description: "On the period before's board",
  })
  readonly rankBefore!: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 3,
    description: 'Ranks gained since the period before; below zero: lost',
  })
  readonly movement!: number | null;
}

export class LeaderboardAnswer {
  @ApiProperty({
    type: TruthBody,
    description: 'Of the read model that is furthest behind, where names and figures differ',
  })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'sales-amount' })
  readonly metric!: string;
  @ApiPropertyOptional({
    example: 'deals-won',
    description: 'Of attainment: the metric whose targets are attained, where one was named',
  })
  readonly attained?: string;
  @ApiProperty({ type: LeaderboardLabel })
  readonly label!: LeaderboardLabel;
  @ApiProperty({ enum: [...kpiUnits] })
  readonly unit!: KpiUnit;
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether more is better' })
  readonly direction!: string;
  @ApiProperty({ example: 'USD', description: 'In which money is given' })
  readonly currency!: string;
  @ApiProperty({ example: 'organization' })
  readonly scope!: string;
  @ApiProperty({
    ...orNull,
    example: 'West',
    description: "The scope's name; null for the organisation",
  })
  readonly scopeName!: string | null;
  @ApiProperty({ example: 'salesperson' })
  readonly by!: string;
  @ApiProperty({ type: LeaderboardPeriod })
  readonly period!: LeaderboardPeriod;
  @ApiProperty({ type: LeaderboardPeriod, description: 'With which ranks and values are compared' })
  readonly previous!: LeaderboardPeriod;
  @ApiProperty({
    ...orNull,
    example: '2802496.00',
    description: "The scope's own value; null for a ratio without base",
  })
  readonly total!: string | null;
  @ApiProperty({
    type: [LeaderboardRow],
    description: 'Best first; equal values by name in code-point order, then by id',
  })
  readonly rows!: readonly LeaderboardRow[];
  @ApiProperty({ example: false, description: 'Whether members follow after the last row' })
  readonly more!: boolean;
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}
