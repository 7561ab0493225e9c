// What an audit trail can't answer.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const auditRejections = {
  'subject-not-found': {
    status: 404,
    en: 'Nothing is recorded about {subject} in this ledger. Correct the kind or the id.',
    zh: '本账本中没有关于 {subject} 的记录。请更正类别或编号。',
  },
  'audit-cursor-unknown': {
    status: 422,
    en: 'The cursor {cursor} is none of this trail. Take it from the answer before, or leave it out.',
    zh: '游标 {cursor} 不属于此审计轨迹。请使用上一页返回的游标，或不填。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(auditRejections);
