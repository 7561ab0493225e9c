// How a salesperson's page is told: the person, figures, ranks, open business, what customers say, what was recorded.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { AuditEntry } from '../audit/audit.answers.js';
import { DealAnswer } from '../deal/deal.answers.js';
import { TruthBody } from '../edge.js';
import { FeedbackAnswer } from '../feedback/feedback.answers.js';
import { type KpiDefinition, type KpiUnit, kpiUnits } from '../kpi/kpi.events.js';
import { type LeadState, leadStatuses } from '../lead/lead.events.js';
import { type SalespersonRole } from '../organization/organization.events.js';

const orNull = { type: String, nullable: true };
const moreText = 'Where the rest is; null where this is all';
const more = { ...orNull, example: '/v1/ledgers/acme/deals?…', description: moreText };

export class PagePeriod {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
}

export class PlaceAnswer {
  @ApiProperty({ example: 'west-1' })
  readonly id!: string;
  @ApiProperty({ ...orNull, example: 'West 1', description: 'null once it is erased' })
  readonly name!: string | null;
}

export class PersonAnswer {
  @ApiProperty({ example: 'sp-7' })
  readonly salesperson!: string;
  @ApiProperty({ ...orNull, example: 'Darcel Schlecht', description: 'null once it is erased' })
  readonly name!: string | null;
  @ApiProperty({
    enum: ['salesperson', 'manager'],
    description: "On the period's last day",
  })
  readonly role!: SalespersonRole;
  @ApiProperty({ example: '2016-01-01' })
  readonly activeFrom!: string;
  @ApiPropertyOptional({ example: '2026-07-01', description: 'The first day without them' })
  readonly inactiveFrom?: string;
  @ApiProperty({ type: PlaceAnswer, nullable: true, description: "On the period's last day" })
  readonly team!: PlaceAnswer | null;
  @ApiProperty({ type: PlaceAnswer, nullable: true, description: 'Who led that team' })
  readonly manager!: PlaceAnswer | null;
  @ApiProperty({ type: PlaceAnswer, nullable: true })
  readonly territory!: PlaceAnswer | null;
}

export class KpiLabel {
  @ApiProperty({ example: 'Win rate' })
  readonly en!: string;
  @ApiProperty({ example: '赢单率' })
  readonly zh!: string;
}

export class KpiLineAnswer {
  @ApiProperty({ example: 'win-rate' })
  readonly kpi!: string;
  @ApiProperty({ type: KpiLabel })
  readonly label!: KpiLabel;
  @ApiProperty({ enum: [...kpiUnits], example: 'ratio' })
  readonly unit!: KpiUnit;
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether more is better' })
  readonly direction!: KpiDefinition['direction'];
  @ApiProperty({ ...orNull, example: '0.631500', description: 'null: it divides by nothing' })
  readonly value!: string | null;
  @ApiProperty({ ...orNull, example: '0.650000', description: 'null: none is set' })
  readonly target!: string | null;
  @ApiProperty({ ...orNull, example: '0.971538', description: 'Value over target' })
  readonly attainment!: string | null;
  @ApiProperty({ ...orNull, example: '0.640000', description: 'Of the period before' })
  readonly previous!: string | null;
  @ApiProperty({ ...orNull, example: null, description: 'Of the same period a year before' })
  readonly lastYear!: string | null;
}

export class RankAnswer {
  @ApiProperty({ example: 'team/west-1' })
  readonly scope!: string;
  @ApiProperty({ type: Number, nullable: true, example: 2, description: 'null: not on that board' })
  readonly rank!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 30, description: 'How many are ranked' })
  readonly of!: number | null;
  @ApiProperty({ ...orNull, example: '98023.00' })
  readonly value!: string | null;
  @ApiProperty({ ...orNull, example: '1024.00', description: 'To the next better rank' })
  readonly gapToNext!: string | null;
}

export class PipelineAnswer {
  @ApiProperty({ example: '2017-12-31', description: "What stood at this day's end" })
  readonly on!: string;
  @ApiProperty({ example: '250000.00' })
  readonly amount!: string;
  @ApiProperty({ example: 12 })
  readonly deals!: number;
  @ApiProperty({
    type: [DealAnswer],
    description: 'Now open and expected to close next, the earliest first, at most 10',
  })
  readonly next!: readonly DealAnswer[];
  @ApiProperty({ example: false, description: 'Only the 1,000 opened last were looked at' })
  readonly isCut!: boolean;
}

