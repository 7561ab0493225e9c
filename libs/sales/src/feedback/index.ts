// The feedback slice: what customers say, and what became of it.
import { type Slice } from '@ledger/ledger';
import { FeedbackCommandsController } from './feedback.commands.js';
import { feedbackDecider } from './feedback.decider.js';
import { feedback } from './feedback.events.js';
import { feedbackProjection } from './feedback.projection.js';
import {
  FeedbackHandler,
  FeedbackListHandler,
  FeedbackQueriesController,
} from './feedback.queries.js';
import { feedbackRejections } from './feedback.rejections.js';

export * from './feedback.answers.js';
export * from './feedback.bodies.js';
export { type FeedbackCommand } from './feedback.decider.js';
export * from './feedback.events.js';
export { type FeedbackRow, feedbackProjection, feedbackRow } from './feedback.projection.js';
export { GetFeedback, ListFeedback } from './feedback.queries.js';

export const feedbackSlice: Slice = {
  name: 'feedback',
  events: {
    FeedbackReceived: { version: 1 },
    FeedbackAnswered: { version: 1 },
    FeedbackDismissed: { version: 1 },
  },
  subjects: [feedback],
  guards: [],
  commands: ['ReceiveFeedback', 'AnswerFeedback', 'DismissFeedback'],
  decider: feedbackDecider,
  personal: {
    ReceiveFeedback: ['comment'],
    AnswerFeedback: ['comment'],
    DismissFeedback: ['reason'],
  },
  projections: [feedbackProjection],
  rejections: feedbackRejections,
  invariants: [],
};

export const feedbackControllers = [FeedbackCommandsController, FeedbackQueriesController];
export const feedbackQueryHandlers = [FeedbackHandler, FeedbackListHandler];
