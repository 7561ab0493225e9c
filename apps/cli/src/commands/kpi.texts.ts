// What `sales-ledger kpi` says, in both languages.
import { type Text } from '@ledger/ledger';

export const kpiTexts = {
  kpiAbout: {
    en: 'a KPI period by period; without a name, which there are',
    zh: '逐期查看指标；不给名称则列出全部指标',
  },
  kpiName: { en: 'KPI, such as win-rate', zh: '指标，例如 win-rate' },
  kpiPeriods: { en: 'how many periods up to that one', zh: '截至该期的期数' },
  kpiFrom: { en: 'first day, instead of a period', zh: '起始日（代替期间）' },
  kpiTo: { en: 'last day', zh: '结束日' },
  kpiGrain: { en: 'length of the periods between the two days', zh: '起止日之间每期的长度' },
  errorKpiPeriods: {
    en: 'Which periods is not clear. Give either --period, such as 2026-Q1, and --periods for how many up to it, or --from, --to and --grain. See --help.',
    zh: '无法确定所查期间。请使用 --period（例如 2026-Q1），可加 --periods 指定期数；或使用 --from、--to 和 --grain。请查看 --help。',
  },
  kpiRunning: { en: '* not over yet', zh: '* 期间尚未结束' },
  columnKpi: { en: 'KPI', zh: '指标' },
  columnUnit: { en: 'Unit', zh: '单位' },
  columnFormula: { en: 'Formula', zh: '公式' },
  columnBefore: { en: 'Before', zh: '上期' },
  columnLastYear: { en: 'Last year', zh: '上年同期' },
  columnLate: { en: 'Late', zh: '迟录' },
} as const satisfies { readonly [key: string]: Text };
