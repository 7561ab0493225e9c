// What can be wrong with a file or a row before any rule of the ledger is asked. Rules answer with their own codes.
import { type RejectionText, type Text, type TextValues, Rejection } from '@ledger/ledger';

const importProblems = {
  'csv-unreadable': {
    status: 400,
    en: 'The file is not valid CSV at line {line}: {reason}. Nothing was recorded; fix that line and import again.',
    zh: '文件第 {line} 行不是有效的 CSV：{reason}。没有记录任何内容；请修正该行后重新导入。',
  },
  'csv-encoding': {
    status: 400,
    en: 'The file is not {encoding} text. Nothing was recorded; name its encoding (such as gb18030) and import again.',
    zh: '文件不是 {encoding} 编码的文本。没有记录任何内容；请指定其编码（例如 gb18030）后重新导入。',
  },
  'csv-empty': {
    status: 400,
    en: 'The file has no header line. Nothing was recorded.',
    zh: '文件没有表头行。没有记录任何内容。',
  },
  'csv-columns-missing': {
    status: 400,
    en: 'The file lacks a column for {missing}. It has: {found}. Nothing was recorded; choose another preset or name the columns in a mapping file.',
    zh: '文件缺少以下字段的列：{missing}。文件中的列有：{found}。没有记录任何内容；请选择其他预设，或在映射文件中指定列名。',
  },
  'csv-other-preset': {
    status: 400,
    en: "The file's columns are those of the preset {better} rather than {preset}. Nothing was recorded; import it with {better}, or name the columns of {preset} in a mapping file.",
    zh: '文件的列符合预设 {better}，而不是 {preset}。没有记录任何内容；请改用 {better} 导入，或在映射文件中为 {preset} 指定列名。',
  },
  'csv-column-twice': {
    status: 400,
    en: 'The file has a column for {field} twice: {columns}. Nothing was recorded; rename or remove the one that does not count, or name the other by its number in a mapping file.',
    zh: '文件中 {field} 的列出现了两次：{columns}。没有记录任何内容；请重命名或删除无效的一列，或在映射文件中用列号指定有效的一列。',
  },
  'csv-columns-rival': {
    status: 400,
    en: 'Several columns of the file could be {field}: {columns}. Nothing was recorded; say in a mapping file which one counts.',
    zh: '文件中有多列都可能是 {field}：{columns}。没有记录任何内容；请在映射文件中指定以哪一列为准。',
  },
  'mapping-invalid': {
    status: 400,
    en: 'The mapping is not usable at "{field}". See docs/how-to/import-csv.md for its form.',
    zh: '映射文件中的“{field}”无法使用。其格式见 docs/how-to/import-csv.md。',
  },
  'aliases-unused': {
    status: 400,
    en: 'Other names of products were given, and rows of {kind} name no products. Nothing was recorded; leave them out, or import products or deals with them.',
    zh: '指定了产品的别名，但 {kind} 的行不涉及产品。没有记录任何内容；请去掉别名，或在导入产品或商机时使用。',
  },
  'row-width': {
    status: 422,
    en: 'The row has {found} fields, the header {expected}.',
    zh: '该行有 {found} 个字段，而表头有 {expected} 个。',
  },
  'row-field-missing': {
    status: 422,
    en: 'The row has no value for {field}.',
    zh: '该行缺少 {field} 的值。',
  },
  'row-field-invalid': {
    status: 422,
    en: 'The row\'s {field} "{value}" is not usable: {reason}.',
    zh: '该行的 {field}“{value}”无法使用：{reason}。',
  },
  'row-field-refused': {
    status: 422,
    en: 'In the row, {field} {reason}. It is {value}; correct it in the file.',
    zh: '该行的 {field} {reason}，现为 {value}。请在文件中更正。',
  },
  'row-amount-negative': {
    status: 422,
    en: '{value} in {field} is below zero. What is taken back is recorded as a reversal, not as a negative deal.',
    zh: '{field} 中的 {value} 小于零。退回的金额应记录为冲销，而不是负数商机。',
  },
  'row-amount-decimals': {
    status: 422,
    en: '{value} in {field} cannot be an amount of {currency}: too many decimals, or too large.',
    zh: '{field} 中的 {value} 不能作为 {currency} 金额：小数位过多或金额过大。',
  },
  'row-day-out-of-range': {
    status: 422,
    en: '{value} in {field} lies outside the days that the row can have: {from} to {to}.',
    zh: '{field} 中的 {value} 不在该行允许的日期范围内：{from} 至 {to}。',
  },
  'import-stopped': {
    status: 422,
    en: 'The import stopped: {reason}. Rows answered before are recorded; import the same file again when it is mended.',
    zh: '导入已停止：{reason}。此前已有结果的行已记录；修复后可重新导入同一文件。',
  },
  'row-record-twice': {
    status: 422,
    en: 'The row says something else of the record than line {first} does, and only one of them can be true. Remove the one that is not.',
    zh: '该行与第 {first} 行针对同一记录，但内容不同，只有一行可能正确。请删除不正确的一行。',
  },
  'row-date': {
    status: 422,
    en: '"{value}" in {field} is not a date in the order {order}. If the file writes dates another way, say which: iso, mdy or dmy.',
    zh: '{field} 中的“{value}”不是 {order} 格式的日期。如果文件使用其他日期格式，请指定：iso、mdy 或 dmy。',
  },
  'row-amount': {
    status: 422,
    en: '"{value}" in {field} is not a number such as 1054.00. Write digits and a decimal point, without thousands separators or signs of a unit; a percentage only as the target of a ratio.',
    zh: '{field} 中的“{value}”不是数字（例如 1054.00）。请只填写数字和小数点，不带千位分隔符或单位符号；只有比率类目标可以写百分比。',
  },
  'row-ends-before': {
    status: 422,
    en: 'The row ends on {endsOn}, before it has begun on {effectiveOn}. Correct one of the two days.',
    zh: '该行的结束日期 {endsOn} 早于其生效日期 {effectiveOn}。请更正其中一个日期。',
  },
  'row-time': {
    status: 422,
    en: '"{value}" in {field} is not a time such as 18:30:05 after a date in the order {order}. If the file writes dates another way, say which: iso, mdy or dmy.',
    zh: '{field} 中的“{value}”不是 {order} 格式的日期加时间（例如 18:30:05）。如果文件使用其他日期格式，请指定：iso、mdy 或 dmy。',
  },
  'row-percent': {
    status: 422,
    en: '"{value}" in {field} is not a percentage from 0 to 100.',
    zh: '{field} 中的“{value}”不是 0 到 100 之间的百分比。',
  },
  'row-currency-unknown': {
    status: 422,
    en: '"{value}" in {field} is not a currency code of ISO 4217 such as CNY. Correct it, or say in a mapping file what it means.',
    zh: '{field} 中的“{value}”不是 ISO 4217 货币代码（例如 CNY）。请更正，或在映射文件中说明其含义。',
  },
  'row-currency-changed': {
    status: 422,
    en: 'The deal is recorded in {currency}, the row says {value}. Correct the row, or reopen and correct the deal in the ledger.',
    zh: '该商机以 {currency} 记录，而该行写的是 {value}。请更正该行，或在账本中更正该商机。',
  },
  'row-salesperson-unknown': {
    status: 422,
    en: 'No salesperson "{value}" was imported from {system}. Import the salesperson list first.',
    zh: '来源 {system} 中没有导入过销售人员“{value}”。请先导入销售人员名单。',
  },
  'row-customer-unknown': {
    status: 422,
    en: 'No customer "{value}" was imported from {system}. Import the customer list first.',
    zh: '来源 {system} 中没有导入过客户“{value}”。请先导入客户名单。',
  },
  'row-team-unknown': {
    status: 422,
    en: 'No team "{value}" was imported from {system}, nor a team of a manager of that name. Import the salesperson list first.',
    zh: '来源 {system} 中没有导入过团队“{value}”，也没有以此为经理的团队。请先导入销售人员名单。',
  },
  'row-territory-unknown': {
    status: 422,
    en: 'No territory "{value}" was imported from {system}. Import the salesperson list first.',
    zh: '来源 {system} 中没有导入过区域“{value}”。请先导入销售人员名单。',
  },
  'row-scope-missing': {
    status: 422,
    en: 'The row does not say for whom its target is. Fill one of {fields}; a column "scope" may say organization.',
    zh: '该行没有说明目标属于谁。请填写其中一项：{fields}；“scope”列可填写 organization（整个组织）。',
  },
  'row-scope-several': {
    status: 422,
    en: 'The row names a {first} and a {second}, but a target is for one of them. Empty one of the two, or leave its column out.',
    zh: '该行同时填写了 {first} 和 {second}，而一个目标只能属于其中之一。请清空其中一项，或不使用该列。',
  },
  'row-period-repeated': {
    status: 422,
    en: 'The target of {period} came from another row of {system}, so {date} would replace it. Choose a finer grain, leave one of the rows out, or adjust the target in the ledger.',
    zh: '{period} 的目标来自 {system} 的另一行，{date} 会将其替换。请选择更细的期间粒度、删去其中一行，或在账本中调整该目标。',
  },
  'row-score': {
    status: 422,
    en: '"{value}" in {field} is not a score: a whole number such as 4.',
    zh: '{field} 中的“{value}”不是评分，应为整数，例如 4。',
  },
  'row-score-several': {
    status: 422,
    en: 'The row has a score in {first} and one in {second}, but a feedback has one. Empty one of the two, or leave its column out.',
    zh: '该行在 {first} 和 {second} 中都有评分，而一条反馈只能有一个评分。请清空其中一项，或不使用该列。',
  },
  'row-lead-back': {
    status: 422,
    en: 'The lead is {status} in the ledger, and the row says {wanted}: a lead takes no step back. Where the interest is new, give it a record id of its own.',
    zh: '该线索在账本中的状态为 {status}，而该行写的是 {wanted}：线索不能退回。若为新的意向，请使用新的记录编号。',
  },
  'row-product-unknown': {
    status: 422,
    en: 'No product is called "{value}". Add the product, or the name as an alias of one.',
    zh: '没有名为“{value}”的产品。请添加该产品，或把这个名称添加为某产品的别名。',
  },
} as const satisfies { readonly [code: string]: RejectionText };

export type ImportProblemCode = keyof typeof importProblems;

/** A file or a row that can't be used; nothing of it is recorded. Answered like a rule's refusal. */
export class ImportProblem extends Rejection {
  /** @param reason takes the place of `{reason}` and may hold values of its own */
  constructor(
    private readonly code: ImportProblemCode,
    detail: TextValues,
    private readonly reason?: Text,
  ) {
    super(code, reason === undefined ? importProblems[code] : withReason(code, reason), detail);
  }

  /** The same, told in other words. */
  with(values: TextValues): ImportProblem {
    return new ImportProblem(this.code, { ...this.detail, ...values }, this.reason);
  }
}

function withReason(code: ImportProblemCode, reason: Text): RejectionText {
  const { status, en, zh } = importProblems[code];
  return {
    status,
    en: en.replace('{reason}', () => reason.en),
    zh: zh.replace('{reason}', () => reason.zh),
  };
}
