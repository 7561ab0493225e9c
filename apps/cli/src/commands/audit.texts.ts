// What `sales-ledger audit` says, in both languages.
import { type Text } from '@ledger/ledger';

export const auditTexts = {
  noName: { en: '(not readable)', zh: '（不可读）' },
  auditAbout: {
    en: 'who changed what, when and why: all about a subject, or the newest entries by any condition',
    zh: '查看何人、何时、为何变更了什么：某主体的全部分录，或按条件查看最新分录',
  },
  auditSubject: {
    en: 'such as deal/D-1001 or salesperson/sp-7',
    zh: '例如 deal/D-1001 或 salesperson/sp-7',
  },
  auditBy: { en: 'who recorded it, such as user/u-7', zh: '记录人，例如 user/u-7' },
  auditPerson: {
    en: 'a salesperson whom it is about or credits, such as sp-7',
    zh: '所涉及或获得业绩归属的销售人员，例如 sp-7',
  },
  auditCommand: { en: 'id of the command that recorded it', zh: '记录该分录的命令编号' },
  auditType: { en: 'type of entry, such as DealCorrected', zh: '分录类型，例如 DealCorrected' },
  auditFrom: {
    en: 'recorded on this day or later; an instant such as 2026-03-31T09:00:00Z may be given, too',
    zh: '在此日或之后记录；也可填写时刻，例如 2026-03-31T09:00:00Z',
  },
  auditTo: { en: 'recorded on this day or earlier', zh: '在此日或之前记录' },
  auditOccurredFrom: { en: 'happened on this day or later', zh: '在此日或之后发生' },
  auditOccurredTo: { en: 'happened on this day or earlier', zh: '在此日或之前发生' },
  auditText: {
    en: 'stands in a text of it that is not sealed, in any case',
    zh: '其未加密文本中包含的内容，不区分大小写',
  },
  auditLimit: { en: 'how many entries at most', zh: '最多显示的分录数' },
  auditMore: {
    en: 'There may be more than {limit}; ask for them with --limit or narrower conditions.',
    zh: '可能多于 {limit} 条；请用 --limit 增加条数，或缩小条件。',
  },
  columnSubject: { en: 'About', zh: '主体' },
  columnSequence: { en: 'Entry', zh: '分录' },
  columnTime: { en: 'Recorded', zh: '记录时间' },
  columnActor: { en: 'By', zh: '操作人' },
  columnType: { en: 'What', zh: '事项' },
  columnOccurredOn: { en: 'On', zh: '发生日' },
  columnWhy: { en: 'Why', zh: '原因' },
  auditCorrects: { en: 'corrects entry {entry}', zh: '更正分录 {entry}' },
  auditCorrectedBy: { en: 'corrected by entry {entry}', zh: '被分录 {entry} 更正' },
  auditSource: { en: 'from {system}: {record}', zh: '来自 {system}：{record}' },
  columnChanges: { en: 'Before → after', zh: '变更前 → 变更后' },
} as const satisfies { readonly [key: string]: Text };
