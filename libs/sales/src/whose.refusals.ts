// How every list says that it is asked of somebody whom the ledger does not know.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const whoseRejections = {
  'salesperson-not-found': {
    status: 404,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or correct the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或更正编号。',
  },
  'customer-not-found': {
    status: 404,
    en: 'There is no customer {customer} in this ledger. Register it first, or correct the id.',
    zh: '此账本中没有客户 {customer}。请先登记，或更正编号。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(whoseRejections);
