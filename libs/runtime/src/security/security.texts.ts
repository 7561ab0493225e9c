// What a start that would let anybody in, or could not tell whom, says to people.
import { type Text } from '@ledger/ledger';

export const securityTexts = {
  hostNotLoopback: {
    en: 'Refused to listen on {host}: other machines could connect, and no API key is configured. Make one with "sales-ledger keys new --actor user/<id>" and set SALES_LEDGER_API_KEYS to the line that it prints, or listen on 127.0.0.1, ::1 or localhost.',
    zh: '拒绝监听 {host}：其他机器将能够连接，而未配置任何 API 密钥。请用“sales-ledger keys new --actor user/<编号>”生成密钥，并将 SALES_LEDGER_API_KEYS 设为其输出的配置行；或者监听 127.0.0.1、::1 或 localhost。',
  },
  hostsWithoutKeys: {
    en: 'Refused to answer to {hosts}: other machines could ask by these names, and no API key is configured. Make one with "sales-ledger keys new --actor user/<id>" and set SALES_LEDGER_API_KEYS to the line that it prints.',
    zh: '拒绝以 {hosts} 的名义应答：其他机器可用这些名称访问，而未配置任何 API 密钥。请用“sales-ledger keys new --actor user/<编号>”生成密钥，并将 SALES_LEDGER_API_KEYS 设为其输出的配置行。',
  },
  unreadable: {
    en: 'The file of API keys {file} cannot be read: {reason}.',
    zh: '无法读取 API 密钥文件 {file}：{reason}。',
  },
  malformed: {
    en: 'Line {place} of {file}, remarks not counted, is no API key line. It must be user/<id>:<SHA-256 of the key> as "sales-ledger keys new" prints it, never the key itself.',
    zh: '{file} 的第 {place} 行（不计注释）不是 API 密钥配置行。应为“sales-ledger keys new”输出的 user/<编号>:<密钥的 SHA-256>，切勿填写密钥本身。',
  },
  twice: {
    en: 'The same API key is configured for {first} and for {second}. Make a key for each.',
    zh: '{first} 与 {second} 配置了同一 API 密钥。请分别生成密钥。',
  },
} as const satisfies { readonly [name: string]: Text };
