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
  'streams-full': {
    status: 503,
    en: 'There are {max} streams open already, which is the most. Ask again in a moment, or close one.',
    zh: '已打开 {max} 个事件流，达到上限。请稍后重试，或先关闭一个。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(subscriptionsRejections);
