// Decides feedback: it is received once, and answered or dismissed once.
import { type Command, type Decider, idOf, todayIn, unreachable } from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { type LedgerState, ledger, requireLedger } from '../ledger/ledger.events.js';
import { isStale, plainSource } from '../source.js';
import { type ReceiveFeedback, aboutNeeds, plainScore, voiceOf } from './about.js';
import { type AnswerFeedbackBody, type DismissFeedbackBody } from './feedback.bodies.js';
import {
  type FeedbackEvent,
  type FeedbackState,
  type Score,
  feedback,
  scales,
} from './feedback.events.js';
import { reject } from './feedback.rejections.js';

export type AnswerFeedback = Command<'AnswerFeedback', AnswerFeedbackBody>;
export type DismissFeedback = Command<'DismissFeedback', DismissFeedbackBody>;
export type FeedbackCommand = ReceiveFeedback | AnswerFeedback | DismissFeedback;

/** The feedback as known, and where and when the event would stand. */
type Desk = {
  readonly ledger: LedgerState;
  readonly today: string;
  readonly id: string;
  readonly subject: string;
  readonly state: FeedbackState | undefined;
};

type Events = readonly FeedbackEvent[];

export const feedbackDecider: Decider<FeedbackCommand, FeedbackEvent> = {
  needs: (command, known) => [
    `${ledger.kind}/${command.ledger}`,
    ...(command.type === 'ReceiveFeedback' ? aboutNeeds(command.data, known) : []),
  ],

  decide: (command, known, moment) => {
    const { subject } = command;
    const settings = requireLedger(known, command.ledger);
    const id = idOf(subject);
    const today = todayIn(settings.timeZone, moment.now);
    const desk = { ledger: settings, today, id, subject, state: known.of(feedback, id) };
    switch (command.type) {
      case 'ReceiveFeedback': {
        if (isKnown(command.data, desk)) return [];
        checkReceived(command.data, desk);
        const { comment, source, receivedOn } = command.data;
        const voice = voiceOf(command.data, known);
        const data = present({ ...voice, comment, source: plainSource(source) });
        return [{ type: 'FeedbackReceived', subject, occurredOn: receivedOn, data }];
      }
      case 'AnswerFeedback':
        return answer(command.data, desk);
      case 'DismissFeedback':
        return dismiss(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

/** True for what is older than its source's last word, or the same once more. */
function isKnown(data: ReceiveFeedback['data'], { id, state }: Desk): boolean {
  if (state === undefined) return false;
  if (isStale(state.source, data.source) || saysTheSame(state, data)) return true;
  throw reject('feedback-exists', { feedback: id });
}

/** What is not named may have come from a deal that says something else by now: only what is named is compared. */
function saysTheSame({ voice, comment }: FeedbackState, data: ReceiveFeedback['data']): boolean {
  const { attribution, ...counted } = voice;
  const said = present({ ...counted, comment, salesperson: attribution?.salesperson });
  const { kind, score, receivedOn, deal, salesperson, customer, product, channel } = data;
  const named = { kind, receivedOn, deal, salesperson, customer, product, channel };
  const scored = score === undefined ? undefined : plainScore(score);
  const wanted = { ...named, comment: data.comment, score: scored };
  return Object.keys(differences(said, wanted)).length === 0;
}

function checkReceived({ score, receivedOn }: ReceiveFeedback['data'], desk: Desk): void {
  if (score !== undefined) checkScore(score);
  checkDay(desk, receivedOn, '/receivedOn');
  const { firstDay } = desk.ledger;
  if (receivedOn < firstDay) {
    throw reject('date-before-first-day', { date: receivedOn, firstDay }, '/receivedOn');
  }
}

function checkScore({ scale, value }: Score): void {
  const { min, max } = scales[scale];
  if (Number.isInteger(value) && min <= value && value <= max) return;
  throw reject('score-out-of-range', { value, scale, min, max }, '/score/value');
}

function answer({ answeredOn, comment }: AnswerFeedbackBody, desk: Desk): Events {
  const state = existing(desk);
  const isSame = state.status === 'answered' && state.answeredOn === answeredOn;
  if (isSame && state.answer === comment) return [];
  checkOpen(desk);
  checkSinceReceived(desk, answeredOn, '/answeredOn');
  const data = { ...state.voice, answeredOn, answer: comment };
  return [{ type: 'FeedbackAnswered', subject: desk.subject, occurredOn: answeredOn, data }];
}

function dismiss({ dismissedOn, reason }: DismissFeedbackBody, desk: Desk): Events {
  const state = existing(desk);
  const isSame = state.status === 'dismissed' && state.dismissedOn === dismissedOn;
  if (isSame && state.reason === reason) return [];
  checkOpen(desk);
  checkSinceReceived(desk, dismissedOn, '/dismissedOn');
  const data = { ...state.voice, dismissedOn, reason };
  return [{ type: 'FeedbackDismissed', subject: desk.subject, occurredOn: dismissedOn, data }];
}

function existing({ id, state }: Desk): FeedbackState {
  if (state === undefined) throw reject('feedback-not-found', { feedback: id });
  return state;
}

function checkOpen(desk: Desk): void {
  const state = existing(desk);
  const { id } = desk;
  if (state.status === 'answered') {
    throw reject('feedback-answered', { feedback: id, answeredOn: state.answeredOn });
  }
  if (state.status === 'dismissed') {
    throw reject('feedback-dismissed', { feedback: id, dismissedOn: state.dismissedOn });
  }
}

function checkSinceReceived(desk: Desk, date: string, pointer: string): void {
  checkDay(desk, date, pointer);
  const { receivedOn } = existing(desk).voice;
  if (date < receivedOn) throw reject('date-before-received', { date, receivedOn }, pointer);
}

function checkDay({ today }: Desk, date: string, pointer: string): void {
  if (date > today) throw reject('date-in-future', { date, today }, pointer);
}
