// How channels and campaigns are told to readers: money as decimal text, ratios to six places.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';

const orNull = { type: String, nullable: true };

export class ChannelPeriod {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
}

export class ColumnLabel {
  @ApiProperty({ example: 'leads.conversion', description: 'Path of the column' })
  readonly column!: string;
  @ApiProperty({ example: 'Lead conversion' })
  readonly en!: string;
  @ApiProperty({ example: '线索转化率' })
  readonly zh!: string;
}

/** Each step of a lead counts on its own day, so a short period may convert more than it receives. */
export class LeadColumns {
  @ApiProperty({ example: 40 })
  readonly received!: number;
  @ApiProperty({ example: 18 })
  readonly qualified!: number;
  @ApiProperty({ example: 6 })
  readonly converted!: number;
  @ApiProperty({
    ...orNull,
    example: '0.150000',
    description: 'Converted of received; null where none was received',
  })
  readonly conversion!: string | null;
}

export class ChannelRow {
  @ApiProperty({ example: 'partner', description: 'unassigned: what names no channel' })
  readonly channel!: string;
  @ApiProperty({ example: '250000.00', description: 'Won less reversed' })
  readonly salesAmount!: string;
  @ApiProperty({
    ...orNull,
    example: '0.250000',
    description: 'Of the sales of the organisation; null where they are not above zero',
  })
  readonly share!: string | null;
  @ApiProperty({ example: 120 })
  readonly dealsWon!: number;
  @ApiProperty({ ...orNull, example: '0.600000', description: 'null: none was won or lost' })
  readonly winRate!: string | null;
  @ApiProperty({ ...orNull, example: '2083.333333', description: 'null: none was won' })
  readonly averageDeal!: string | null;
  @ApiProperty({ type: LeadColumns })
  readonly leads!: LeadColumns;
}

export class CampaignRow {
  @ApiProperty({ example: 'spring-fair', description: 'unassigned: what names no campaign' })
  readonly campaign!: string;
  @ApiProperty({ type: LeadColumns })
  readonly leads!: LeadColumns;
}

export class ChannelsAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ type: ChannelPeriod })
  readonly period!: ChannelPeriod;
  @ApiProperty({ type: [ColumnLabel] })
  readonly labels!: readonly ColumnLabel[];
  @ApiProperty({ example: false, description: 'Whether others follow after the last one' })
  readonly more!: boolean;
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
  @ApiProperty({ example: 'USD' })
  readonly currency!: string;
  @ApiProperty({ type: [ChannelRow], description: 'The most sales first, then the most leads' })
  readonly channels!: readonly ChannelRow[];
}

export class CampaignsAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ type: ChannelPeriod })
  readonly period!: ChannelPeriod;
  @ApiProperty({ type: [ColumnLabel] })
  readonly labels!: readonly ColumnLabel[];
  @ApiProperty({ example: false, description: 'Whether others follow after the last one' })
  readonly more!: boolean;
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
  @ApiProperty({ type: [CampaignRow], description: 'The most leads first' })
  readonly campaigns!: readonly CampaignRow[];
}
