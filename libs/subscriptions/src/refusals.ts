// How reading from a ledger is refused, before anything of it is sent.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const subscriptionsRejections = {
  'ledger-not-found': {
    status: 404,
    en: 'There is no ledger "{ledger}". See /v1/ledgers for those there are.',
    zh: '没有名为“{ledger}”的账本。现有账本见 /v1/ledgers。',
  },
  'last-event-id-malformed': {
    status: 400,
    en: 'The header Last-Event-ID must be the id of an event of this stream, such as 184.',
    zh: '请求头 Last-Event-ID 应为本事件流中某个事件的编号，例如 184。',
  },
  'last-event-id-ahead': {
    status: 409,
    en: 'The header Last-Event-ID names entry {id}, and the last one of this ledger is {head}: it was restored from a backup, or you followed another one. Read its entries anew from the first on, or leave the header out.',
    zh: '请求头 Last-Event-ID 指向分录 {id}，而本账本最后一条分录是 {head}：账本可能由备份恢复，或您此前跟随的是另一个账本。请从第一条分录重新读取，或不带此请求头。',
  },
  'streams-full': {
    status: 503,
    en: 'There are {max} streams open already, which is the most. Ask again in a moment, or close one.',
    zh: '已打开 {max} 个事件流，达到上限。请稍后重试，或先关闭一个。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(subscriptionsRejections);
