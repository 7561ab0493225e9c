// Every way in which the KPI slice says no.
import { type RejectionTexts, rejector } from '@ledger/ledger';
import { rangeRejections } from '../range.refusals.js';
import { readingRejections } from './reading.rejections.js';

export const kpiRejections = {
  ...readingRejections,
  ...rangeRejections,
  'periods-unclear': {
    status: 422,
    en: 'Which periods is not clear. Ask either for period, such as 2017-Q4, and how many periods up to it, or for from, to and grain.',
    zh: '无法确定所查期间。请只用 period（例如 2017-Q4）加 periods（期数），或只用 from、to 加 grain。',
  },
  'periods-too-many': {
    status: 422,
    en: 'At most {periodsMax} periods of the grain {grain} are told at once. Ask for fewer, or for longer ones.',
    zh: '按 {grain} 一次最多查询 {periodsMax} 个期间。请减少期数，或使用更长的期间。',
  },
  'day-not-kept': {
    status: 422,
    en: 'By {by} within {scope} figures are kept by month, so what was reached by {on} is not known. Ask for the last day of a month.',
    zh: '{scope} 内按 {by} 的数字只按月保存，无法得知截至 {on} 的数字。请改查某月的最后一天。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(kpiRejections);
