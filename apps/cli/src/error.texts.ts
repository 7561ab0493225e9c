// What can't be done and why, in both languages.
import { type Text } from '@ledger/ledger';

export const errorTexts = {
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
  errorExclusive: {
    en: '{what} and {other} exclude each other: give exactly one of them. See --help.',
    zh: '{what} 和 {other} 不能同时使用：只能填写其中一项。请查看 --help。',
  },
  errorTooMany: {
    en: 'Too many words after {what}: it takes {expected}, and {given} were given. Put quotes around one that holds spaces. See --help.',
    zh: '{what} 后的参数过多：最多 {expected} 个，实际 {given} 个。含空格的参数请加引号。请查看 --help。',
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
  errorFields: {
    en: 'What was given cannot be used. Correct it and try again:',
    zh: '填写的内容无法使用。请更正后重试：',
  },
  errorNoObject: { en: 'it is not a JSON object', zh: '它不是 JSON 对象' },
  errorNoFile: { en: 'it is not a file', zh: '它不是文件' },
  errorUnreachable: {
    en: 'No server answers at {url}: {reason}',
    zh: '{url} 没有服务器应答：{reason}',
  },
  errorCutOff: {
    en: 'The answer of the server broke off: {reason}. What was recorded until then is recorded, and a rebuild goes on by itself. Run the same command again.',
    zh: '服务器的应答中断：{reason}。此前已记录的内容仍已记录，重建会自行继续。请再次运行同一命令。',
  },
  errorEndMissing: { en: 'its end is missing', zh: '缺少结尾' },
  errorNoPassphrase: {
    en: 'Keys are locked with a passphrase: name a file that holds it with --passphrase-file.',
    zh: '密钥由口令加密：请用 --passphrase-file 指定存放口令的文件。',
  },
  errorPassphraseShort: {
    en: 'The passphrase in {file} is too short: whoever has the keys’ file may try passphrases for ever. Choose {min} characters or more.',
    zh: '{file} 中的口令过短：持有密钥文件者可无限次尝试口令。请使用至少 {min} 个字符。',
  },
  errorStore: {
    en: 'A store did not take part: {reason}. Nothing is lost; run the same command again.',
    zh: '存储未能完成操作：{reason}。没有丢失任何内容；请再次运行同一命令。',
  },
  errorDefect: { en: 'A defect in Sales Ledger: {reason}', zh: 'Sales Ledger 程序缺陷：{reason}' },
} as const satisfies { readonly [key: string]: Text };
