// How satisfaction is told to readers: three scores with the number of answers behind each, and complaints that wait.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';

const orNull = { type: String, nullable: true };

export class ScoreLabel {
  @ApiProperty({ example: 'Net promoter score (NPS)' })
  readonly en!: string;
  @ApiProperty({ example: '净推荐值（NPS）' })
  readonly zh!: string;
}

export class ScoreLabels {
  @ApiProperty({ type: ScoreLabel })
  readonly csat!: ScoreLabel;
  @ApiProperty({ type: ScoreLabel })
  readonly nps!: ScoreLabel;
  @ApiProperty({ type: ScoreLabel })
  readonly ces!: ScoreLabel;
}

/** A score is null where nobody answered. */
export class SatisfactionScores {
  @ApiProperty({ ...orNull, example: '0.850000', description: 'Share of answers of 4 or 5' })
  readonly csat!: string | null;
  @ApiProperty({ example: 40, description: 'Answers behind it' })
  readonly csatCount!: number;
  @ApiProperty({ ...orNull, example: '25.000000', description: 'Promoters less detractors, in %' })
  readonly nps!: string | null;
  @ApiProperty({ example: 16 })
  readonly npsCount!: number;
  @ApiProperty({ ...orNull, example: '5.400000', description: 'Mean of 1 to 7; 7 is easiest' })
  readonly ces!: string | null;
  @ApiProperty({ example: 5 })
  readonly cesCount!: number;
}

export class SatisfactionPeriod {
  @ApiProperty({ example: '2017-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2017-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2017-12-31', description: 'The last day of the period' })
  readonly end!: string;
  @ApiProperty({ type: SatisfactionScores })
  readonly scores!: SatisfactionScores;
}

export class OpenComplaints {
  @ApiProperty({ example: 3, description: 'Neither answered nor dismissed' })
  readonly open!: number;
  @ApiProperty({ ...orNull, example: '2017-11-02', description: 'The oldest one came on this day' })
  readonly oldestOn!: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 59, description: 'Its age in days' })
  readonly oldestDays!: number | null;
  @ApiProperty({ ...orNull, example: '21.333333', description: 'Of all, in days' })
  readonly meanDays!: string | null;
}

export class SatisfactionComplaints {
  @ApiProperty({ example: '2017-12-31', description: 'The day to which ages are told: today' })
  readonly on!: string;
  @ApiProperty({ example: false, description: 'There are more: only the 2,000 oldest are told of' })
  readonly isCut!: boolean;
  @ApiProperty({ type: OpenComplaints })
  readonly waiting!: OpenComplaints;
}

export class SatisfactionMember {
  @ApiProperty({ example: 'sp-7', description: 'unassigned: what names no member' })
  readonly member!: string;
  @ApiProperty({ ...orNull, example: 'Darcel Schlecht', description: 'null where it has none' })
  readonly name!: string | null;
  @ApiProperty({ type: SatisfactionScores })
  readonly scores!: SatisfactionScores;
  @ApiProperty({ type: OpenComplaints })
  readonly complaints!: OpenComplaints;
}

export class SatisfactionAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'organization' })
  readonly scope!: string;
  @ApiProperty({ ...orNull, example: 'West', description: 'null for the organisation' })
  readonly scopeName!: string | null;
  @ApiProperty({ type: ScoreLabels })
  readonly labels!: ScoreLabels;
  @ApiProperty({ type: [SatisfactionPeriod], description: 'Oldest first; the one asked for last' })
  readonly periods!: readonly SatisfactionPeriod[];
  @ApiProperty({ type: SatisfactionComplaints })
  readonly complaints!: SatisfactionComplaints;
  @ApiPropertyOptional({ example: 'salesperson', description: 'Whom members tell of' })
  readonly by?: string;
  @ApiProperty({
    type: [SatisfactionMember],
    description:
      'By id: all within the scope who were scored in the period asked for or have a complaint open; none without by',
  })
  readonly members!: readonly SatisfactionMember[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}
