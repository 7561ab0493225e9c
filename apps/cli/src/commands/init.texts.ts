// What `sales-ledger init` says, in both languages.
import { type Text } from '@ledger/ledger';

export const initTexts = {
  initAbout: { en: 'open a new ledger', zh: '新建账本' },
  initLedger: {
    en: 'its id: lower-case letters, digits, dashes',
    zh: '账本编号：小写字母、数字、连字符',
  },
  initName: { en: 'its name (default: its id)', zh: '账本名称（默认：编号）' },
  initCurrency: { en: 'reporting currency, ISO 4217', zh: '报告货币，ISO 4217' },
  initTimeZone: {
    en: 'IANA time zone in which business days begin and end',
    zh: '营业日所在的 IANA 时区',
  },
  initFirstDay: { en: 'first business day that it knows', zh: '账本的第一个营业日' },
  initDone: {
    en: 'Ledger {ledger} is open. Its first entry has the sequence {sequence}.',
    zh: '账本 {ledger} 已开立。首条分录的序号为 {sequence}。',
  },
} as const satisfies { readonly [key: string]: Text };
