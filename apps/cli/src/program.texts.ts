// What every command's help says, in both languages.
import { type Text } from '@ledger/ledger';

export const programTexts = {
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
  helpApiKey: {
    en: 'A server that asks for an API key gets the one in the environment variable {variable}.',
    zh: '若服务器需要 API 密钥，则使用环境变量 {variable} 中的密钥。',
  },
  helpOptions: { en: '[options]', zh: '[选项]' },
  helpCommand: { en: '[command]', zh: '[命令]' },
  helpRequired: { en: '(must be given)', zh: '（必填）' },
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
  optConfig: {
    en: 'settings file, lines NAME=value (environment: SALES_LEDGER_CONFIG; default none)',
    zh: '配置文件，每行一项 名称=值（环境变量：SALES_LEDGER_CONFIG；默认无）',
  },
  optUrl: {
    en: 'talk to this server instead of opening the folder',
    zh: '连接此服务器，而不是打开数据目录',
  },
  optActor: {
    en: 'who acts, as user/<id> (default: whom the API key is of, else user/local)',
    zh: '操作人，格式为 user/<id>（默认：API 密钥所属的操作人，否则 user/local）',
  },
  optLang: {
    en: 'language of texts: en or zh (default: LANG)',
    zh: '文本语言：en 或 zh（默认取自 LANG）',
  },
  optJson: { en: 'answer as JSON, for programs', zh: '以 JSON 输出，供程序使用' },
  optLedger: {
    en: 'which ledger (default: the only one there is)',
    zh: '账本编号（默认：唯一的账本）',
  },
  optPassphraseFile: {
    en: 'file that holds the passphrase of the keys, of 16 characters or more',
    zh: '存放密钥口令的文件，口令至少 16 个字符',
  },
  optMetric: { en: 'metric, such as sales-amount', zh: '考核项，例如 sales-amount' },
  optPeriod: {
    en: 'such as 2017, 2017-Q4, 2017-10, 2017-W40, 2017-10-05',
    zh: '例如 2017、2017-Q4、2017-10、2017-W40、2017-10-05',
  },
  optLimit: { en: 'how many rows', zh: '行数' },
  optScope: {
    en: 'organization, team/<id>, salesperson/<id>, territory/<id>, product/<id>, segment/<word>, channel/<word>',
    zh: 'organization、team/<编号>、salesperson/<编号>、territory/<编号>、product/<编号>、segment/<名称>、channel/<名称>',
  },
  optOrganization: {
    en: 'teams and territories as-it-was (default) or as they are today',
    zh: '团队和区域按当时归属 as-it-was（默认）或按当前组织 today',
  },
  optReason: { en: 'why, kept sealed', zh: '原因（加密保存）' },
} as const satisfies { readonly [key: string]: Text };
