// What `sales-ledger attainment` says, in both languages.
import { type Text } from '@ledger/ledger';

export const attainmentTexts = {
  attainmentAbout: { en: 'what was reached of a target, and the pace', zh: '查看目标达成率和进度' },
  attainmentBy: {
    en: 'also everyone: salesperson, team, territory, product, segment or channel',
    zh: '同时列出成员：salesperson、team、territory、product、segment 或 channel',
  },
  attainmentOn: {
    en: 'what occurred by this day counts, and pace is of it (default: today)',
    zh: '只计截至该日发生的数字，并按该日计算进度（默认：今天）',
  },
  columnActual: { en: 'Actual', zh: '实际' },
  columnExpected: { en: 'Expected', zh: '应达' },
  columnAhead: { en: 'Ahead', zh: '领先' },
  columnLanding: { en: 'Lands at', zh: '预计达到' },
  elapsedLine: {
    en: 'On {on} {days} of {of} days have begun.',
    zh: '截至 {on}，{of} 天中已开始 {days} 天。',
  },
} as const satisfies { readonly [key: string]: Text };
