// The KPIs that ship, as data: each a CEL formula over what is counted. A line more is a KPI more.
// `m` is the period asked for, `previous(m)` the one before it, `lastYear(m)` the same one of the year before, each with
// every measure below; `target("sales-amount")` is the value of the target set for that metric.
import { type Text } from '@ledger/ledger';

export const kpiUnits = ['money', 'count', 'ratio', 'days', 'points', 'score'] as const;
export type KpiUnit = (typeof kpiUnits)[number];

/** What entries count, by the name it has after `m.`, and its unit. */
export const kpiMeasures = {
  wonAmount: 'money',
  reversedAmount: 'money',
  overlayWonAmount: 'money',
  overlayReversedAmount: 'money',
  wonDeals: 'count',
  wonUnits: 'count',
  lostDeals: 'count',
  openedDeals: 'count',
  cycleDays: 'days',
  /** Won deals of which it is known when they were opened. */
  cycles: 'count',
  /** The list value of sold lines that have a list price. */
  listAmount: 'money',
  /** `listAmount` less what those lines were sold for. */
  discountAmount: 'money',
  buyingCustomers: 'count',
  newCustomers: 'count',
  repeatCustomers: 'count',
  retainedCustomers: 'count',
  pipelineAmount: 'money',
  pipelineDeals: 'count',
  activeSalespeople: 'count',
  receivedLeads: 'count',
  qualifiedLeads: 'count',
  convertedLeads: 'count',
  csatCount: 'count',
  csatSatisfied: 'count',
  npsCount: 'count',
  npsPromoters: 'count',
  npsDetractors: 'count',
  cesCount: 'count',
  cesSum: 'score',
} as const satisfies { readonly [measure: string]: KpiUnit };

export type KpiMeasure = keyof typeof kpiMeasures;

export type KpiDefinition = {
  readonly name: string;
  readonly label: Text;
  readonly unit: KpiUnit;
  /** Whether more is better. */
  readonly direction: 'up' | 'down';
  /** CEL. What it divides by may be nothing: it has no value then, never 0. */
  readonly formula: string;
  /** Between which whole numbers its targets lie; absent: from zero on. */
  readonly targets?: { readonly min: number; readonly max: number };
};

/** What part of a whole it is: 0.65, not 65. */
const share = { min: 0, max: 1 } as const;

const sales = '(m.wonAmount - m.reversedAmount)';
const salesBefore = '(previous(m).wonAmount - previous(m).reversedAmount)';
const salesLastYear = '(lastYear(m).wonAmount - lastYear(m).reversedAmount)';

