// What each validation rule says when a field breaks it. `{0}` is the rule's first argument.
import { type Text } from './text.js';

export const fieldTexts = {
  isString: { en: 'must be a text', zh: '应为文本' },
  isBoolean: { en: 'must be true or false', zh: '应为 true 或 false' },
  isInt: { en: 'must be a whole number', zh: '应为整数' },
  isNumber: { en: 'must be a number', zh: '应为数字' },
  isArray: { en: 'must be a list', zh: '应为列表' },
  isObject: { en: 'must be an object', zh: '应为对象' },
  isDefined: { en: 'is missing', zh: '缺少此字段' },
  isNotEmpty: { en: 'must not be empty', zh: '不能为空' },
  isIn: { en: 'must be one of: {0}', zh: '应为以下之一：{0}' },
  min: { en: 'must be at least {0}', zh: '不得小于 {0}' },
  max: { en: 'must be at most {0}', zh: '不得大于 {0}' },
  minLength: {
    en: 'is too short: the number of characters must be {0} or more',
    zh: '至少 {0} 个字符',
  },
  maxLength: { en: 'must have at most {0} characters', zh: '最多 {0} 个字符' },
  arrayMinSize: {
    en: 'is too short: the number of elements must be {0} or more',
    zh: '至少 {0} 项',
  },
  arrayMaxSize: { en: 'must have at most {0} elements', zh: '最多 {0} 项' },
  arrayUnique: { en: 'must not hold anything twice', zh: '不得有重复项' },
  nestedValidation: { en: 'must be an object, or a list of objects', zh: '应为对象或对象列表' },
  whitelistValidation: { en: 'is not a field of this request', zh: '该请求没有此字段' },
  isRealDate: {
    en: 'must be a date that exists, as YYYY-MM-DD, in the years 1900 to 2199',
    zh: '应为实际存在的日期，格式 YYYY-MM-DD，年份 1900 至 2199',
  },
  isIso8601: {
    en: 'must be an instant in ISO 8601, such as 2026-03-31T09:00:00Z',
    zh: '应为 ISO 8601 时刻，例如 2026-03-31T09:00:00Z',
  },
  textEnds: {
    en: 'must not begin or end with a space or line break; remove it',
    zh: '首尾不能有空格或换行，请删除',
  },
  textUnseen: {
    en: 'must not hold the invisible character {0}; remove it, or type the text anew',
    zh: '不能含有不可见字符 {0}，请删除该字符或重新输入',
  },
  textBroken: {
    en: 'must not hold half a character (a lone surrogate); type the text anew',
    zh: '不能含有残缺的字符（单独的代理码元），请重新输入',
  },
  textSealed: {
    en: 'must not begin with "sealed:", which marks what is kept sealed',
    zh: '不能以“sealed:”开头，该前缀用于标记加密保存的内容',
  },
  isId: {
    en: 'must be an id: 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit',
    zh: '应为标识：1 到 64 个字母、数字、点、连字符或下划线，以字母或数字开头',
  },
  isAmount: {
    en: 'must be an amount as text with a decimal point and at most 4 decimals, such as "1054.00"',
    zh: '应为文本形式的金额，使用小数点，最多 4 位小数，例如 "1054.00"',
  },
  isNumberText: {
    en: 'must be a number as text with a decimal point, without separators or signs of a unit, such as "250000.00"',
    zh: '应为文本形式的数字，使用小数点，不带千位分隔符和单位符号，例如 "250000.00"',
  },
  isCurrencyCode: {
    en: 'must be a currency code of ISO 4217: three capital letters, such as USD',
    zh: '应为 ISO 4217 货币代码：三个大写字母，例如 CNY',
  },
  isLedgerId: {
    en: 'must be the id of a ledger: 1 to 63 lower-case letters, digits or dashes, beginning with a letter or digit',
    zh: '应为账本标识：1 到 63 个小写字母、数字或连字符，以字母或数字开头',
  },
  isOrigin: {
    en: 'must have 1 to 128 visible ASCII characters, none of them a space or a plus sign, such as sales-ledger/acme',
    zh: '应为 1 到 128 个可见的 ASCII 字符，不含空格和加号，例如 sales-ledger/acme',
  },
  isSubject: {
    en: 'must be a kind and an id, such as deal/D-1001',
    zh: '应为“类别/标识”，例如 deal/D-1001',
  },
  isActor: {
    en: 'must be a kind and a name, such as user/u-7',
    zh: '应为“类别/名称”，例如 user/u-7',
  },
  isCommandId: {
    en: 'must be the commandId of an entry, such as 7b1a6f0e-6a9e-5c55-9f2c-0c1d0f7f1a11',
    zh: '应为分录的 commandId，例如 7b1a6f0e-6a9e-5c55-9f2c-0c1d0f7f1a11',
  },
  isEntryType: {
    en: 'must be a type of entries, such as DealCorrected',
    zh: '应为分录类型，例如 DealCorrected',
  },
  isMoment: {
    en: 'must be a day or an instant, such as 2026-03-31 or 2026-03-31T09:00:00Z',
    zh: '应为日期或时刻，例如 2026-03-31 或 2026-03-31T09:00:00Z',
  },
  isRecordHash: {
    en: 'must be a hash in base64url: 16 to 88 letters, digits, dashes or underscores',
    zh: '应为 base64url 形式的哈希值：16 到 88 个字母、数字、连字符或下划线',
  },
  isSystemName: {
    en: 'must be the name of a system: 1 to 32 small letters, digits or dashes, beginning with a letter or digit',
    zh: '应为系统名称：1 到 32 个小写字母、数字或连字符，以字母或数字开头',
  },
  missing: { en: 'is missing', zh: '缺少此字段' },
  invalid: { en: 'is not valid', zh: '无效' },
} as const satisfies { readonly [rule: string]: Text };

export type FieldRule = keyof typeof fieldTexts;

export function isFieldRule(rule: string): rule is FieldRule {
  return Object.hasOwn(fieldTexts, rule);
}
