// What fields are called, in both languages. A field without a word of its own is called as it is written.
import { type Text } from '@ledger/ledger';
import { reversedField } from './changes.js';

const words: { readonly [field: string]: Text } = {
  // The ledger itself
  goesOnAt: { en: 'goes on at', zh: '继续之处' },
  // Anyone and anything
  name: { en: 'name', zh: '名称' },
  currency: { en: 'currency', zh: '货币' },
  amountMinor: { en: 'amount', zh: '金额' },
  segment: { en: 'segment', zh: '细分市场' },
  // People and where they stand
  email: { en: 'e-mail', zh: '电子邮件' },
  role: { en: 'role', zh: '角色' },
  salesperson: { en: 'salesperson', zh: '销售人员' },
  manager: { en: 'manager', zh: '主管' },
  team: { en: 'team', zh: '团队' },
  teams: { en: 'teams', zh: '团队' },
  parent: { en: 'parent team', zh: '上级团队' },
  territory: { en: 'territory', zh: '区域' },
  // Products and customers
  product: { en: 'product', zh: '产品' },
  family: { en: 'product family', zh: '产品系列' },
  listPriceMinor: { en: 'list price', zh: '标价' },
  aliases: { en: 'other names', zh: '别名' },
  customer: { en: 'customer', zh: '客户' },
  industry: { en: 'industry', zh: '行业' },
  region: { en: 'region', zh: '地区' },
  contacts: { en: 'contacts', zh: '联系人' },
  // Deals
  title: { en: 'title', zh: '标题' },
  owner: { en: 'owner', zh: '负责人' },
  products: { en: 'product', zh: '产品' },
  stage: { en: 'stage', zh: '阶段' },
  probabilityBp: { en: 'probability', zh: '赢率' },
  forecastCategory: { en: 'forecast category', zh: '预测类别' },
  expectedCloseOn: { en: 'expected close', zh: '预计成交日期' },
  openedOn: { en: 'opened on', zh: '打开日期' },
  channel: { en: 'channel', zh: '渠道' },
  won: { en: 'won', zh: '赢单' },
  closedOn: { en: 'closed on', zh: '成交日期' },
  lines: { en: 'line', zh: '明细' },
  quantity: { en: 'quantity', zh: '数量' },
  primary: { en: 'primary credit', zh: '主要业绩归属' },
  overlay: { en: 'overlay credit', zh: '协作业绩归属' },
  shareBp: { en: 'share', zh: '份额' },
  cycleDays: { en: 'sales cycle in days', zh: '销售周期（天）' },
  lost: { en: 'lost', zh: '输单' },
  lostOn: { en: 'lost on', zh: '输单日期' },
  reason: { en: 'reason', zh: '原因' },
  competitor: { en: 'competitor', zh: '竞争对手' },
  reversed: { en: 'reversal by entry', zh: '冲销分录' },
  reversedOn: { en: 'reversed on', zh: '冲销日期' },
  kind: { en: 'kind', zh: '类别' },
  // Leads
  company: { en: 'company', zh: '公司' },
  campaign: { en: 'campaign', zh: '营销活动' },
  receivedOn: { en: 'received on', zh: '收到日期' },
  qualifiedOn: { en: 'qualified on', zh: '确认日期' },
  disqualifiedOn: { en: 'disqualified on', zh: '作废日期' },
  convertedOn: { en: 'converted on', zh: '转化日期' },
  deal: { en: 'deal', zh: '商机' },
  // Feedback
  score: { en: 'score', zh: '评分' },
  scale: { en: 'scale', zh: '评分类别' },
  value: { en: 'value', zh: '数值' },
  comment: { en: 'comment', zh: '意见' },
  answer: { en: 'answer', zh: '答复' },
  answeredOn: { en: 'answered on', zh: '答复日期' },
  dismissedOn: { en: 'dismissed on', zh: '驳回日期' },
  attribution: { en: 'about', zh: '涉及' },
  // Targets
  scope: { en: 'scope', zh: '口径' },
  metric: { en: 'metric', zh: '考核项' },
  period: { en: 'period', zh: '期间' },
  label: { en: 'name', zh: '名称' },
  start: { en: 'first day', zh: '第一天' },
  end: { en: 'last day', zh: '最后一天' },
  unit: { en: 'unit', zh: '单位' },
  basis: { en: 'basis', zh: '依据' },
  agreedOn: { en: 'agreed on', zh: '商定日期' },
  note: { en: 'note', zh: '备注' },
  withdrawn: { en: 'withdrawn', zh: '已撤回' },
  // The ledger
  timeZone: { en: 'time zone', zh: '时区' },
  calendar: { en: 'fiscal calendar', zh: '财年日历' },
  calendarFrom: { en: 'fiscal calendar from', zh: '财年日历起始日' },
  firstMonth: { en: 'first month', zh: '首月' },
  weekStart: { en: 'first day of the week', zh: '每周首日' },
  yearEndWeekday: { en: 'weekday on which the year ends', zh: '年末星期' },
  yearEndMonth: { en: 'month in which the year ends', zh: '年末月份' },
  yearEndRule: { en: 'rule for the end of the year', zh: '年末规则' },
  firstDay: { en: 'first day', zh: '第一天' },
  origin: { en: 'origin of checkpoints', zh: '检查点来源名' },
  simulated: { en: 'simulated', zh: '模拟' },
  ledgerKeyHash: { en: 'hash of the ledger key', zh: '账本密钥的哈希' },
  targetApproval: { en: 'approval of targets', zh: '目标审批' },
  disputeWindowDays: { en: 'days to dispute', zh: '争议期限（天）' },
};

export type Label = { readonly en: string; readonly zh: string };

const labelsMax = 10_000;
const known = new Map<string, Label>();

/** `won.lines[0].amountMinor` → `Won · line 1 · amount`. A page tells the same few fields again and again. */
export function labelOf(field: string): Label {
  const label = known.get(field) ?? labelMade(field);
  if (known.size >= labelsMax) known.clear();
  known.set(field, label);
  return label;
}

function labelMade(field: string): Label {
  const steps = field.split('.').map(stepLabel);
  const en = steps.map((step) => step.en).join(' · ');
  const zh = steps.map((step) => step.zh).join(' · ');
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

function stepLabel(step: string): Text {
  const [, field = step, place] = /^(.+)\[(\d+)\]$/.exec(step) ?? [];
  const word = Object.hasOwn(words, field) ? words[field] : undefined;
  const { en, zh } = word ?? { en: field, zh: field };
  if (place === undefined) return { en, zh };
  const number = field === reversedField ? place : String(Number(place) + 1); // people count from one
  return { en: `${en} ${number}`, zh: `${zh} ${number}` };
}
