// Mappings that ship. Each lists the headers seen in real exports, in English and Chinese; a vendor's stand in a file of their own.
import { kpiCatalogue } from '@ledger/sales';
import { columnWords, owner } from './column-words.js';
import { type ListKind, type Mapping } from './mapping.js';
import { zohoDeals } from './zoho-deals.js';
import { zohoLeads } from './zoho-leads.js';

/** One for each kind of list, and those of vendors. */
export const presetNames = [
  'organization',
  'products',
  'customers',
  'pipeline',
  'targets',
  'feedback',
  'leads',
  'zoho-deals',
  'zoho-leads',
] as const satisfies readonly (ListKind | `${string}-${string}`)[];

export type PresetName = (typeof presetNames)[number];

const stages = {
  won: ['won', 'closed won', 'closed-won', 'closedwon', '赢单', '成交'],
  lost: ['lost', 'closed lost', 'closed-lost', 'closedlost', '输单'],
} as const;

const base = { dates: 'iso', ...stages, aliases: {} } as const;

/** A metric may be called by its name in either language, as tables tell it. */
const metricWords = Object.fromEntries(
  kpiCatalogue.flatMap(({ name, label }) => [
    [label.en, name],
    [label.zh, name],
  ]),
);

/** Fields that are read once a mapping names their columns. */
function unnamed(...fields: readonly string[]): Mapping['columns'] {
  return Object.fromEntries(fields.map((field) => [field, []]));
}

export const presets: { readonly [name in PresetName]: Mapping } = {
  'zoho-deals': zohoDeals,
  'zoho-leads': zohoLeads,
  organization: {
    ...base,
    kind: 'organization',
    columns: {
      salesperson: [...columnWords.salesperson, 'name', '姓名'],
      manager: ['manager', 'team lead', '经理', '主管'],
      territory: columnWords.territory,
      team: columnWords.team,
      parent: ['parent team', 'parent', 'division', '上级团队', '上级部门'],
      email: columnWords.email,
      effectiveOn: ['effective on', 'from', 'start date', 'effective date', '生效日期', '开始日期'],
      endsOn: ['to', 'end date', 'until', '失效日期', '结束日期'],
    },
    required: ['salesperson'],
  },
  products: {
    ...base,
    kind: 'products',
    columns: {
      product: columnWords.product,
      family: ['series', 'family', 'product family', '产品系列'],
      listPrice: ['sales_price', 'list price', 'price', '价格', '标准价格'],
    },
    required: ['product'],
  },
  customers: {
    ...base,
    kind: 'customers',
    columns: {
      customer: columnWords.customer,
      industry: ['sector', 'industry', '行业'],
      region: ['office_location', 'region', 'country', '地区', '国家'],
      segment: columnWords.segment,
    },
    required: ['customer'],
  },
  pipeline: {
    ...base,
    kind: 'pipeline',
    columns: {
      record: ['opportunity_id', 'opportunity id', 'deal id', '商机编号', ...columnWords.record],
      salesperson: [...owner, 'opportunity owner', 'deal owner'],
      product: columnWords.product,
      customer: columnWords.customer,
      stage: ['deal_stage', 'stage', '阶段', '销售阶段'],
      openedOn: ['engage_date', 'open date', 'created date', 'create date', '创建日期'],
      closedOn: ['close_date', 'close date', 'closing date', '成交日期', '预计成交日期'],
      value: ['close_value', 'amount', 'value', '金额', '商机金额'],
      channel: columnWords.channel,
      ...unnamed('title', 'probability', 'reason', 'currency', 'createdAt', 'modifiedAt'),
    },
    required: ['record', 'salesperson', 'stage', 'closedOn', 'value'],
  },
  targets: {
    ...base,
    kind: 'targets',
    columns: {
      salesperson: [...owner, 'quota owner'],
      team: columnWords.team,
      territory: columnWords.territory,
      product: columnWords.product,
      segment: columnWords.segment,
      channel: columnWords.channel,
      scope: ['scope', '口径'],
      metric: ['metric', 'kpi', '考核项', '指标'],
      period: ['period', 'quarter', '期间', '季度'],
      date: ['date', 'quota date', 'start date', '日期', '开始日期'],
      value: ['target', 'quota', 'value', 'amount', '目标', '目标值', '定额', '金额'],
      basis: ['basis', '依据'],
      agreedOn: ['agreed on', 'agreed', '商定日期', '确定日期'],
    },
    required: ['value'],
    values: {
      scope: { 组织: 'organization', 整个组织: 'organization', Organization: 'organization' },
      basis: { 历史: 'history', 预测: 'forecast', 判断: 'judgement' },
      metric: metricWords,
    },
  },
  feedback: {
    ...base,
    kind: 'feedback',
    columns: {
      record: ['feedback id', 'response id', 'survey id', '反馈编号', ...columnWords.record],
      receivedOn: ['date', 'received on', 'response date', '日期', '收到日期', '反馈日期'],
      kind: ['kind', 'type', '类型', '种类'],
      scale: ['scale', '量表'],
      score: ['score', 'rating', '评分', '得分'],
      csat: ['csat', 'satisfaction', '满意度'],
      nps: ['nps', '推荐值', '净推荐值'],
      ces: ['ces', 'effort', '费力度'],
      comment: ['comment', 'comments', 'remarks', '意见', '评论', '反馈内容'],
      salesperson: owner,
      customer: columnWords.customer,
      deal: columnWords.deal,
      product: columnWords.product,
      channel: columnWords.channel,
      ...unnamed('modifiedAt'),
    },
    required: ['record', 'receivedOn'],
    values: {
      kind: { 问卷: 'survey', 调查: 'survey', 访谈: 'interview', 评价: 'review', 电话: 'call' },
      scale: { 满意度: 'csat', 净推荐值: 'nps', 费力度: 'ces' },
    },
  },
  leads: {
    ...base,
    kind: 'leads',
    columns: {
      record: ['lead id', '线索编号', ...columnWords.record],
      name: ['lead name', 'name', 'contact', '线索名称', '姓名', '联系人'],
      company: ['company', '公司', '公司名称'],
      email: columnWords.email,
      status: ['status', 'lead status', '状态', '线索状态'],
      isConverted: ['is converted', '是否已转化'],
      channel: [...columnWords.channel, 'lead source', 'source', '线索来源'],
      campaign: ['campaign', '活动', '市场活动'],
      salesperson: [...owner, 'lead owner'],
      customer: columnWords.customer,
      receivedOn: ['received on', 'received', 'created date', '收到日期', '创建日期'],
      qualifiedOn: ['qualified on', 'qualified date', '合格日期'],
      disqualifiedOn: ['disqualified on', 'disqualified date', '不合格日期'],
      convertedOn: ['converted on', 'converted date', '转化日期'],
      reason: ['reason', 'disqualified reason', '原因', '不合格原因'],
      buyer: ['converted account', 'converted customer', '转化客户'],
      deal: columnWords.deal,
      ...unnamed('createdAt', 'modifiedAt'),
    },
    required: ['record', 'name', 'channel'],
    qualified: ['qualified', '合格', '已确认'],
    disqualified: ['disqualified', 'unqualified', '不合格', '无效'],
    converted: ['converted', '已转化', '转化'],
    values: { channel: { '': 'unknown' } },
  },
};