export class DealList {
  @ApiProperty({ type: [DealAnswer], description: 'Newest first, at most 10' })
  readonly deals!: readonly DealAnswer[];
  @ApiProperty(more)
  readonly more!: string | null;
}

export class OwnedDeals {
  @ApiProperty({ type: DealList, description: 'Won in the period' })
  readonly won!: DealList;
  @ApiProperty({ type: DealList, description: 'Lost in the period' })
  readonly lost!: DealList;
}

export class CreditedDealAnswer {
  @ApiProperty({ enum: ['primary', 'overlay'], description: 'overlay counts beside the primary' })
  readonly kind!: 'primary' | 'overlay';
  @ApiProperty({ example: 5_000, description: 'Basis points of the deal' })
  readonly shareBp!: number;
  @ApiProperty({ example: '527.00', description: "The person's part of the deal" })
  readonly amount!: string;
  @ApiProperty({ example: '0.00', description: 'Taken back of it so far' })
  readonly reversed!: string;
  @ApiProperty({ type: DealAnswer, description: 'Perhaps owned by somebody else' })
  readonly deal!: DealAnswer;
}

export class CreditedList {
  @ApiProperty({ type: [CreditedDealAnswer], description: 'Newest first, at most 10' })
  readonly deals!: readonly CreditedDealAnswer[];
  @ApiProperty({ example: false, description: 'Only the 500 wins recorded last were looked at' })
  readonly isCut!: boolean;
  @ApiProperty({
    ...orNull,
    example: '/v1/ledgers/acme/audit?…',
    description: 'The wins that named the person; null where this is all',
  })
  readonly more!: string | null;
}

export class FeedbackList {
  @ApiProperty({ type: [FeedbackAnswer], description: 'At most 10' })
  readonly feedback!: readonly FeedbackAnswer[];
  @ApiProperty(more)
  readonly more!: string | null;
}

export class LeadCount {
  @ApiProperty({ enum: leadStatuses })
  readonly status!: LeadState['status'];
  @ApiProperty({ example: 7, description: 'At most 1,000' })
  readonly count!: number;
  @ApiProperty({ example: false, description: 'There are more' })
  readonly isCut!: boolean;
  @ApiProperty({ example: '/v1/ledgers/acme/leads?…', description: 'Where they are listed' })
  readonly list!: string;
}

export class TimeLine {
  @ApiProperty({ type: [AuditEntry], description: 'Newest first, at most 20' })
  readonly entries!: readonly AuditEntry[];
  @ApiProperty(more)
  readonly more!: string | null;
}

export class SalespersonPageAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'USD' })
  readonly currency!: string;
  @ApiProperty({ type: PagePeriod })
  readonly period!: PagePeriod;
  @ApiProperty({ type: PersonAnswer })
  readonly person!: PersonAnswer;
  @ApiProperty({ type: [KpiLineAnswer], description: 'Those kept for one person in such a period' })
  readonly kpis!: readonly KpiLineAnswer[];
  @ApiProperty({ type: [RankAnswer], description: 'By sales amount: of all, and of the own team' })
  readonly ranks!: readonly RankAnswer[];
  @ApiProperty({ type: PipelineAnswer })
  readonly pipeline!: PipelineAnswer;
  @ApiProperty({ type: OwnedDeals, description: 'Deals that the person owns now' })
  readonly owned!: OwnedDeals;
  @ApiProperty({
    type: CreditedList,
    description: 'Deals won in the period that the person is credited with, whoever owns them',
  })
  readonly credited!: CreditedList;
  @ApiProperty({ type: FeedbackList, description: 'Received in the period, newest first' })
  readonly feedback!: FeedbackList;
  @ApiProperty({ type: FeedbackList, description: 'Complaints open now, oldest first' })
  readonly complaints!: FeedbackList;
  @ApiProperty({ type: [LeadCount], description: 'That the person looks after now' })
  readonly leads!: readonly LeadCount[];
  @ApiProperty({ type: TimeLine, description: 'Entries about the person or crediting them' })
  readonly timeLine!: TimeLine;
}
