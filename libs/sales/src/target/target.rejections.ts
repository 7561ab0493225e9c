// Every way in which the target slice says no.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const targetRejections = {
  'target-not-found': {
    status: 404,
    en: 'There is no target {target} in this ledger. Set it first, or check its id.',
    zh: '此账本中没有目标 {target}。请先设定，或检查其编号。',
  },
  'target-already-set': {
    status: 409,
    en: 'The target of {metric} for {scope} in {period} is set to {value} already ({target}). Adjust it, or withdraw it first.',
    zh: '{scope} 在 {period} 的 {metric} 目标已设定为 {value}（{target}）。请改为调整，或先撤回。',
  },
  'target-withdrawn': {
    status: 409,
    en: 'The target {target} was withdrawn and asks nothing any more. Set it again instead.',
    zh: '目标 {target} 已撤回，不再有效。请改为重新设定。',
  },
  'approval-required': {
    status: 409,
    en: 'The ledger {ledger} wants targets approved by a second person, so nobody sets or adjusts one alone. Turn targetApproval off in its settings where that is not meant.',
    zh: '账本 {ledger} 要求目标须经第二人批准，任何人都不能单独设定或调整目标。如非本意，请在账本设置中关闭 targetApproval。',
  },
  'metric-unknown': {
    status: 404,
    en: 'There is no metric {metric}. Name one of: {known}.',
    zh: '没有考核项 {metric}。可用的考核项：{known}。',
  },
  'metric-not-targetable': {
    status: 422,
    en: '{metric} is worked out from a target or from another period, so it cannot be given a target. Set one of: {known}.',
    zh: '{metric} 由目标或其他期间推算得出，不能为其设定目标。可设定的考核项：{known}。',
  },
  'period-unknown': {
    status: 422,
    en: 'The calendar of this ledger has no week, month, quarter or year {period}. Name one such as 2026, 2026-Q4, 2026-10 (2026-P10 where years are of weeks) or 2026-W40.',
    zh: '本账本的日历中没有名为 {period} 的周、月、季度或年度。请使用 2026、2026-Q4、2026-10（财年由整周组成时为 2026-P10）或 2026-W40 之类的写法。',
  },
  'scope-unknown': {
    status: 422,
    en: '{scope} is not a scope that can be given a target. Use organization, or a kind and a member such as team/west-1; kinds: {kinds}.',
    zh: '{scope} 不是可以设定目标的口径。请使用 organization，或“类别/成员”，例如 team/west-1；类别：{kinds}。',
  },
  'scope-not-found': {
    status: 404,
    en: 'This ledger knows no {scope}. Correct the id, or add it first.',
    zh: '本账本中没有 {scope}。请更正编号，或先添加。',
  },
  'value-malformed': {
    status: 422,
    en: '{value} is not a number. Write digits, with a point before decimals, such as 250000.00.',
    zh: '{value} 不是有效数值。请填写数字，小数用点号分隔，例如 250000.00。',
  },
  'value-negative': {
    status: 422,
    en: 'A target of {value} is negative. Give zero or more.',
    zh: '目标值 {value} 为负数。请填写零或正数。',
  },
  'value-out-of-range': {
    status: 422,
    en: '{value} is no target of {metric}: it goes from {min} to {max}. Give a value in between.',
    zh: '{value} 不是有效的 {metric} 目标值，其范围为 {min} 至 {max}。请填写该范围内的数值。',
  },
  'value-decimals': {
    status: 422,
    en: '{value} has more decimals than the {decimals} that {metric} can have. Round it.',
    zh: '{value} 的小数位数超过 {metric} 允许的 {decimals} 位。请四舍五入。',
  },
  'value-too-large': {
    status: 422,
    en: '{value} is more than a target of {metric} can be. Check it.',
    zh: '{value} 超过 {metric} 目标的上限。请检查数值。',
  },
  'date-in-future': {
    status: 422,
    en: '{date} lies in the future: in this ledger today is {today}. Give a day up to today.',
    zh: '日期 {date} 晚于账本当前日期 {today}。请填写不晚于今天的日期。',
  },
  'date-before-first-day': {
    status: 422,
    en: '{date} is before the first day of this ledger, {firstDay}. Give that day or a later one.',
    zh: '日期 {date} 早于账本的第一天 {firstDay}。请填写该日或之后的日期。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(targetRejections);
