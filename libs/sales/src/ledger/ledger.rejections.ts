// What the ledger slice refuses.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const ledgerRejections = {
  'ledger-not-found': {
    status: 404,
    en: 'There is no ledger {ledger}. Open it first, or correct the name.',
    zh: '账本 {ledger} 不存在。请先开立账本，或更正名称。',
  },
  'ledger-exists': {
    status: 409,
    en: 'The ledger {ledger} is already open. Choose another name, or change its settings.',
    zh: '账本 {ledger} 已经开立。请另选名称，或修改其设置。',
  },
  'ledger-retired': {
    status: 409,
    en: 'The ledger {ledger} takes no commands here any more: it goes on at {goesOnAt}. Send them there. Where this is that place, or the move was given up, resume it here first.',
    zh: '账本 {ledger} 在此处不再接受命令：它在 {goesOnAt} 继续。请向那里发送。若此处就是那里，或迁移已取消，请先在此恢复使用。',
  },
  'currency-unknown': {
    status: 422,
    en: '{currency} is not an ISO 4217 currency. Give a code such as USD, EUR or CNY.',
    zh: '{currency} 不是 ISO 4217 货币代码。请填写 USD、EUR 或 CNY 之类的代码。',
  },
  'currency-fixed': {
    status: 409,
    en: 'The ledger {ledger} is kept in {currency} for good; {wanted} needs a ledger of its own.',
    zh: '账本 {ledger} 的记账货币固定为 {currency}；要用 {wanted}，请另开账本。',
  },
  'time-zone-unknown': {
    status: 422,
    en: '{timeZone} is not an IANA time zone. Give a name such as Europe/Berlin or Asia/Shanghai.',
    zh: '{timeZone} 不是 IANA 时区。请填写 Europe/Berlin 或 Asia/Shanghai 之类的名称。',
  },
  'first-day-in-future': {
    status: 422,
    en: 'The first day {firstDay} lies after today, {today}. Give today or an earlier day.',
    zh: '首日 {firstDay} 晚于今天（{today}）。请填写今天或更早的日期。',
  },
  'calendar-field-missing': {
    status: 422,
    en: 'A calendar of the kind {kind} needs {field}. Give it.',
    zh: '{kind} 类型的日历需要 {field}。请补充。',
  },
  'calendar-field-unused': {
    status: 422,
    en: 'A calendar of the kind {kind} has no {field}. Leave it out.',
    zh: '{kind} 类型的日历没有 {field}。请去掉该字段。',
  },
  'calendar-needs-start': {
    status: 422,
    en: 'A new fiscal calendar and the day it starts belong together. Give both calendar and calendarFrom.',
    zh: '新的会计日历必须与其起始日一起给出。请同时填写 calendar 和 calendarFrom。',
  },
  'calendar-not-at-year-start': {
    status: 422,
    en: '{calendarFrom} is not the first day of a year in the new calendar. The next such day is {next}.',
    zh: '{calendarFrom} 不是新日历中财年的第一天。下一个财年首日是 {next}。',
  },
  'calendar-inside-started-period': {
    status: 409,
    en: 'The period {period} began on {start} and would be cut at {calendarFrom}. Let the calendar start after it ends.',
    zh: '期间 {period} 已于 {start} 开始，会在 {calendarFrom} 被截断。请让新日历在该期间结束后再生效。',
  },
  'calendar-too-soon': {
    status: 409,
    en: 'The calendar that starts on {from} must hold for a whole year first. Choose {earliest} or a later day, not {calendarFrom}.',
    zh: '{from} 生效的日历至少要使用满一个财年。请选择 {earliest} 或之后的日期，而不是 {calendarFrom}。',
  },
  'week-start-fixed': {
    status: 409,
    en: 'The weeks of the ledger {ledger} begin on weekday {weekStart} for good, or weeks would overlap. Keep it.',
    zh: '账本 {ledger} 的每周固定从星期 {weekStart} 开始，否则周会重叠。请保持不变。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(ledgerRejections);
