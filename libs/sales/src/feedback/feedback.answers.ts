// How feedback is told to readers.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { present } from '../changes.js';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';
import { ScoreBody } from './feedback.bodies.js';
import {
  type FeedbackKind,
  type FeedbackState,
  feedbackKinds,
  isComplaint,
} from './feedback.events.js';
import { type FeedbackRow } from './feedback.projection.js';

const feedbackStatuses: readonly FeedbackState['status'][] = ['open', 'answered', 'dismissed'];
const sealed = { type: String, nullable: true } as const;

export class FeedbackAnswer {
  @ApiProperty({ example: 'F-1001' })
  readonly feedback!: string;
  @ApiProperty({ enum: feedbackStatuses })
  readonly status!: FeedbackState['status'];
  @ApiProperty({ enum: feedbackKinds })
  readonly kind!: FeedbackKind;
  @ApiProperty({ example: '2026-03-30' })
  readonly receivedOn!: string;
  @ApiPropertyOptional({ type: ScoreBody })
  readonly score?: ScoreBody;
  @ApiProperty({ example: false, description: 'CSAT up to 2, NPS up to 6 or CES up to 3' })
  readonly isComplaint!: boolean;
  @ApiPropertyOptional({ ...sealed, example: 'Delivery was late', description: 'null once erased' })
  readonly comment?: string | null;
  @ApiPropertyOptional({ example: 'D-1001' })
  readonly deal?: string;
  @ApiPropertyOptional({ example: 'sp-7' })
  readonly salesperson?: string;
  @ApiPropertyOptional({
    type: [String],
    example: ['central-1', 'central'],
    description: 'Where the salesperson stood when it was received, innermost first',
  })
  readonly teams?: readonly string[];
  @ApiPropertyOptional({ example: 'sp-2' })
  readonly manager?: string;
  @ApiPropertyOptional({ example: 'central' })
  readonly territory?: string;
  @ApiPropertyOptional({ example: 'konex' })
  readonly customer?: string;
  @ApiPropertyOptional({ example: 'retail' })
  readonly segment?: string;
  @ApiPropertyOptional({ example: 'GTX-PRO' })
  readonly product?: string;
  @ApiPropertyOptional({ example: 'GTX' })
  readonly family?: string;
  @ApiPropertyOptional({ example: 'partner' })
  readonly channel?: string;
  @ApiPropertyOptional({ example: '2026-03-31' })
  readonly answeredOn?: string;
  @ApiPropertyOptional({ ...sealed, example: 'We have changed the carrier' })
  readonly answer?: string | null;
  @ApiPropertyOptional({ example: '2026-03-31' })
  readonly dismissedOn?: string;
  @ApiPropertyOptional({ ...sealed, example: 'Meant for another company' })
  readonly reason?: string | null;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 2, description: 'For If-Match; also the ETag of one feedback' })
  readonly version!: number;
  @ApiProperty({ example: 184, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class OneFeedbackAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: FeedbackAnswer })
  readonly feedback!: FeedbackAnswer;
}

export class FeedbackListAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [FeedbackAnswer] })
  readonly feedback!: readonly FeedbackAnswer[];
  @ApiPropertyOptional({ description: 'Hand it back for what follows; absent at the end' })
  readonly cursor?: string;
}

export function feedbackAnswer(
  id: string,
  { state, version, sequence }: FeedbackRow,
): FeedbackAnswer {
  const { voice, ...turn } = state;
  const { attribution, ...told } = voice;
  return present({
    feedback: id,
    ...told,
    ...attribution,
    isComplaint: isComplaint(voice),
    ...turn,
    version,
    sequence,
  });
}
