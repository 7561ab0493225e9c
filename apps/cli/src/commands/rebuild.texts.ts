// What `sales-ledger rebuild` says, in both languages.
import { type Text } from '@ledger/ledger';

export const rebuildTexts = {
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
} as const satisfies { readonly [key: string]: Text };
