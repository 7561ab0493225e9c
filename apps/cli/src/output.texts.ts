// What several commands answer with: columns of tables and lines below them, in both languages.
import { type Text } from '@ledger/ledger';

export const outputTexts = {
  columnName: { en: 'Name', zh: '名称' },
  columnValue: { en: 'Value', zh: '数值' },
  truthLine: {
    en: 'True up to entry {sequence}; {lagEntries} entries ({lagSeconds} s) not shown yet.',
    zh: '截至分录 {sequence}；尚有 {lagEntries} 条分录（{lagSeconds} 秒）未显示。',
  },
  columnPeriod: { en: 'Period', zh: '期间' },
  columnTarget: { en: 'Target', zh: '目标' },
  columnAttainment: { en: 'Attained', zh: '达成率' },
  columnSetLate: { en: 'Set late', zh: '设定较晚' },
  moreRows: { en: '… and more; raise --limit.', zh: '……还有更多；请增大 --limit。' },
  yes: { en: 'yes', zh: '是' },
  columnCheck: { en: 'Check', zh: '检查项' },
  columnFinding: { en: 'Finding', zh: '结果' },
} as const satisfies { readonly [key: string]: Text };
