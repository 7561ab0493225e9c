// What the organization slice refuses.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const organizationRejections = {
  'salesperson-exists': {
    status: 409,
    en: 'There is a salesperson {salesperson} already. Change that one, or choose another id.',
    zh: '销售人员 {salesperson} 已存在。请修改该人员，或另选编号。',
  },
  'salesperson-not-found': {
    status: 404,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or correct the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或更正编号。',
  },
  'salesperson-unknown': {
    status: 422,
    en: 'There is no salesperson {salesperson} in this ledger. Add them first, or correct the id.',
    zh: '此账本中没有销售人员 {salesperson}。请先添加，或更正编号。',
  },
  'salesperson-inactive': {
    status: 422,
    en: 'Salesperson {salesperson} is not active on {date}. Choose a day between joining and leaving, or another person.',
    zh: '销售人员 {salesperson} 在 {date} 不在职。请选择其在职期间的日期，或另选人员。',
  },
  'team-exists': {
    status: 409,
    en: 'There is a team {team} already. Move that one, or choose another id.',
    zh: '团队 {team} 已存在。请移动该团队，或另选编号。',
  },
  'team-not-found': {
    status: 404,
    en: 'There is no team {team} in this ledger. Create it first, or correct the id.',
    zh: '此账本中没有团队 {team}。请先创建，或更正编号。',
  },
  'team-unknown': {
    status: 422,
    en: 'There is no team {team} in this ledger. Create it first, or correct the id.',
    zh: '此账本中没有团队 {team}。请先创建，或更正编号。',
  },
  'team-starts-later': {
    status: 422,
    en: 'The team {team} exists from {createdOn} on, not yet on {date}. Give a later day.',
    zh: '团队 {team} 自 {createdOn} 起存在，{date} 尚不存在。请填写更晚的日期。',
  },
  'team-cycle': {
    status: 409,
    en: 'From {date} on, {team} would be above and below {parent} at once. Choose another parent.',
    zh: '自 {date} 起，团队 {team} 会同时成为 {parent} 的上级和下级。请另选上级团队。',
  },
  'team-too-deep': {
    status: 409,
    en: 'From {date} on, teams would stand {levels} levels deep; at most {levelsMax} are possible. Choose a higher parent.',
    zh: '自 {date} 起，团队层级将达到 {levels} 层，最多允许 {levelsMax} 层。请选择更高的上级团队。',
  },
  'territory-exists': {
    status: 409,
    en: 'There is a territory {territory} already. Choose another id.',
    zh: '区域 {territory} 已存在。请另选编号。',
  },
  'territory-not-found': {
    status: 404,
    en: 'There is no territory {territory} in this ledger. Create it first, or correct the id.',
    zh: '此账本中没有区域 {territory}。请先创建，或更正编号。',
  },
  'territory-unknown': {
    status: 422,
    en: 'There is no territory {territory} in this ledger. Create it first, or correct the id.',
    zh: '此账本中没有区域 {territory}。请先创建，或更正编号。',
  },
  'territory-starts-later': {
    status: 422,
    en: 'The territory {territory} exists from {createdOn} on, not yet on {date}. Give a later day.',
    zh: '区域 {territory} 自 {createdOn} 起存在，{date} 尚不存在。请填写更晚的日期。',
  },
  'assignment-overlaps': {
    status: 409,
    en: '{subject} was assigned otherwise from {latest} on. A change from {date} would overlap; give that day to replace it, or a later one.',
    zh: '{subject} 自 {latest} 起已有安排，自 {date} 起的变更会与之重叠。请填写该日以替换原安排，或填写更晚的日期。',
  },
  'change-reaches-credits': {
    status: 409,
    en: 'A deal closed on {closedOn} is credited to {subject}; a change from {date} would reach it. Give a day after {closedOn}.',
    zh: '{closedOn} 成交的商机已归属 {subject}，自 {date} 起的变更会波及它。请填写 {closedOn} 之后的日期。',
  },
  'date-before-first-day': {
    status: 422,
    en: '{date} is before the first day of this ledger, {firstDay}. Give that day or a later one.',
    zh: '日期 {date} 早于账本的第一天 {firstDay}。请填写该日或更晚的日期。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(organizationRejections);
