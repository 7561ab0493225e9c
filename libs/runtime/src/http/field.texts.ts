// What each validation rule says when a field breaks it. `{0}` is the rule's first argument.
import { type Text } from '@ledger/ledger';

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
  matches: { en: 'must have the form {0}', zh: '格式应为 {0}' },
  min: { en: 'must be at least {0}', zh: '不得小于 {0}' },
  max: { en: 'must be at most {0}', zh: '不得大于 {0}' },
  minLength: { en: 'must have at least {0} characters', zh: '至少 {0} 个字符' },
  maxLength: { en: 'must have at most {0} characters', zh: '最多 {0} 个字符' },
  arrayMinSize: { en: 'must have at least {0} elements', zh: '至少 {0} 项' },
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
  isPlainText: {
    en: 'must be text without leading or trailing spaces and without invisible characters',
    zh: '应为文本，首尾无空格，且不含不可见字符',
  },
  isId: {
    en: 'must be an id: 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit',
    zh: '应为标识：1 到 64 个字母、数字、点、连字符或下划线，以字母或数字开头',
  },
  isLedgerId: {
    en: 'must be the id of a ledger: 1 to 63 lower-case letters, digits or dashes, beginning with a letter or digit',
    zh: '应为账本标识：1 到 63 个小写字母、数字或连字符，以字母或数字开头',
  },
  isAmount: {
    en: 'must be an amount as text with a decimal point and at most 4 decimals, such as "1054.00"',
    zh: '应为文本形式的金额，使用小数点，最多 4 位小数，例如 "1054.00"',
  },
  missing: { en: 'is missing', zh: '缺少此字段' },
  invalid: { en: 'is not valid', zh: '无效' },
} as const satisfies { readonly [rule: string]: Text };

export type FieldRule = keyof typeof fieldTexts;

export function isFieldRule(rule: string): rule is FieldRule {
  return Object.hasOwn(fieldTexts, rule);
}
