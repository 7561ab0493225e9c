// Codes of the API as a person reads them in a table. In English they are English words already, and are shown as they are.
import { type Language } from '@ledger/ledger';

const chinese: { readonly [code: string]: string } = {
  // Dimensions: whose figures, by whom
  organization: '组织',
  salesperson: '销售人员',
  team: '团队',
  territory: '区域',
  product: '产品',
  'product-family': '产品系列',
  customer: '客户',
  segment: '细分市场',
  channel: '渠道',
  campaign: '营销活动',
  competitor: '竞争对手',
  'loss-reason': '输单原因',
  unassigned: '未分配',
  // Units
  money: '金额',
  count: '数量',
  ratio: '比率',
  days: '天',
  points: '分',
  score: '评分',
  // Entries
  LedgerOpened: '账本开立',
  LedgerSettingsChanged: '账本设置变更',
  LedgerRetired: '账本停用',
  LedgerResumed: '账本恢复使用',
  SalespersonAdded: '销售人员添加',
  SalespersonChanged: '销售人员变更',
  SalespersonDeactivated: '销售人员停用',
  SalespersonAssignedToTeam: '团队分配',
  TerritoryAssigned: '区域分配',
  TeamCreated: '团队创建',
  TeamMoved: '团队移动',
  ManagerAssigned: '主管指定',
  TerritoryCreated: '区域创建',
  ProductAdded: '产品添加',
  ProductChanged: '产品变更',
  ProductRetired: '产品停售',
  CustomerRegistered: '客户登记',
  CustomerChanged: '客户变更',
  LeadReceived: '线索收到',
  LeadQualified: '线索确认',
  LeadDisqualified: '线索作废',
  LeadConverted: '线索转化',
  DealOpened: '商机打开',
  DealAdvanced: '商机推进',
  DealWon: '赢单',
  DealLost: '输单',
  DealReopened: '商机重新打开',
  DealCorrected: '商机更正',
  DealReversed: '商机冲销',
  DealReassigned: '商机移交',
  TargetSet: '目标设定',
  TargetAdjusted: '目标调整',
  TargetWithdrawn: '目标撤回',
  FeedbackReceived: '反馈收到',
  FeedbackAnswered: '反馈答复',
  FeedbackDismissed: '反馈驳回',
};

/** A code that is none of these, such as an id, stays as it is. */
export function wordOf(language: Language, code: string): string {
  return language === 'zh' && Object.hasOwn(chinese, code) ? (chinese[code] ?? code) : code;
}

/** `organization`, `team/T-1`: the kind in words, the member by its name where there is one. */
export function scopeWords(language: Language, scope: string, name?: string | null): string {
  const slash = scope.indexOf('/');
  if (slash < 0) return wordOf(language, scope);
  return name ?? `${wordOf(language, scope.slice(0, slash))}/${scope.slice(slash + 1)}`;
}
