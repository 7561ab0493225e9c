// Zoho CRM's export of Leads. English headers and statuses are those of real exports; how the Chinese edition names them is not
// documented, so those are likely names, and a mapping file may name others.
import { type Mapping } from './mapping.js';

/** Ids in exports carry it: `zcrm_4150868000000623001`. */
const idPrefix = 'zcrm_';

export const zohoLeads: Mapping = {
  kind: 'leads',
  columns: {
    record: ['record id', '记录 id', '记录id', '记录编号', '线索编号'],
    name: ['lead name', '线索名称', '姓名'],
    company: ['company', '公司', '公司名称'],
    email: ['email', '邮箱', '电子邮件'],
    status: ['lead status', '线索状态', '状态'],
    isConverted: ['is converted', '是否已转化', '已转换'],
    channel: ['lead source', '线索来源'],
    // People and accounts come in pairs, `X.id` and `X`: by name, as their lists know them, where the export has it.
    salesperson: ['lead owner', 'lead owner.id', '线索所有者', '线索负责人', '负责人'],
    buyer: ['converted account', 'converted account.id', '转化客户', '已转换的客户'],
    createdAt: ['created time', '创建时间'],
    modifiedAt: ['modified time', '修改时间', '最后修改时间'],
  },
  required: ['record', 'name', 'status', 'channel'],
  dates: 'iso',
  won: [],
  lost: [],
  qualified: ['pre-qualified', 'qualified', '预先合格', '已确认'],
  disqualified: ['junk lead', 'lost lead', 'not qualified', '垃圾线索', '丢失线索', '不合格'],
  converted: ['converted', '已转化', '已转换'],
  aliases: {},
  prefixes: { record: idPrefix, salesperson: idPrefix, buyer: idPrefix },
  // Zoho writes an empty choice either way.
  values: { channel: { '': 'unknown', '-None-': 'unknown' } },
};
