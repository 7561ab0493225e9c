// What `sales-ledger verify` says, in both languages.
import { type Text } from '@ledger/ledger';

export const verifyTexts = {
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
} as const satisfies { readonly [key: string]: Text };
