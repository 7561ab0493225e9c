// Every text of the command line, in both languages. A key without its pair does not compile.
import { type Text } from '@ledger/ledger';

export const texts = {
  about: {
    en: 'The auditable record of sales performance.',
    zh: '可审计的销售业绩记录。',
  },
  titleUsage: { en: 'Usage:', zh: '用法：' },
  titleOptions: { en: 'Options:', zh: '选项：' },
  titleCommands: { en: 'Commands:', zh: '命令：' },
  titleArguments: { en: 'Arguments:', zh: '参数：' },
  titleGlobalOptions: { en: 'Global Options:', zh: '全局选项：' },
  titleExamples: { en: 'Examples:', zh: '示例：' },
  titleExitCodes: { en: 'Exit codes:', zh: '退出码：' },
  exitCodes: {
    en: `  0  done
  1  a defect; the message says which
  2  the command line or the input can't be used
  3  refused by a rule of the ledger, or rows of an import were refused
  4  verify or doctor found something wrong
  5  the ledger can't be reached or opened, or its folder is held by another process`,
    zh: `  0  完成
  1  程序缺陷；消息会说明是什么
  2  命令行或输入无法使用
  3  被账本规则拒绝，或导入中有行被拒绝
  4  校验或诊断发现问题
  5  无法访问或打开账本，或其目录被其他进程占用`,
  },
  helpOptions: { en: '[options]', zh: '[选项]' },
  helpCommand: { en: '[command]', zh: '[命令]' },
  helpDefault: { en: '(default: {value})', zh: '（默认：{value}）' },
  helpChoices: { en: '(choices: {values})', zh: '（可选：{values}）' },
  titleEnvironment: {
    en: 'Environment variables, each of which doctor shows with its value:',
    zh: '环境变量（doctor 会显示各自的值）：',
  },
  optHelp: { en: 'show this help', zh: '显示帮助' },
  cmdHelp: { en: 'show the help of a command', zh: '显示某个命令的帮助' },
  optVersion: { en: 'show the version', zh: '显示版本' },
  optData: {
    en: 'data folder (environment: SALES_LEDGER_DATA; default ./data)',
    zh: '数据目录（环境变量：SALES_LEDGER_DATA；默认 ./data）',
  },
  optUrl: {
    en: 'talk to this server instead of opening the folder',
    zh: '连接此服务器，而不是打开数据目录',
  },
  optActor: { en: 'who acts, as user/<id>', zh: '操作人，格式为 user/<id>' },
  optLang: {
    en: 'language of texts: en or zh (default: LANG)',
    zh: '文本语言：en 或 zh（默认取自 LANG）',
  },
  optJson: { en: 'answer as JSON, for programs', zh: '以 JSON 输出，供程序使用' },
  optLedger: {
    en: 'which ledger (default: the only one there is)',
    zh: '账本编号（默认：唯一的账本）',
  },

  initAbout: { en: 'open a new ledger', zh: '新建账本' },
  initLedger: {
    en: 'its id: lower-case letters, digits, dashes',
    zh: '账本编号：小写字母、数字、连字符',
  },
  initName: { en: 'its name (default: its id)', zh: '账本名称（默认：编号）' },
  initCurrency: { en: 'reporting currency, ISO 4217', zh: '报告货币，ISO 4217' },
  initTimeZone: {
    en: 'IANA time zone in which business days begin and end',
    zh: '营业日所在的 IANA 时区',
  },
  initFirstDay: { en: 'first business day that it knows', zh: '账本的第一个营业日' },
  initDone: {
    en: 'Ledger {ledger} is open. Its first entry has the sequence {sequence}.',
    zh: '账本 {ledger} 已开立。首条分录的序号为 {sequence}。',
  },

  serveAbout: { en: 'serve the HTTP API on this machine', zh: '在本机提供 HTTP API 服务' },
  serveHost: { en: 'address to listen on (loopback only)', zh: '监听地址（仅限本机回环地址）' },
  servePort: { en: 'port to listen on; 0 takes a free one', zh: '监听端口；0 表示任选空闲端口' },
  serveDemo: {
    en: 'make the demo ledger first, unless it is there',
    zh: '若演示账本不存在，先生成演示账本',
  },
  serveReady: { en: 'Sales Ledger is ready.', zh: 'Sales Ledger 已就绪。' },
  serveApi: { en: 'HTTP API       {url}', zh: 'HTTP 接口       {url}' },
  serveDescription: {
    en: 'Its description {url}/openapi.json',
    zh: '接口描述        {url}/openapi.json',
  },
  serveData: { en: 'Data folder    {folder}', zh: '数据目录        {folder}' },
  serveLedger: {
    en: 'Ledger         {ledger} · {entries} entries',
    zh: '账本            {ledger} · {entries} 条分录',
  },
  serveTry: { en: 'Try            {command}', zh: '试一试          {command}' },
  serveStop: { en: 'Ctrl-C stops it.', zh: '按 Ctrl-C 停止。' },
  serveStopping: {
    en: 'Stopping: finishing what was accepted …',
    zh: '正在停止：完成已接受的命令……',
  },
  demoMaking: { en: 'Making the demo ledger …', zh: '正在生成演示账本……' },
  demoAbout: {
    en: 'make a demo ledger in the data folder, without serving it',
    zh: '在数据目录中生成演示账本，不提供服务',
  },
  demoReady: {
    en: 'Ledger {ledger} · {entries} entries · {firstDay} to {lastDay} · everybody in it is invented',
    zh: '账本 {ledger} · {entries} 条分录 · {firstDay} 至 {lastDay} · 其中人物与公司均为虚构',
  },
  demoContents: {
    en: '{salespeople} salespeople and managers in {teams} teams, {products} products, {customers} customers, {leads} leads, {deals} deals, {corrections} corrections, {returns} returns and cancellations, {targets} targets, {feedback} pieces of feedback',
    zh: '{teams} 个团队共 {salespeople} 名销售人员与经理，{products} 种产品，{customers} 家客户，{leads} 条线索，{deals} 个商机，{corrections} 次更正，{returns} 次退货或取消，{targets} 个目标，{feedback} 条反馈',
  },
  demoAsk: { en: 'Ask it:', zh: '可以这样提问：' },
  demoAskYear: { en: 'Who sold most last year?', zh: '去年谁的销售额最高？' },
  demoAskTeam: { en: 'Which team leads this quarter?', zh: '本季度哪个团队领先？' },
  demoAskWins: { en: 'Who wins most of their deals?', zh: '谁的赢单率最高？' },
  demoAskCorrected: {
    en: 'Which deals were corrected, and why?',
    zh: '哪些商机被更正过，为什么？',
  },
  demoAskPerson: {
    en: 'What was recorded about one person last December?',
    zh: '去年十二月记录了某位销售人员的哪些内容？',
  },
  demoAskWhole: { en: 'Can it be trusted?', zh: '这些数据可信吗？' },
  demoAskServe: { en: 'Everything over HTTP:', zh: '通过 HTTP 查看全部内容：' },
  demoOlder: {
    en: 'The demo ledger in {folder} was made by another release and stays as it is. Make this one in another folder, with --data.',
    zh: '{folder} 中的演示账本由其他版本生成，保持不变。请用 --data 在其他目录中生成新的演示账本。',
  },

  importAbout: { en: 'take a CSV file into a ledger', zh: '将 CSV 文件导入账本' },
  importFile: { en: 'the CSV file', zh: 'CSV 文件' },
  importPreset: {
    en: 'kind of list: organization, products, customers, pipeline, targets, feedback or leads; or zoho-deals or zoho-leads, exports of Zoho CRM',
    zh: '名单种类：organization（组织）、products（产品）、customers（客户）、pipeline（商机）、targets（目标）、feedback（反馈）或 leads（线索）；或 Zoho CRM 的导出：zoho-deals（商机）、zoho-leads（线索）',
  },
  importMapping: {
    en: 'JSON file with other column names and stages',
    zh: '含列名和阶段的 JSON 映射文件',
  },
  importAlias: {
    en: 'another name of a product, as "GTX Pro=GTXPro"; may be repeated',
    zh: '产品的别名，例如 "GTX Pro=GTXPro"；可重复',
  },
  importDates: {
    en: 'how the file writes dates: iso, mdy or dmy',
    zh: '日期格式：iso、mdy 或 dmy',
  },
  importEncoding: {
    en: 'encoding of the file, such as utf-8 or gb18030',
    zh: '文件编码，例如 utf-8 或 gb18030',
  },
  importSystem: { en: 'name of the system that the file comes from', zh: '文件来源系统的名称' },
  importDryRun: {
    en: 'try it on a copy and record nothing',
    zh: '在副本上试运行，不记录任何内容',
  },
  importReport: {
    en: 'where to write an answer for every row (default: <file>.report.csv in this folder)',
    zh: '逐行结果报告的位置（默认：当前目录下的 <file>.report.csv）',
  },
  importProgress: {
    en: '{rows} of {total} rows · {rate} rows/s · {left} s left',
    zh: '{rows}/{total} 行 · {rate} 行/秒 · 剩余 {left} 秒',
  },
  importDone: {
    en: '{rows} rows: {recorded} recorded ({entries} entries), {unchanged} unchanged, {refused} refused.',
    zh: '共 {rows} 行：记录 {recorded} 行（{entries} 条分录），未变 {unchanged} 行，拒绝 {refused} 行。',
  },
  importDryDone: {
    en: 'Dry run, nothing recorded. Would be: {rows} rows: {recorded} recorded ({entries} entries), {unchanged} unchanged, {refused} refused.',
    zh: '试运行，未记录任何内容。结果将是：共 {rows} 行：记录 {recorded} 行（{entries} 条分录），未变 {unchanged} 行，拒绝 {refused} 行。',
  },
  importStages: {
    en: 'Taken as open, for the mapping names them in neither “won” nor “lost”:',
    zh: '以下阶段按进行中处理，因为映射的 won 和 lost 均未包含：',
  },
  columnStage: { en: 'Stage', zh: '阶段' },
  columnRows: { en: 'Rows', zh: '行数' },
  columnPastCloseDate: { en: 'Past close date', zh: '已过成交日期' },
  importReportAt: { en: 'Every row’s answer: {file}', zh: '逐行结果：{file}' },
  importAnsweredAt: {
    en: 'The import did not end. What was answered until then: {file}',
    zh: '导入未完成。此前各行的结果：{file}',
  },
  importRefusedRow: {
    en: 'line {line}: {message} ({code})',
    zh: '第 {line} 行：{message}（{code}）',
  },
  importRefusedMore: { en: '… and {more} more in the report', zh: '……其余 {more} 行见报告' },

  leaderboardAbout: { en: 'who leads, by any metric and period', zh: '按考核项和期间查看排行榜' },
  leaderboardMetric: { en: 'metric, such as sales-amount', zh: '考核项，例如 sales-amount' },
  leaderboardPeriod: {
    en: 'such as 2017, 2017-Q4, 2017-10, 2017-W40, 2017-10-05',
    zh: '例如 2017、2017-Q4、2017-10、2017-W40、2017-10-05',
  },
  leaderboardScope: {
    en: 'organization, team/<id> or territory/<id>',
    zh: 'organization、team/<编号> 或 territory/<编号>',
  },
  leaderboardBy: {
    en: 'whom to rank: salesperson, team, territory, product, …',
    zh: '排名对象：salesperson、team、territory、product 等',
  },
  leaderboardOf: {
    en: 'of attainment: whose targets (default: sales-amount)',
    zh: '用于 attainment：哪一考核项的目标（默认：sales-amount）',
  },
  leaderboardLimit: { en: 'how many rows', zh: '行数' },
  leaderboardHead: {
    en: '{metric} · {period} ({start} to {end}) · {scope} by {by}{unit}',
    zh: '{metric} · {period}（{start} 至 {end}）· {scope}，按 {by}{unit}',
  },
  columnRank: { en: 'Rank', zh: '名次' },
  columnName: { en: 'Name', zh: '名称' },
  columnValue: { en: 'Value', zh: '数值' },
  columnGap: { en: 'To next', zh: '距上一名' },
  columnMovement: { en: 'Movement', zh: '升降' },
  columnMember: { en: 'Id', zh: '编号' },
  truthLine: {
    en: 'True up to entry {sequence}; {lagEntries} entries ({lagSeconds} s) not shown yet.',
    zh: '截至分录 {sequence}；尚有 {lagEntries} 条分录（{lagSeconds} 秒）未显示。',
  },
  totalLine: { en: 'Total {total}', zh: '合计 {total}' },
  noName: { en: '(not readable)', zh: '（不可读）' },

  kpiAbout: {
    en: 'a KPI period by period; without a name, which there are',
    zh: '逐期查看指标；不给名称则列出全部指标',
  },
  kpiName: { en: 'KPI, such as win-rate', zh: '指标，例如 win-rate' },
  kpiPeriods: { en: 'how many periods up to that one', zh: '截至该期的期数' },
  kpiFrom: { en: 'first day, instead of a period', zh: '起始日（代替期间）' },
  kpiTo: { en: 'last day', zh: '结束日' },
  kpiGrain: { en: 'length of the periods between the two days', zh: '起止日之间每期的长度' },
  kpiRunning: { en: '* not over yet', zh: '* 期间尚未结束' },
  figuresScope: {
    en: 'organization, team/<id>, salesperson/<id>, territory/<id>, product/<id>, segment/<word>, channel/<word>',
    zh: 'organization、team/<编号>、salesperson/<编号>、territory/<编号>、product/<编号>、segment/<名称>、channel/<名称>',
  },
  columnKpi: { en: 'KPI', zh: '指标' },
  columnUnit: { en: 'Unit', zh: '单位' },
  columnFormula: { en: 'Formula', zh: '公式' },
  columnPeriod: { en: 'Period', zh: '期间' },
  columnTarget: { en: 'Target', zh: '目标' },
  columnAttainment: { en: 'Attained', zh: '达成率' },
  columnBefore: { en: 'Before', zh: '上期' },
  columnLastYear: { en: 'Last year', zh: '上年同期' },
  columnLate: { en: 'Late', zh: '迟录' },

  attainmentAbout: { en: 'what was reached of a target, and the pace', zh: '查看目标达成率和进度' },
  attainmentBy: {
    en: 'also everyone: salesperson, team, territory, product, segment or channel',
    zh: '同时列出成员：salesperson、team、territory、product、segment 或 channel',
  },
  attainmentOn: {
    en: 'the day of which pace is told (default: today)',
    zh: '计算进度的日期（默认：今天）',
  },
  optOrganization: {
    en: 'teams and territories as-it-was (default) or as they are today',
    zh: '团队和区域按当时归属 as-it-was（默认）或按当前组织 today',
  },
  columnActual: { en: 'Actual', zh: '实际' },
  columnExpected: { en: 'Expected', zh: '应达' },
  columnAhead: { en: 'Ahead', zh: '领先' },
  columnLanding: { en: 'Lands at', zh: '预计达到' },
  columnSetLate: { en: 'Set late', zh: '设定较晚' },
  elapsedLine: {
    en: 'On {on} {days} of {of} days have begun.',
    zh: '截至 {on}，{of} 天中已开始 {days} 天。',
  },
  moreRows: { en: '… and more; raise --limit.', zh: '……还有更多；请增大 --limit。' },
  yes: { en: 'yes', zh: '是' },

  targetAbout: { en: 'what is to be reached', zh: '管理目标' },
  targetSetAbout: { en: 'set a target', zh: '设定目标' },
  targetAdjustAbout: { en: 'give a target another value', zh: '调整目标值' },
  targetWithdrawAbout: { en: 'take a target away', zh: '撤回目标' },
  targetListAbout: { en: 'which targets there are', zh: '列出目标' },
  targetPeriod: {
    en: 'such as 2026, 2026-Q4, 2026-10, 2026-W40',
    zh: '例如 2026、2026-Q4、2026-10、2026-W40',
  },
  targetValue: {
    en: "in the metric's unit, such as 250000.00",
    zh: '按考核项单位填写，例如 250000.00',
  },
  targetBasis: { en: 'what the value was taken from', zh: '目标值依据' },
  targetAgreedOn: {
    en: 'the day on which it was agreed (default: today)',
    zh: '商定日期（默认：今天）',
  },
  targetNote: { en: 'a note, kept sealed', zh: '备注（加密保存）' },
  targetReason: { en: 'why, kept sealed', zh: '原因（加密保存）' },
  targetId: { en: 'its id, as set and list tell it', zh: '目标编号，见 set 和 list 的输出' },
  targetRecorded: {
    en: 'Target {target}: recorded as entry {sequence}.',
    zh: '目标 {target}：已记为分录 {sequence}。',
  },
  targetUnchanged: {
    en: 'Target {target}: it says so already, nothing recorded.',
    zh: '目标 {target}：内容相同，未记录任何分录。',
  },
  feedbackAbout: { en: 'what customers say', zh: '管理客户反馈' },
  feedbackReceiveAbout: { en: 'record feedback', zh: '记录反馈' },
  feedbackAnswerAbout: { en: 'record what was answered', zh: '记录答复' },
  feedbackDismissAbout: {
    en: 'record that nothing follows; its score goes on counting',
    zh: '驳回反馈（评分仍计入）',
  },
  feedbackListAbout: { en: 'which feedback there is', zh: '列出反馈' },
  feedbackId: { en: 'its id, of your choice when it is received', zh: '反馈编号，记录时自行选择' },
  feedbackOn: { en: 'the day on which it happened', zh: '发生日期' },
  feedbackKind: { en: 'how it came', zh: '反馈方式' },
  feedbackComment: { en: 'what was said, kept sealed', zh: '内容（加密保存）' },
  feedbackSalesperson: { en: 'id of the salesperson whom it speaks of', zh: '涉及的销售人员编号' },
  feedbackCustomer: { en: 'id of the customer', zh: '客户编号' },
  feedbackDeal: {
    en: 'id of a deal; salesperson, customer and product come from it',
    zh: '商机编号；销售人员、客户和产品取自商机',
  },
  feedbackProduct: { en: 'id of the product', zh: '产品编号' },
  feedbackOpen: {
    en: 'only complaints that nobody answered or dismissed, the oldest first',
    zh: '仅列出未答复且未驳回的投诉，最早的在前',
  },
  feedbackRecorded: {
    en: 'Feedback {id}: recorded as entry {sequence}.',
    zh: '反馈 {id}：已记为分录 {sequence}。',
  },
  feedbackUnchanged: {
    en: 'Feedback {id}: it says so already, nothing recorded.',
    zh: '反馈 {id}：内容相同，未记录任何分录。',
  },
  columnReceivedOn: { en: 'Received', zh: '收到日期' },
  columnScore: { en: 'Score', zh: '评分' },
  columnStatus: { en: 'Status', zh: '状态' },
  columnSalesperson: { en: 'Salesperson', zh: '销售人员' },
  columnCustomer: { en: 'Customer', zh: '客户' },
  columnComment: { en: 'Comment', zh: '内容' },
  columnFeedbackId: { en: 'Feedback', zh: '反馈编号' },
  statusOpen: { en: 'open', zh: '未处理' },
  statusAnswered: { en: 'answered', zh: '已答复' },
  statusDismissed: { en: 'dismissed', zh: '已驳回' },
  columnScope: { en: 'Scope', zh: '口径' },
  columnMetric: { en: 'Metric', zh: '考核项' },
  columnTargetId: { en: 'Target', zh: '目标编号' },

  auditAbout: {
    en: 'who changed what, when and why: all about a subject, or the newest entries by any condition',
    zh: '查看何人、何时、为何变更了什么：某主体的全部分录，或按条件查看最新分录',
  },
  auditSubject: {
    en: 'such as deal/D-1001 or salesperson/sp-7',
    zh: '例如 deal/D-1001 或 salesperson/sp-7',
  },
  auditBy: { en: 'who recorded it, such as user/u-7', zh: '记录人，例如 user/u-7' },
  auditPerson: {
    en: 'a salesperson whom it is about or credits, such as sp-7',
    zh: '所涉及或获得业绩归属的销售人员，例如 sp-7',
  },
  auditCommand: { en: 'id of the command that recorded it', zh: '记录该分录的命令编号' },
  auditType: { en: 'type of entry, such as DealCorrected', zh: '分录类型，例如 DealCorrected' },
  auditFrom: {
    en: 'recorded on this day or later; an instant such as 2026-03-31T09:00:00Z may be given, too',
    zh: '在此日或之后记录；也可填写时刻，例如 2026-03-31T09:00:00Z',
  },
  auditTo: { en: 'recorded on this day or earlier', zh: '在此日或之前记录' },
  auditOccurredFrom: { en: 'happened on this day or later', zh: '在此日或之后发生' },
  auditOccurredTo: { en: 'happened on this day or earlier', zh: '在此日或之前发生' },
  auditText: {
    en: 'stands in a text of it that is not sealed, in any case',
    zh: '其未加密文本中包含的内容，不区分大小写',
  },
  auditLimit: { en: 'how many entries at most', zh: '最多显示的分录数' },
  auditMore: {
    en: 'There may be more than {limit}; ask for them with --limit or narrower conditions.',
    zh: '可能多于 {limit} 条；请用 --limit 增加条数，或缩小条件。',
  },
  columnSubject: { en: 'About', zh: '主体' },
  columnSequence: { en: 'Entry', zh: '分录' },
  columnTime: { en: 'Recorded', zh: '记录时间' },
  columnActor: { en: 'By', zh: '操作人' },
  columnType: { en: 'What', zh: '事项' },
  columnOccurredOn: { en: 'On', zh: '发生日' },
  columnWhy: { en: 'Why', zh: '原因' },
  auditCorrects: { en: 'corrects entry {entry}', zh: '更正分录 {entry}' },
  auditCorrectedBy: { en: 'corrected by entry {entry}', zh: '被分录 {entry} 更正' },
  auditSource: { en: 'from {system}: {record}', zh: '来自 {system}：{record}' },
  columnChanges: { en: 'Before → after', zh: '变更前 → 变更后' },

  exportAbout: {
    en: 'write the entries, byte for byte, one a line',
    zh: '逐字节导出分录，每行一条',
  },
  exportOutput: {
    en: 'file to write (default: standard output)',
    zh: '输出文件（默认：标准输出）',
  },
  exportDone: {
    en: '{entries} entries written to {file}.',
    zh: '已将 {entries} 条分录写入 {file}。',
  },

  verifyAbout: {
    en: 'check that nothing was changed, lost or miscounted',
    zh: '校验是否有篡改、丢失或误算',
  },
  verifyFile: {
    en: 'check an exported file instead, trusting its bytes only',
    zh: '改为校验导出的文件，只信任其字节',
  },
  verifyGood: { en: 'ok', zh: '通过' },
  verifyBad: { en: 'WRONG', zh: '错误' },
  verifyDone: {
    en: 'Ledger {ledger}: {entries} entries, {wrong} checks failed. Last entry’s leaf hash: {head}',
    zh: '账本 {ledger}：{entries} 条分录，{wrong} 项校验失败。末条分录的叶哈希：{head}',
  },

  verifyProgress: {
    en: '{ledger}: {done} of {total} entries · {rate} entries/s · {left} s left',
    zh: '{ledger}：{done}/{total} 条分录 · {rate} 条/秒 · 剩余 {left} 秒',
  },

  rebuildAbout: {
    en: 'fold a read model anew while the old one serves',
    zh: '在旧读模型继续服务时重建读模型',
  },
  rebuildProjection: { en: 'which read model (default: all)', zh: '读模型名称（默认：全部）' },
  rebuildProgress: {
    en: '{projection}: {done} of {total} entries · {rate} entries/s · {left} s left',
    zh: '{projection}：{done}/{total} 条分录 · {rate} 条/秒 · 剩余 {left} 秒',
  },
  rebuildDone: { en: '{projection}: rebuilt and serving.', zh: '{projection}：已重建并提供服务。' },

  doctorAbout: { en: 'what is set, from where, and what is wrong', zh: '显示配置、来源及问题' },
  columnSetting: { en: 'Setting', zh: '配置项' },
  columnOrigin: { en: 'From', zh: '来源' },
  columnCheck: { en: 'Check', zh: '检查项' },
  columnFinding: { en: 'Finding', zh: '结果' },

  originDefault: { en: 'default', zh: '默认' },
  originEnvironment: { en: 'environment', zh: '环境变量' },
  originFlag: { en: 'command line', zh: '命令行' },
  doctorNode: {
    en: 'Node {version}; 20.19 or later is needed',
    zh: 'Node {version}；需要 20.19 或更高版本',
  },
  doctorDisk: { en: '{gigabytes} GB free', zh: '剩余 {gigabytes} GB' },
  doctorHeld: {
    en: 'process {pid} holds {folder} and serves it at {address}',
    zh: '进程 {pid} 占用 {folder}，服务地址为 {address}',
  },
  doctorHeldOnly: {
    en: 'process {pid} holds {folder} and does not serve it',
    zh: '进程 {pid} 占用 {folder}，且未提供服务',
  },
  doctorFormats: { en: '{formats}: all known', zh: '{formats}：均可识别' },
  doctorKeyMatches: {
    en: 'the key of {ledger} opens and is the one it was opened with',
    zh: '账本 {ledger} 的密钥可用，且与开立时一致',
  },
  doctorKeyMissing: {
    en: 'the key store has no key of {ledger}; restore keys and master.key from their backup',
    zh: '密钥库中没有账本 {ledger} 的密钥；请从备份恢复 keys 和 master.key',
  },
  doctorKeyDiffers: {
    en: 'the key of {ledger} is not the one it was opened with; restore keys and master.key from their backup',
    zh: '账本 {ledger} 的密钥与开立时不一致；请从备份恢复 keys 和 master.key',
  },
  doctorLog: { en: '{entries} entries', zh: '{entries} 条分录' },
  doctorAhead: {
    en: 'ahead of the log: entry {reached}, where the log ends with {entries}; restore the log from its backup',
    zh: '超前于日志：已有分录 {reached}，而日志止于 {entries}；请从备份恢复 log',
  },
  doctorState: {
    en: 'written up to entry {reached}; the next start replays {behind} entries',
    zh: '已写至分录 {reached}；下次启动将重放 {behind} 条分录',
  },
  doctorIdle: { en: 'nobody serves {folder}', zh: '没有进程在为 {folder} 提供服务' },
  doctorNoFolder: { en: '{folder} does not exist yet', zh: '{folder} 尚不存在' },
  doctorServed: { en: 'answers at {address}', zh: '在 {address} 应答' },
  doctorLag: { en: '{lagEntries} entries behind', zh: '落后 {lagEntries} 条分录' },
  doctorStopped: {
    en: 'stopped at entry {sequence}: {reason}',
    zh: '停止于分录 {sequence}：{reason}',
  },

  errorUnknownOption: {
    en: 'Unknown option: {what}. See --help.',
    zh: '未知选项：{what}。请查看 --help。',
  },
  errorUnknownCommand: {
    en: 'Unknown command: {what}. See --help.',
    zh: '未知命令：{what}。请查看 --help。',
  },
  errorMissingArgument: {
    en: 'Something is missing: {what}. See --help.',
    zh: '缺少参数：{what}。请查看 --help。',
  },
  errorInvalidArgument: {
    en: 'Not usable: {what}. See --help.',
    zh: '无法使用：{what}。请查看 --help。',
  },
  errorInvalidValue: {
    en: '{what} cannot be "{value}": {must}. See --help.',
    zh: '{what} 不能是“{value}”：{must}。请查看 --help。',
  },
  mustChoice: { en: 'it must be one of {choices}', zh: '应为以下之一：{choices}' },
  mustActor: {
    en: 'it must be user/<id> in lower-case letters, digits and dashes, such as user/ada',
    zh: '应为 user/<编号>，由小写字母、数字和连字符组成，例如 user/ada',
  },
  mustAddress: {
    en: 'it must be an address such as http://127.0.0.1:7420',
    zh: '应为地址，例如 http://127.0.0.1:7420',
  },
  mustPort: { en: 'it must be a number from 0 to 65535', zh: '应为 0 到 65535 的数字' },
  mustNumber: { en: 'it must be a whole number', zh: '应为整数' },
  mustCount: { en: 'it must be a whole number from 1 on', zh: '应为不小于 1 的整数' },
  mustLedger: {
    en: 'it must be lower-case letters, digits and dashes, at most 63 and no dash first, such as acme',
    zh: '应由小写字母、数字和连字符组成，最多 63 个字符，且不以连字符开头，例如 acme',
  },
  mustSubject: {
    en: 'it must be a kind and an id, such as deal/D-1001 or salesperson/sp-7',
    zh: '应为种类和编号，例如 deal/D-1001 或 salesperson/sp-7',
  },
  mustAlias: {
    en: 'it must be a product, an equals sign and another name of it, such as "GTX Pro=GTXPro"',
    zh: '应为产品、等号和该产品的另一个名称，例如 "GTX Pro=GTXPro"',
  },
  errorNoLedger: {
    en: 'There is no ledger here yet. Open one: sales-ledger init <ledger>',
    zh: '这里还没有账本。请先新建：sales-ledger init <ledger>',
  },
  errorNoInstallation: {
    en: 'There is no installation in {folder}, and nothing was made there. Name another folder with --data, or begin one: sales-ledger init <ledger>',
    zh: '{folder} 中没有安装，也未在其中创建任何内容。请用 --data 指定其他目录，或新建：sales-ledger init <ledger>',
  },
  errorManyLedgers: {
    en: 'There are several ledgers ({ledgers}); name one with --ledger.',
    zh: '有多个账本（{ledgers}）；请用 --ledger 指定一个。',
  },
  errorFileMissing: {
    en: 'The file {file} can’t be read: {reason}',
    zh: '无法读取文件 {file}：{reason}',
  },
  errorFileUnwritable: {
    en: 'The file {file} can’t be written: {reason}',
    zh: '无法写入文件 {file}：{reason}',
  },
  errorReportIsInput: {
    en: 'The report {file} would take the place of {input}, which the import reads. Name another file with --report.',
    zh: '报告 {file} 会覆盖导入所读取的文件 {input}。请用 --report 指定其他文件。',
  },
  errorNoObject: { en: 'it is not a JSON object', zh: '它不是 JSON 对象' },
  errorNoFile: { en: 'it is not a file', zh: '它不是文件' },
  errorUnreachable: {
    en: 'No server answers at {url}: {reason}',
    zh: '{url} 没有服务器应答：{reason}',
  },
  errorDefect: { en: 'A defect in Sales Ledger: {reason}', zh: 'Sales Ledger 程序缺陷：{reason}' },
} as const satisfies { readonly [key: string]: Text };

export type TextKey = keyof typeof texts;
