// What `sales-ledger export` says, in both languages.
import { type Text } from '@ledger/ledger';

export const exportTexts = {
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
} as const satisfies { readonly [key: string]: Text };
