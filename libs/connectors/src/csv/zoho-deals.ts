// Zoho CRM's export of Deals. English headers are those of real exports; how the Chinese edition names them is not documented,
// so those are likely names, and a mapping file may name others.
import { type Mapping } from './mapping.js';

/** Ids in exports carry it: `zcrm_4150868000000623001`. */
const idPrefix = 'zcrm_';

export const zohoDeals: Mapping = {
  kind: 'pipeline',
  columns: {
    record: ['record id', 'deal id', '记录 id', '记录id', '记录编号', '商机 id', '商机编号'],
    title: ['deal name', '商机名称', '交易名称'],
    // People and accounts come in pairs, `X.id` and `X`: by name, as the lists of people and customers know them.
    salesperson: ['deal owner', '商机所有者', '商机负责人', '交易所有者', '负责人'],
    customer: ['account name', 'company name', '客户名称', '公司名称', '客户'],
    product: ['product name', 'product', '产品名称', '产品'],
    stage: ['stage', '阶段', '销售阶段'],
    value: ['amount', '金额', '商机金额'],
    currency: ['currency', '货币', '币种'],
    closedOn: ['closing date', '结束日期', '成交日期', '预计成交日期', '截止日期'],
    createdAt: ['created time', '创建时间'],
    modifiedAt: ['modified time', '修改时间', '最后修改时间'],
    channel: ['lead source', '线索来源', '潜在客户来源'],
    probability: ['probability (%)', 'probability', '可能性 (%)', '可能性（%）', '可能性', '赢率'],
    reason: ['reason for loss', '丢单原因', '输单原因', '丢失原因'],
  },
  required: ['record', 'salesperson', 'stage', 'closedOn', 'value'],
  dates: 'iso',
  won: ['closed won', '赢单', '成交', '已成交', '结束（赢单）'],
  lost: [
    'closed lost',
    'closed lost to competition',
    '输单',
    '丢单',
    '结束（丢单）',
    '输给竞争对手',
    '因竞争丢单',
  ],
  aliases: {},
  prefixes: { record: idPrefix, salesperson: idPrefix, customer: idPrefix, product: idPrefix },
};
