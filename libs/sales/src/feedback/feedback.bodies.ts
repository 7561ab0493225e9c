// What a caller says about feedback: request bodies over HTTP, the same classes for an import's rows.
import { BusinessDate, FreeText, Id, Nested, OneOf, Whole, Words } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';
import {
  type FeedbackKind,
  type Scale,
  type Score,
  feedbackKinds,
  scales,
} from './feedback.events.js';

export const scaleNames: readonly string[] = Object.keys(scales);
const rangeText = 'csat 1–5, nps 0–10, ces 1–7';
const valueMax = 100;

export class ScoreBody implements Score {
  @OneOf(scaleNames, { example: 'csat', description: rangeText })
  readonly scale!: Scale;
  @Whole(0, valueMax, { example: 4, description: 'Within the range of its scale' })
  readonly value!: number;
}

export class ReceiveFeedbackBody {
  @OneOf(feedbackKinds, { example: 'survey' })
  readonly kind!: FeedbackKind;
  @Nested(() => ScoreBody, { optional: true })
  readonly score?: ScoreBody;
  @FreeText(4_000, {
    optional: true,
    example: 'Delivery was late, but the team kept us informed',
    description: 'What was said; kept sealed',
  })
  readonly comment?: string;
  @BusinessDate({ example: '2026-03-30', description: 'The day on which it counts' })
  readonly receivedOn!: string;
  @Id({
    optional: true,
    example: 'D-1001',
    description: 'Salesperson, customer, product and channel come from it where absent',
  })
  readonly deal?: string;
  @Id({ optional: true, example: 'sp-7', description: 'Whom it speaks of' })
  readonly salesperson?: string;
  @Id({ optional: true, example: 'konex' })
  readonly customer?: string;
  @Id({ optional: true, example: 'GTX-PRO' })
  readonly product?: string;
  @Words(64, { optional: true, example: 'partner', description: 'The channel of sales' })
  readonly channel?: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class AnswerFeedbackBody {
  @BusinessDate({ example: '2026-03-31' })
  readonly answeredOn!: string;
  @FreeText(4_000, {
    example: 'We have changed the carrier and waived the delivery fee',
    description: 'What was answered; kept sealed',
  })
  readonly comment!: string;
}

export class DismissFeedbackBody {
  @BusinessDate({ example: '2026-03-31' })
  readonly dismissedOn!: string;
  @FreeText(500, { example: 'Meant for another company', description: 'Kept sealed' })
  readonly reason!: string;
}
