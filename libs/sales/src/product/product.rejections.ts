// What the product slice refuses.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const productRejections = {
  'product-exists': {
    status: 409,
    en: 'There is a product {product} already. Change that one, or choose another id.',
    zh: '产品 {product} 已存在。请修改该产品，或另选编号。',
  },
  'product-not-found': {
    status: 404,
    en: 'There is no product {product} in this ledger. Add it first, or correct the id.',
    zh: '此账本中没有产品 {product}。请先添加，或更正编号。',
  },
  'product-retired': {
    status: 422,
    en: 'Product {product} has been retired since {retiredOn} and cannot be changed. Add a new product instead.',
    zh: '产品 {product} 已于 {retiredOn} 停售，不能再修改。请改为添加新产品。',
  },
  'product-name-taken': {
    status: 409,
    en: 'Product {product} already has the name or alias "{name}". Choose another one.',
    zh: '产品 {product} 已使用名称或别名“{name}”。请另选名称。',
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
    en: '{amount} {currency} is more than a ledger can hold for one price. Check the amount.',
    zh: '金额 {amount} {currency} 超过账本的价格上限。请检查金额。',
  },
  'amount-negative': {
    status: 422,
    en: 'The list price {amount} is negative. Give zero or more.',
    zh: '标价 {amount} 为负数。请填写零或正数。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(productRejections);
