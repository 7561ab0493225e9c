// What operating routes refuse.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const operationsRejections = {
  'projection-not-found': {
    status: 404,
    en: 'There is no read model {projection}. There are: {known}.',
    zh: '没有读模型 {projection}。现有：{known}。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(operationsRejections);
