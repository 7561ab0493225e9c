// What an audit trail can't answer.
import { type RejectionTexts, rejector } from '@ledger/ledger';
import { rangeRejections } from '../range.refusals.js';
import { whoseRejections } from '../whose.refusals.js';

export const auditRejections = {
  ...whoseRejections,
  ...rangeRejections,
  'subject-not-found': {
    status: 404,
    en: 'Nothing is recorded about {subject} in this ledger. Correct the kind or the id.',
    zh: '本账本中没有关于 {subject} 的记录。请更正类别或编号。',
  },
  'event-type-unknown': {
    status: 404,
    en: 'There is no event type {type}. Name one of: {known}.',
    zh: '没有事件类型 {type}。可用的事件类型：{known}。',
  },
  'audit-entry-not-found': {
    status: 404,
    en: 'The audit trail shows no entry {sequence} of this ledger. Its last one is {last}; ask again later for a newer one.',
    zh: '审计轨迹中没有本账本的分录 {sequence}。目前最后一条是 {last}；更新的分录请稍后再查。',
  },
  'audit-moment-unknown': {
    status: 422,
    en: '{moment} is no moment that exists. Use a date such as 2026-03-31, or an instant such as 2026-03-31T09:00:00Z.',
    zh: '{moment} 不是真实存在的时刻。请使用 2026-03-31 之类的日期，或 2026-03-31T09:00:00Z 之类的时刻。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(auditRejections);
