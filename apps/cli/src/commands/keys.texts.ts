// What `sales-ledger keys` says, in both languages.
import { type Text } from '@ledger/ledger';

export const keysTexts = {
  keysAbout: { en: 'keys of the HTTP API', zh: '管理 HTTP API 密钥' },
  keysNewAbout: {
    en: 'make a key for the actor that --actor names, and the line that lets it in',
    zh: '为 --actor 指定的操作人生成密钥，以及允许其访问的配置行',
  },
  keysName: {
    en: 'a name that tells the keys of one actor apart',
    zh: '名称，用于区分同一操作人的多个密钥',
  },
  keysKey: { en: 'Key   {key}', zh: '密钥    {key}' },
  keysLine: { en: 'Line  {line}', zh: '配置行  {line}' },
  keysAdvice: {
    en: `The key is shown once and kept nowhere: give it to its holder, who sends it as Authorization: Bearer <key>,
or sets SALES_LEDGER_API_KEY for this program. The line is no secret: add it to SALES_LEDGER_API_KEYS, or to
the file that SALES_LEDGER_API_KEYS_FILE names, and start the server anew.`,
    zh: `密钥只显示这一次，不会保存在任何地方：请交给持有人，由其以 Authorization: Bearer <密钥> 发送，
或为本程序设置 SALES_LEDGER_API_KEY。配置行无需保密：请加入 SALES_LEDGER_API_KEYS，或
SALES_LEDGER_API_KEYS_FILE 所指的文件，然后重新启动服务器。`,
  },
  errorNoActor: {
    en: 'Whose key is it? Name the actor: sales-ledger keys new --actor user/<id>',
    zh: '密钥属于谁？请指定操作人：sales-ledger keys new --actor user/<编号>',
  },
  mustKeyName: {
    en: 'it must be 1 to 64 letters, digits, dots, dashes or underscores, such as nightly-import',
    zh: '应为 1 到 64 个字母、数字、点、连字符或下划线，例如 nightly-import',
  },
} as const satisfies { readonly [key: string]: Text };
