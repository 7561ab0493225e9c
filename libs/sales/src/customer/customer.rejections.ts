// What the customer slice refuses.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const customerRejections = {
  'customer-exists': {
    status: 409,
    en: 'There is a customer {customer} already. Change that one, or choose another id.',
    zh: '客户 {customer} 已存在。请修改该客户，或另选编号。',
  },
  'customer-not-found': {
    status: 404,
    en: 'There is no customer {customer} in this ledger. Register it first, or correct the id.',
    zh: '此账本中没有客户 {customer}。请先登记，或更正编号。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(customerRejections);