export const kpiCatalogue: readonly KpiDefinition[] = [
  {
    name: 'sales-amount',
    label: { en: 'Sales amount', zh: '销售额' },
    unit: 'money',
    direction: 'up',
    formula: 'm.wonAmount - m.reversedAmount',
  },
  {
    name: 'won-amount',
    label: { en: 'Won amount', zh: '赢单金额' },
    unit: 'money',
    direction: 'up',
    formula: 'm.wonAmount',
  },
  {
    name: 'reversed-amount',
    label: { en: 'Reversed amount', zh: '冲回金额' },
    unit: 'money',
    direction: 'down',
    formula: 'm.reversedAmount',
  },
  {
    name: 'overlay-amount',
    label: { en: 'Overlay credit', zh: '协作业绩' },
    unit: 'money',
    direction: 'up',
    formula: 'm.overlayWonAmount - m.overlayReversedAmount',
  },
  {
    name: 'deals-won',
    label: { en: 'Deals won', zh: '赢单数' },
    unit: 'count',
    direction: 'up',
    formula: 'm.wonDeals',
  },
  {
    name: 'deals-lost',
    label: { en: 'Deals lost', zh: '输单数' },
    unit: 'count',
    direction: 'down',
    formula: 'm.lostDeals',
  },
  {
    name: 'deals-opened',
    label: { en: 'Deals opened', zh: '新开商机数' },
    unit: 'count',
    direction: 'up',
    formula: 'm.openedDeals',
  },
  {
    name: 'units-won',
    label: { en: 'Sales volume (units)', zh: '销售量（件）' },
    unit: 'count',
    direction: 'up',
    formula: 'm.wonUnits',
  },
  {
    name: 'growth',
    label: { en: 'Growth on the period before', zh: '环比增长率' },
    unit: 'ratio',
    direction: 'up',
    formula: `(${sales} - ${salesBefore}) / ${salesBefore}`,
  },
  {
    name: 'growth-year-on-year',
    label: { en: 'Growth year on year', zh: '同比增长率' },
    unit: 'ratio',
    direction: 'up',
    formula: `(${sales} - ${salesLastYear}) / ${salesLastYear}`,
  },
  {
    name: 'attainment',
    label: { en: 'Attainment', zh: '达成率' },
    unit: 'ratio',
    direction: 'up',
    formula: `${sales} / target("sales-amount")`,
  },
  {
    name: 'average-deal',
    label: { en: 'Average deal', zh: '平均成交额' },
    unit: 'money',
    direction: 'up',
    formula: 'm.wonAmount / m.wonDeals',
  },
  {
    name: 'win-rate',
    label: { en: 'Win rate', zh: '赢单率' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.wonDeals / (m.wonDeals + m.lostDeals)',
    targets: share,
  },
  {
    name: 'lead-conversion',
    label: { en: 'Lead conversion', zh: '线索转化率' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.convertedLeads / m.receivedLeads',
    targets: share,
  },
  {
    name: 'cycle-days',
    label: { en: 'Sales cycle in days', zh: '销售周期（天）' },
    unit: 'days',
    direction: 'down',
    formula: 'm.cycleDays / m.cycles',
  },
  {
    name: 'new-customers',
    label: { en: 'New customers', zh: '新客户数' },
    unit: 'count',
    direction: 'up',
    formula: 'm.newCustomers',
  },
  {
    name: 'retention',
    label: { en: 'Customer retention', zh: '客户留存率' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.retainedCustomers / previous(m).buyingCustomers',
    targets: share,
  },
  {
    name: 'repeat-purchase-rate',
    label: { en: 'Repeat-purchase rate', zh: '复购率' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.repeatCustomers / m.buyingCustomers',
    targets: share,
  },
  {
    name: 'discount-rate',
    label: { en: 'Discount rate', zh: '折扣率' },
    unit: 'ratio',
    direction: 'down',
    formula: 'm.discountAmount / m.listAmount',
    targets: share,
  },
  {
    name: 'pipeline-coverage',
    label: { en: 'Pipeline coverage', zh: '商机覆盖率' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.pipelineAmount / target("sales-amount")',
  },
  {
    name: 'csat',
    label: { en: 'Customer satisfaction (CSAT)', zh: '客户满意度（CSAT）' },
    unit: 'ratio',
    direction: 'up',
    formula: 'm.csatSatisfied / m.csatCount',
    targets: share,
  },
  {
    name: 'nps',
    label: { en: 'Net promoter score (NPS)', zh: '净推荐值（NPS）' },
    unit: 'points',
    direction: 'up',
    formula: '100 * (m.npsPromoters - m.npsDetractors) / m.npsCount',
    targets: { min: -100, max: 100 },
  },
  {
    // 7 is the easiest, so more is better.
    name: 'ces',
    label: { en: 'Customer effort score (CES)', zh: '客户费力度（CES）' },
    unit: 'score',
    direction: 'up',
    formula: 'm.cesSum / m.cesCount',
    targets: { min: 1, max: 7 },
  },
  {
    name: 'productivity',
    label: { en: 'Sales per active salesperson', zh: '人均销售额' },
    unit: 'money',
    direction: 'up',
    formula: `${sales} / m.activeSalespeople`,
  },
];

const kpis: ReadonlyMap<string, KpiDefinition> = new Map(
  kpiCatalogue.map((definition) => [definition.name, definition]),
);

export function kpiNamed(name: string): KpiDefinition | undefined {
  return kpis.get(name);
}
