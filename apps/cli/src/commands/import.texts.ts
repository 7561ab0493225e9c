// What `sales-ledger import` says, in both languages.
import { type Text } from '@ledger/ledger';

export const importTexts = {
  importAbout: {
    en: 'take a CSV file into a ledger, or move a ledger in that was exported',
    zh: '将 CSV 文件导入账本，或迁入已导出的账本',
  },
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
    en: 'another name of a product, as "GTX Pro=GTXPro", for lists of products and deals; may be repeated',
    zh: '产品的别名，例如 "GTX Pro=GTXPro"，用于产品和商机列表；可重复',
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
  importEntries: {
    en: 'move a ledger in: the file of entries that export wrote',
    zh: '迁入账本：由 export 写出的分录文件',
  },
  importKeys: {
    en: 'the file of keys that was exported with those entries',
    zh: '与这些分录一同导出的密钥文件',
  },
  importEntriesProgress: {
    en: '{done} of {total} entries · {rate} entries/s · {left} s left',
    zh: '{done}/{total} 条分录 · {rate} 条/秒 · 剩余 {left} 秒',
  },
  importEntriesDone: {
    en: 'Ledger {ledger} is here: {entries} entries, {appended} of them new. Last entry’s leaf hash: {head}',
    zh: '账本 {ledger} 已迁入：共 {entries} 条分录，其中新增 {appended} 条。末条分录的叶哈希：{head}',
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
  importStatuses: {
    en: 'Taken as received, for the mapping names them in none of “qualified”, “disqualified” and “converted”:',
    zh: '以下状态按已收到处理，因为映射的 qualified、disqualified 和 converted 均未包含：',
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
} as const satisfies { readonly [key: string]: Text };
