// What `sales-ledger export` says, in both languages.
import { type Text } from '@ledger/ledger';

export const exportTexts = {
  exportAbout: {
    en: 'write the entries, byte for byte, one a line',
    zh: '逐字节导出分录，每行一条',
  },
  exportTo: {
    en: 'file to write (default: standard output)',
    zh: '输出文件（默认：标准输出）',
  },
  exportKeys: {
    en: 'also write the ledger’s keys, locked with a passphrase, to a new file; the folder must not be served',
    zh: '同时将账本的密钥用口令加密后写入新文件；数据目录不得正在被服务',
  },
  exportProgress: {
    en: '{ledger}: {done} of {total} entries · {rate} entries/s · {left} s left',
    zh: '{ledger}：{done}/{total} 条分录 · {rate} 条/秒 · 剩余 {left} 秒',
  },
  exportDone: {
    en: '{entries} entries written to {file}. Last entry’s leaf hash: {head}',
    zh: '已将 {entries} 条分录写入 {file}。末条分录的叶哈希：{head}',
  },
  exportKeysDone: {
    en: 'Keys written to {file}. Whoever has that file and its passphrase reads every name: send the two by different ways.',
    zh: '密钥已写入 {file}。持有该文件及其口令者可读取所有姓名：请分别传送二者。',
  },
  errorKeysAlone: {
    en: 'Keys are exported with the entries that they open: name a file for those with --to.',
    zh: '密钥须与其所能打开的分录一同导出：请用 --to 指定分录文件。',
  },
  errorNoSuchLedger: {
    en: 'There is no ledger {ledger} here, or its keys are lost.',
    zh: '这里没有账本 {ledger}，或其密钥已丢失。',
  },
} as const satisfies { readonly [key: string]: Text };
