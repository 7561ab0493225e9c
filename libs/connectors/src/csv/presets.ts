// Mappings that ship. Each lists the headers seen in real exports, in English and Chinese; a vendor's stand in a file of their own.
import { type ListKind, type Mapping } from './mapping.js';
import { zohoDeals } from './zoho-deals.js';

/** One for each kind of list, and those of vendors. */
export const presetNames = [
  'organization',
  'products',
  'customers',
  'pipeline',
  'zoho-deals',
] as const satisfies readonly (ListKind | `${string}-${string}`)[];

export type PresetName = (typeof presetNames)[number];

const stages = {
  won: ['won', 'closed won', 'closed-won', 'closedwon', '赢单', '成交'],
  lost: ['lost', 'closed lost', 'closed-lost', 'closedlost', '输单'],
} as const;

const base = { dates: 'iso', ...stages, aliases: {} } as const;

export const presets: { readonly [name in PresetName]: Mapping } = {
  'zoho-deals': zohoDeals,
  organization: {
    ...base,
    kind: 'organization',
    columns: {
      salesperson: ['sales_agent', 'salesperson', 'sales rep', 'name', '销售人员'],
      manager: ['manager', 'team lead', '经理', '主管'],
      territory: ['regional_office', 'region', 'territory', '区域', '大区'],
      team: ['team', 'sales team', '团队', '销售团队'],
      parent: ['parent team', 'parent', 'division', '上级团队', '上级部门'],
      email: ['email', 'e-mail', '邮箱'],
      effectiveOn: ['effective on', 'from', 'start date', 'effective date', '生效日期', '开始日期'],
      endsOn: ['to', 'end date', 'until', '失效日期', '结束日期'],
    },
    required: ['salesperson'],
  },
  products: {
    ...base,
    kind: 'products',
    columns: {
      product: ['product', 'product name', '产品', '产品名称'],
      family: ['series', 'family', 'product family', '产品系列'],
      listPrice: ['sales_price', 'list price', 'price', '价格', '标准价格'],
    },
    required: ['product'],
  },
  customers: {
    ...base,
    kind: 'customers',
    columns: {
      customer: ['account', 'account name', 'customer', '客户', '客户名称'],
      industry: ['sector', 'industry', '行业'],
      region: ['office_location', 'region', 'country', '地区', '国家'],
      segment: ['segment', 'tier', '客户级别'],
    },
    required: ['customer'],
  },
  pipeline: {
    ...base,
    kind: 'pipeline',
    columns: {
      record: ['opportunity_id', 'opportunity id', 'deal id', 'record id', '商机编号'],
      salesperson: ['sales_agent', 'salesperson', 'opportunity owner', 'deal owner', '负责人'],
      product: ['product', 'product name', '产品'],
      customer: ['account', 'account name', 'customer', '客户', '客户名称'],
      stage: ['deal_stage', 'stage', '阶段', '销售阶段'],
      openedOn: ['engage_date', 'open date', 'created date', 'create date', '创建日期'],
      closedOn: ['close_date', 'close date', 'closing date', '成交日期', '预计成交日期'],
      value: ['close_value', 'amount', 'value', '金额', '商机金额'],
    },
    required: ['record', 'salesperson', 'stage', 'closedOn', 'value'],
  },
};
