// Every way in which the deal slice says no.
import { type RejectionTexts, rejector } from '@ledger/ledger';
import { rangeRejections } from '../range.refusals.js';
import { whoseRejections } from '../whose.refusals.js';

export const dealRejections = {
  ...whoseRejections,
  ...rangeRejections,
  'deal-not-found': {
    status: 404,
    en: 'There is no deal {deal} in this ledger. Open it first, or check its id.',
    zh: '此账本中没有商机 {deal}。请先新建该商机，或检查其编号。',
  },
  'deal-exists': {
    status: 409,
    en: 'A deal {deal} is already in this ledger. Choose another id, or advance the one that is there.',
    zh: '此账本中已有商机 {deal}。请换一个编号，或直接推进已有的商机。',
  },
  'deal-already-won': {
    status: 409,
    en: 'Deal {deal} was won on {closedOn}. Correct, reverse or reopen it instead.',
    zh: '商机 {deal} 已于 {closedOn} 赢单。请改用更正、冲销或重新打开。',
  },
  'deal-lost': {
    status: 409,
    en: 'Deal {deal} was lost on {lostOn}. Reopen it first.',
    zh: '商机 {deal} 已于 {lostOn} 输单。请先重新打开。',
  },
  'deal-already-open': {
    status: 409,
    en: 'Deal {deal} is open, so there is nothing to reopen.',
    zh: '商机 {deal} 处于打开状态，无需重新打开。',
  },
  'deal-not-won': {
    status: 409,
    en: 'Deal {deal} is {status}; only a won deal can be corrected or reversed.',
    zh: '商机 {deal} 的状态为 {status}；只有赢单才能更正或冲销。',
  },
  'deal-partly-reversed': {
    status: 409,
    en: '{reversed} {currency} of deal {deal} were reversed, so it can no longer be reopened. Reverse the rest instead.',
    zh: '商机 {deal} 已冲销 {reversed} {currency}，不能再重新打开。请改为冲销剩余部分。',
  },
  'closed-on-in-future': {
    status: 422,
    en: 'The deal cannot be closed on {closedOn}: in this ledger today is {today}. Give a day up to today.',
    zh: '成交日期 {closedOn} 晚于账本当前日期 {today}。请填写不晚于今天的日期。',
  },
  'closed-before-opened': {
    status: 422,
    en: 'The deal cannot be closed on {closedOn}, before it was opened on {openedOn}. Check both dates.',
    zh: '成交日期 {closedOn} 早于商机打开日期 {openedOn}。请检查这两个日期。',
  },
  'date-in-future': {
    status: 422,
    en: '{date} lies in the future: in this ledger today is {today}. Give a day up to today.',
    zh: '日期 {date} 晚于账本当前日期 {today}。请填写不晚于今天的日期。',
  },
  'date-before-opened': {
    status: 422,
    en: '{date} is before the deal was opened on {openedOn}. Check both dates.',
    zh: '日期 {date} 早于商机打开日期 {openedOn}。请检查这两个日期。',
  },
  'date-before-first-day': {
    status: 422,
    en: '{date} is before the first day of this ledger, {firstDay}. Give a later day, or leave an opening date away.',
    zh: '日期 {date} 早于账本的第一天 {firstDay}。请填写更晚的日期；若为打开日期，可留空。',
  },
  'reversed-before-closed': {
    status: 422,
    en: 'A reversal on {reversedOn} would stand before the deal was closed on {closedOn}. Check both dates.',
    zh: '冲销日期 {reversedOn} 早于成交日期 {closedOn}。请检查这两个日期。',
  },
  'salesperson-unknown': {
    status: 422,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or check the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或检查其编号。',
  },
  'salesperson-inactive': {
    status: 422,
    en: 'Salesperson {salesperson} was not active on {date}. Credit somebody who was.',
    zh: '销售人员 {salesperson} 在 {date} 不在职。请归属给当日在职的人员。',
  },
  'product-unknown': {
    status: 422,
    en: 'There is no product {product} in this ledger. Add it first, or check the id.',
    zh: '此账本中没有产品 {product}。请先添加，或检查其编号。',
  },
  'product-retired': {
    status: 422,
    en: 'Product {product} is retired and cannot be put on a deal any more. Choose another product.',
    zh: '产品 {product} 已停售，不能再加入商机。请选择其他产品。',
  },
  'product-repeated': {
    status: 422,
    en: 'Product {product} is named more than once. Put it together in one place.',
    zh: '产品 {product} 出现多次。请合并为一项。',
  },
  'too-many-products': {
    status: 422,
    en: '{count} products are more than the {max} that a deal can hold. Split the deal.',
    zh: '共有 {count} 项产品，超过单个商机的上限 {max}。请拆分商机。',
  },
  'customer-unknown': {
    status: 422,
    en: 'There is no customer {customer} in this ledger. Register it first, or check the id.',
    zh: '此账本中没有客户 {customer}。请先登记，或检查其编号。',
  },
  'exchange-rate-missing': {
    status: 422,
    en: 'There is no exchange rate from {currency} to {ledgerCurrency}, the currency of this ledger. Give the amount in {ledgerCurrency}.',
    zh: '没有从 {currency} 到账本货币 {ledgerCurrency} 的汇率。请以 {ledgerCurrency} 填写金额。',
  },
  'amount-malformed': {
    status: 422,
    en: '{amount} is not an amount. Write digits, with a point before decimals, such as 1054.00.',
    zh: '{amount} 不是有效金额。请填写数字，小数用点号分隔，例如 1054.00。',
  },
  'amount-decimals': {
    status: 422,
    en: '{amount} has more decimals than {currency} has. Round it.',
    zh: '金额 {amount} 的小数位数超过 {currency} 允许的位数。请四舍五入。',
  },
  'amount-too-large': {
    status: 422,
    en: '{amount} {currency} is more than a ledger can hold for one deal. Check the amount.',
    zh: '金额 {amount} {currency} 超过账本单笔上限。请检查金额。',
  },
  'amount-negative': {
    status: 422,
    en: 'The amount {amount} is negative. Give zero or more; use a reversal to take money back.',
    zh: '金额 {amount} 为负数。请填写零或正数；如需扣减请使用冲销。',
  },
  'lines-missing': {
    status: 422,
    en: 'The deal names {count} products, so its amount cannot be put on one of them. Say in lines what was sold for how much.',
    zh: '该商机有 {count} 项产品，无法将金额归到单一产品。请在明细行中说明各产品的金额。',
  },
  'lines-differ-from-amount': {
    status: 422,
    en: 'The lines add up to {lines} {currency}, the deal to {amount} {currency}. Make them equal.',
    zh: '明细行合计 {lines} {currency}，与商机金额 {amount} {currency} 不一致。请使两者相等。',
  },
  'shares-not-whole': {
    status: 422,
    en: 'The primary shares add up to {sumBp} basis points. They must be 10000, which is 100 %.',
    zh: '主要业绩拆分合计为 {sumBp} 个基点，必须等于 10000（即 100%）。',
  },
  'share-out-of-range': {
    status: 422,
    en: 'A share of {shareBp} basis points is not between 1 and 10000. Leave out who gets nothing.',
    zh: '份额 {shareBp} 个基点不在 1 到 10000 之间。无份额的人员请不要列出。',
  },
  'credit-repeated': {
    status: 422,
    en: 'Salesperson {salesperson} is credited more than once. Give each one share.',
    zh: '销售人员 {salesperson} 的业绩归属重复。每人只能有一份。',
  },
  'too-many-credits': {
    status: 422,
    en: '{count} credits are more than the {max} of each kind that a deal can hold. Credit fewer people.',
    zh: '共有 {count} 份业绩归属，超过每类上限 {max}。请减少归属人数。',
  },
  'correction-below-reversed': {
    status: 409,
    en: '{amount} {currency} for {part} would be less than the {reversed} that were reversed. Correct to that or more.',
    zh: '{part} 更正为 {amount} {currency}，低于已冲销的 {reversed}。请更正为不低于该数额。',
  },
  'correction-moves-reversed': {
    status: 409,
    en: 'Part of this deal was reversed under {field} {was}, so that cannot change any more. Keep it, and correct the rest.',
    zh: '该商机已有部分在 {field} {was} 下冲销，因此不能再更改此项。请保持不变，只更正其他内容。',
  },
  'nothing-left-to-reverse': {
    status: 409,
    en: 'Nothing of deal {deal} is left to reverse.',
    zh: '商机 {deal} 已没有可冲销的金额。',
  },
  'reversal-exceeds-credited': {
    status: 409,
    en: '{amount} {currency} are more than the {left} of deal {deal} that are left to reverse. Reverse that or less.',
    zh: '{amount} {currency} 超过商机 {deal} 剩余可冲销的 {left}。请冲销不超过该数额。',
  },
  'reversal-not-positive': {
    status: 422,
    en: 'A reversal of {amount} takes nothing back. Give an amount above zero.',
    zh: '冲销金额 {amount} 没有意义。请填写大于零的金额。',
  },
  'deal-days-need-status': {
    status: 422,
    en: 'Days mean another thing for open, won and lost deals. Name the status, or leave from and to out.',
    zh: '日期对进行中、赢单和输单的商机含义不同。请指定 status，或去掉 from 和 to。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(dealRejections);
