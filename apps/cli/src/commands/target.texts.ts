// What `sales-ledger target` says, in both languages.
import { type Text } from '@ledger/ledger';

export const targetTexts = {
  targetAbout: { en: 'what is to be reached', zh: '管理目标' },
  targetSetAbout: { en: 'set a target', zh: '设定目标' },
  targetAdjustAbout: { en: 'give a target another value', zh: '调整目标值' },
  targetWithdrawAbout: { en: 'take a target away', zh: '撤回目标' },
  targetListAbout: { en: 'which targets there are', zh: '列出目标' },
  targetPeriod: {
    en: 'such as 2026, 2026-Q4, 2026-10, 2026-W40',
    zh: '例如 2026、2026-Q4、2026-10、2026-W40',
  },
  targetValue: {
    en: "in the metric's unit, such as 250000.00",
    zh: '按考核项单位填写，例如 250000.00',
  },
  targetBasis: { en: 'what the value was taken from', zh: '目标值依据' },
  targetAgreedOn: {
    en: 'the day on which it was agreed (default: today)',
    zh: '商定日期（默认：今天）',
  },
  targetNote: { en: 'a note, kept sealed', zh: '备注（加密保存）' },
  targetId: { en: 'its id, as set and list tell it', zh: '目标编号，见 set 和 list 的输出' },
  targetRecorded: {
    en: 'Target {target}: recorded as entry {sequence}.',
    zh: '目标 {target}：已记为分录 {sequence}。',
  },
  targetUnchanged: {
    en: 'Target {target}: it says so already, nothing recorded.',
    zh: '目标 {target}：内容相同，未记录任何分录。',
  },
  columnScope: { en: 'Scope', zh: '口径' },
  columnMetric: { en: 'Metric', zh: '考核项' },
  columnTargetId: { en: 'Target', zh: '目标编号' },
} as const satisfies { readonly [key: string]: Text };
