// Every way in which the lead slice says no.
import { type RejectionTexts, rejector } from '@ledger/ledger';
import { whoseRejections } from '../whose.refusals.js';

export const leadRejections = {
  ...whoseRejections,
  'lead-not-found': {
    status: 404,
    en: 'There is no lead {lead} in this ledger. Receive it first, or check its id.',
    zh: '此账本中没有线索 {lead}。请先登记该线索，或检查其编号。',
  },
  'lead-exists': {
    status: 409,
    en: 'A lead {lead} is already in this ledger and says something else. Choose another id.',
    zh: '此账本中已有内容不同的线索 {lead}。请换一个编号。',
  },
  'lead-already-qualified': {
    status: 409,
    en: 'Lead {lead} was qualified on {qualifiedOn}. Convert or disqualify it instead.',
    zh: '线索 {lead} 已于 {qualifiedOn} 确认合格。请改为转化或判定不合格。',
  },
  'lead-already-converted': {
    status: 409,
    en: 'Lead {lead} was converted on {convertedOn}. What comes of it now is told about its deal or customer.',
    zh: '线索 {lead} 已于 {convertedOn} 转化。后续进展请记录在其商机或客户上。',
  },
  'lead-disqualified': {
    status: 409,
    en: 'Lead {lead} was disqualified on {disqualifiedOn}. Where the interest is back, receive it as a new lead.',
    zh: '线索 {lead} 已于 {disqualifiedOn} 判定不合格。若重新产生意向，请登记为新线索。',
  },
  'salesperson-unknown': {
    status: 422,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or check the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或检查其编号。',
  },
  'salesperson-inactive': {
    status: 422,
    en: 'Salesperson {salesperson} was not active on {date}. Give the lead to somebody who was.',
    zh: '销售人员 {salesperson} 在 {date} 不在职。请将线索分配给当日在职的人员。',
  },
  'customer-unknown': {
    status: 422,
    en: 'There is no customer {customer} in this ledger. Register it first, or check the id.',
    zh: '此账本中没有客户 {customer}。请先登记，或检查其编号。',
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
  'date-before-qualified': {
    status: 422,
    en: '{date} is before the lead was qualified on {qualifiedOn}. Check both dates.',
    zh: '日期 {date} 早于线索确认合格的日期 {qualifiedOn}。请检查这两个日期。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(leadRejections);
