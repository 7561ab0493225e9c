// Every way in which the feedback slice says no.
import { type RejectionTexts, rejector } from '@ledger/ledger';
import { rangeRejections } from '../range.refusals.js';
import { whoseRejections } from '../whose.refusals.js';

export const feedbackRejections = {
  ...whoseRejections,
  ...rangeRejections,
  'feedback-not-found': {
    status: 404,
    en: 'There is no feedback {feedback} in this ledger. Receive it first, or check its id.',
    zh: '此账本中没有反馈 {feedback}。请先登记该反馈，或检查其编号。',
  },
  'feedback-exists': {
    status: 409,
    en: 'A feedback {feedback} is already in this ledger and says something else. Choose another id.',
    zh: '此账本中已有内容不同的反馈 {feedback}。请换一个编号。',
  },
  'feedback-answered': {
    status: 409,
    en: 'Feedback {feedback} was answered on {answeredOn}, so nothing is left to do about it.',
    zh: '反馈 {feedback} 已于 {answeredOn} 回复，无需再处理。',
  },
  'feedback-dismissed': {
    status: 409,
    en: 'Feedback {feedback} was dismissed on {dismissedOn}, so nothing is left to do about it.',
    zh: '反馈 {feedback} 已于 {dismissedOn} 驳回，无需再处理。',
  },
  'score-out-of-range': {
    status: 422,
    en: '{value} is no {scale} score: whole numbers from {min} to {max} are. Check the score and its scale.',
    zh: '{value} 不是有效的 {scale} 评分，应为 {min} 到 {max} 的整数。请检查评分及其量表。',
  },
  'salesperson-unknown': {
    status: 422,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or check the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或检查其编号。',
  },
  'customer-unknown': {
    status: 422,
    en: 'There is no customer {customer} in this ledger. Register it first, or check the id.',
    zh: '此账本中没有客户 {customer}。请先登记，或检查其编号。',
  },
  'product-unknown': {
    status: 422,
    en: 'There is no product {product} in this ledger. Add it first, or check the id.',
    zh: '此账本中没有产品 {product}。请先添加，或检查其编号。',
  },
  'deal-unknown': {
    status: 422,
    en: 'There is no deal {deal} in this ledger. Open it first, or check the id.',
    zh: '此账本中没有商机 {deal}。请先新建该商机，或检查其编号。',
  },
  'date-in-future': {
    status: 422,
    en: '{date} lies in the future: in this ledger today is {today}. Give a day up to today.',
    zh: '日期 {date} 晚于账本当前日期 {today}。请填写不晚于今天的日期。',
  },
  'date-before-first-day': {
    status: 422,
    en: '{date} is before the first day of this ledger, {firstDay}. Give a later day.',
    zh: '日期 {date} 早于账本的第一天 {firstDay}。请填写更晚的日期。',
  },
  'date-before-received': {
    status: 422,
    en: '{date} is before the day on which it was received, {receivedOn}. Check both dates.',
    zh: '日期 {date} 早于收到日期 {receivedOn}。请检查这两个日期。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(feedbackRejections);
