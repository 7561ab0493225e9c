// What columns are called in lists of every kind, in English and Chinese: a word that one preset knows, all of them know. A
// preset adds what its own kind of list calls them besides.

export const columnWords = {
  record: ['record id', 'id', '编号'],
  salesperson: ['salesperson', 'sales_agent', 'sales rep', '销售人员'],
  team: ['team', 'sales team', '团队', '销售团队'],
  territory: ['territory', 'region', 'regional_office', '区域', '大区'],
  product: ['product', 'product name', '产品', '产品名称'],
  customer: ['customer', 'account', 'account name', 'customer name', '客户', '客户名称'],
  segment: ['segment', 'tier', '细分市场', '客户级别'],
  channel: ['channel', '渠道'],
  email: ['email', 'e-mail', '邮箱', '电子邮件'],
  deal: ['deal', 'deal id', 'opportunity id', '商机', '商机编号'],
} as const;

/** Who looks after a deal, a lead, a target; in a list of people it could be whom they report to. */
export const owner = [...columnWords.salesperson, 'owner', '负责人'] as const;
