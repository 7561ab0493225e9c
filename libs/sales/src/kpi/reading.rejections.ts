// What a question for figures can't be answered with; leaderboards ask in the same words.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const readingRejections = {
  'metric-unknown': {
    status: 404,
    en: 'There is no metric {metric}. Ask for one of: {known}.',
    zh: '没有考核项 {metric}。可用的考核项：{known}。',
  },
  'metric-not-targetable': {
    status: 422,
    en: '{metric} is worked out from a target or from another period, so nothing attains it. Ask for one of: {known}.',
    zh: '{metric} 由目标或其他期间推算得出，没有达成率。可用的考核项：{known}。',
  },
  'metric-not-attainment': {
    status: 422,
    en: 'Only attainment is of another metric, not {metric}. Leave metric out, or rank attainment.',
    zh: '只有 attainment（达成率）可以另指定考核项，{metric} 不可以。请去掉 metric，或改为查询 attainment。',
  },
  'period-unknown': {
    status: 422,
    en: 'The calendar of this ledger has no period {period}. Name one such as 2017, 2017-Q4, 2017-10 (2017-P10 where years are of weeks), 2017-W40 or 2017-10-05.',
    zh: '本账本的日历中没有期间 {period}。请使用 2017、2017-Q4、2017-10（财年由整周组成时为 2017-P10）、2017-W40 或 2017-10-05 之类的写法。',
  },
  'scope-unknown': {
    status: 422,
    en: '{scope} is not a scope. Use organization, or a kind and an id such as team/T-1 or territory/west.',
    zh: '{scope} 不是有效的口径。请使用 organization，或“类别/编号”，例如 team/T-1、territory/west。',
  },
  'scope-not-found': {
    status: 404,
    en: 'This ledger knows no {scope}. Correct the id.',
    zh: '本账本中没有 {scope}。请更正编号。',
  },
  'combination-not-kept': {
    status: 422,
    en: '{metric} is not kept by {by} within {scope}. Ask for one of these, by whom × within what: {kept}.',
    zh: '未保存 {scope} 内按 {by} 的 {metric}。可查询的组合（按何者 × 口径）：{kept}。',
  },
  'period-not-kept': {
    status: 422,
    en: 'By {by} within {scope} figures are kept by month of this ledger, and {period}, from {start} to {end}, is not made of whole ones. Ask for a month, a quarter or a year.',
    zh: '{scope} 内按 {by} 的数字只按本账本的月份保存，而 {period}（{start} 至 {end}）不是由整月组成。请查询月、季度或年。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(readingRejections);
