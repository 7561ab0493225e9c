// How attainment and pace are told to readers: values as decimal text in the metric's unit.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { type KpiUnit, kpiUnits } from './kpi.events.js';
import { type Target } from './targets.js';

const orNull = { type: String, nullable: true };
const targetsFrom: readonly Target['from'][] = ['set', 'salespeople'];

export class AttainmentPeriod {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
}

export class ElapsedAnswer {
  @ApiProperty({ example: '2017-11-15', description: 'The day of which it is told' })
  readonly on!: string;
  @ApiProperty({ example: 46, description: 'Days of the period that have begun by then' })
  readonly days!: number;
  @ApiProperty({ example: 92, description: 'Days of the period' })
  readonly of!: number;
  @ApiProperty({ example: '0.500000' })
  readonly share!: string;
}

export class AttainmentRow {
  @ApiProperty({ example: 'sp-7', description: 'unassigned: what names no member' })
  readonly member!: string;
  @ApiProperty({ ...orNull, example: 'West', description: 'null where it has none' })
  readonly name!: string | null;
  @ApiProperty({
    ...orNull,
    example: '120000.00',
    description: 'By the day of which it is told; null: it divides by nothing',
  })
  readonly actual!: string | null;
  @ApiProperty({ ...orNull, example: '250000.00', description: 'null: none is set' })
  readonly target!: string | null;
  @ApiProperty({
    ...orNull,
    enum: [...targetsFrom, null],
    example: 'set',
    description: "salespeople: none was set, and it is the sum of the salespeople's",
  })
  readonly targetFrom!: Target['from'] | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    example: false,
    description: 'Agreed after the period had begun; of a sum, one of them',
  })
  readonly setLate!: boolean | null;
  @ApiProperty({
    ...orNull,
    example: '0.480000',
    description: 'Actual over the whole target; where less is better, target over actual',
  })
  readonly attainment!: string | null;
  @ApiProperty({
    ...orNull,
    example: '125000.00',
    description: 'The target times the share of the period that has begun; null for ratios',
  })
  readonly expected!: string | null;
  @ApiProperty({
    ...orNull,
    example: '-5000.00',
    description:
      'Actual less expected, the other way round where less is better: below zero is behind',
  })
  readonly ahead!: string | null;
  @ApiProperty({
    ...orNull,
    example: '240000.00',
    description: 'Actual over that share: where it lands if it goes on so; null for ratios',
  })
  readonly landing!: string | null;
}

export class AttainmentAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'sales-amount' })
  readonly metric!: string;
  @ApiProperty({ enum: [...kpiUnits], example: 'money' })
  readonly unit!: KpiUnit;
  @ApiPropertyOptional({ example: 'USD', description: 'Of money' })
  readonly currency?: string;
  @ApiProperty({ example: 'organization' })
  readonly scope!: string;
  @ApiProperty({ type: AttainmentPeriod })
  readonly period!: AttainmentPeriod;
  @ApiProperty({ type: ElapsedAnswer })
  readonly elapsed!: ElapsedAnswer;
  @ApiProperty({ type: AttainmentRow, description: "The scope's own" })
  readonly own!: AttainmentRow;
  @ApiPropertyOptional({ example: 'salesperson', description: 'Whom rows tell of' })
  readonly by?: string;
  @ApiProperty({
    type: [AttainmentRow],
    description:
      'By id: everyone within the scope who has a target or something counted; none without by',
  })
  readonly rows!: readonly AttainmentRow[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}
