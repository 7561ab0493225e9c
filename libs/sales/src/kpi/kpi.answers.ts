// How KPIs and their histories are told to readers: values as decimal text in the KPI's unit.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { type KpiDefinition, type KpiUnit, kpiUnits } from './kpi.events.js';

const orNull = { type: String, nullable: true };

export class KpiAnswer {
  @ApiProperty({ example: 'win-rate' })
  readonly name!: string;
  @ApiProperty({ example: 'Win rate', description: 'In the language asked for' })
  readonly label!: string;
  @ApiProperty({ enum: [...kpiUnits], example: 'ratio' })
  readonly unit!: KpiUnit;
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether more is better' })
  readonly direction!: KpiDefinition['direction'];
  @ApiProperty({ example: 'm.wonDeals / (m.wonDeals + m.lostDeals)', description: 'CEL' })
  readonly formula!: string;
  @ApiProperty({ example: true, description: 'Whether a target can be set for it' })
  readonly targetable!: boolean;
  @ApiProperty({
    type: [String],
    example: ['organization', 'team', 'salesperson'],
    description: 'Kinds of scope in which it is kept',
  })
  readonly scopes!: readonly string[];
}

export class KpisAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [KpiAnswer] })
  readonly kpis!: readonly KpiAnswer[];
}

export class LateMeasureAnswer {
  @ApiProperty({ example: 'wonAmount' })
  readonly measure!: string;
  @ApiProperty({ example: '-120.00', description: 'What the entry added to it' })
  readonly added!: string;
  @ApiPropertyOptional({
    enum: ['previous', 'lastYear'],
    description: 'In the period that this one is compared with; absent: in this one',
  })
  readonly compared?: 'previous' | 'lastYear';
}

export class LateTargetAnswer {
  @ApiProperty({ example: 'sales-amount' })
  readonly metric!: string;
  @ApiProperty({ ...orNull, example: '2750000.00', description: 'Before the entry; null: none' })
  readonly was!: string | null;
  @ApiProperty({ ...orNull, example: '2800000.00', description: 'After it; null: none' })
  readonly is!: string | null;
}

export class LateEntryAnswer {
  @ApiProperty({ example: 184, description: 'Of the entry' })
  readonly sequence!: number;
  @ApiProperty({ example: 'DealCorrected' })
  readonly type!: string;
  @ApiProperty({ example: 'deal/D-1001' })
  readonly subject!: string;
  @ApiProperty({ example: 'user/u-7' })
  readonly actor!: string;
  @ApiProperty({ example: '2018-01-04T09:12:44.120Z' })
  readonly time!: string;
  @ApiProperty({ example: '2018-01-04', description: 'The business day of its recording' })
  readonly recordedOn!: string;
  @ApiProperty({ ...orNull, example: '2802616.00', description: "The KPI's value before it" })
  readonly was!: string | null;
  @ApiProperty({ ...orNull, example: '2802496.00', description: "The KPI's value after it" })
  readonly is!: string | null;
  @ApiProperty({
    type: [LateMeasureAnswer],
    description: 'Of the measures that the KPI is made of',
  })
  readonly changed!: readonly LateMeasureAnswer[];
  @ApiPropertyOptional({
    type: [LateTargetAnswer],
    description: 'Targets that the KPI is told with or looks at; absent where it changed none',
  })
  readonly targets?: readonly LateTargetAnswer[];
}

export class LateAnswer {
  @ApiProperty({ example: 1, description: 'How many entries; 0 where they are too many to tell' })
  readonly count!: number;
  @ApiProperty({ example: false, description: 'Whether there are too many to tell' })
  readonly isCut!: boolean;
  @ApiPropertyOptional({
    ...orNull,
    example: '2802616.00',
    description: 'The value without all of them; absent where there are too many',
  })
  readonly was?: string | null;
  @ApiPropertyOptional({
    ...orNull,
    example: '2802496.00',
    description: 'The value with them; absent where there are too many',
  })
  readonly is?: string | null;
  @ApiProperty({
    type: [LateEntryAnswer],
    description: 'The newest first; of a history at most 20',
  })
  readonly entries!: readonly LateEntryAnswer[];
}

export class KpiPeriodAnswer {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
  @ApiProperty({ ...orNull, example: '2802496.00', description: 'null: it divides by nothing' })
  readonly value!: string | null;
  @ApiProperty({ ...orNull, example: '2750000.00', description: 'null: none is set' })
  readonly target!: string | null;
  @ApiProperty({
    ...orNull,
    example: '1.019089',
    description: 'Value over target; where less is better, target over value',
  })
  readonly attainment!: string | null;
  @ApiProperty({ ...orNull, example: '2982255.00', description: 'Of the period before' })
  readonly previous!: string | null;
  @ApiProperty({
    ...orNull,
    example: null,
    description: 'Of the period of the same number a year before',
  })
  readonly lastYear!: string | null;
  @ApiProperty({ example: false, description: 'The period is not over where the ledger is' })
  readonly running!: boolean;
  @ApiProperty({
    type: LateAnswer,
    description: 'Entries recorded after the period had ended that changed the value or the target',
  })
  readonly late!: LateAnswer;
}

export class KpiHistoryAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'sales-amount' })
  readonly kpi!: string;
  @ApiProperty({ enum: [...kpiUnits], example: 'money' })
  readonly unit!: KpiUnit;
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether more is better' })
  readonly direction!: KpiDefinition['direction'];
  @ApiPropertyOptional({ example: 'USD', description: 'Of money' })
  readonly currency?: string;
  @ApiProperty({ example: 'organization' })
  readonly scope!: string;
  @ApiProperty({ ...orNull, example: 'West', description: 'null for the organisation' })
  readonly scopeName!: string | null;
  @ApiProperty({ type: [KpiPeriodAnswer], description: 'Oldest first' })
  readonly periods!: readonly KpiPeriodAnswer[];
}

export class LateChangesAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'sales-amount' })
  readonly kpi!: string;
  @ApiProperty({ enum: [...kpiUnits], example: 'money' })
  readonly unit!: KpiUnit;
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether more is better' })
  readonly direction!: KpiDefinition['direction'];
  @ApiPropertyOptional({ example: 'USD', description: 'Of money' })
  readonly currency?: string;
  @ApiProperty({ example: 'organization' })
  readonly scope!: string;
  @ApiProperty({ ...orNull, example: 'West', description: 'null for the organisation' })
  readonly scopeName!: string | null;
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
  @ApiProperty({ example: 1, description: 'How many entries; 0 where they are too many to tell' })
  readonly count!: number;
  @ApiProperty({ example: false, description: 'Whether there are too many to tell' })
  readonly isCut!: boolean;
  @ApiPropertyOptional({
    ...orNull,
    example: '2802616.00',
    description: 'The value without all of them; absent where there are too many',
  })
  readonly was?: string | null;
  @ApiPropertyOptional({
    ...orNull,
    example: '2802496.00',
    description: 'The value with them; absent where there are too many',
  })
  readonly is?: string | null;
  @ApiProperty({
    type: [LateEntryAnswer],
    description: 'The newest first',
  })
  readonly entries!: readonly LateEntryAnswer[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}

/** What every answer says of the KPI that it is about. */
export type KpiTold = Pick<
  KpiHistoryAnswer,
  'truth' | 'kpi' | 'unit' | 'direction' | 'currency' | 'scope'
>;
