// What `sales-ledger retire` and `resume` say, in both languages.
import { type Text } from '@ledger/ledger';

export const retireTexts = {
  retireAbout: {
    en: 'let a ledger take no more commands here, because it goes on elsewhere',
    zh: '账本在别处继续：此处不再接受命令',
  },
  retireGoesOnAt: {
    en: 'where callers find it from now on; everybody who is refused is told',
    zh: '此后在何处使用该账本；被拒绝者会得知',
  },
  retireDone: {
    en: 'Ledger {ledger} takes no more commands here. Its last entry has the sequence {sequence}.',
    zh: '账本 {ledger} 在此处不再接受命令。末条分录的序号为 {sequence}。',
  },
  resumeAbout: {
    en: 'let a retired ledger go on here: after it was moved in and verified, or where the move is given up',
    zh: '让已停用的账本在此处继续：迁入并校验之后，或取消迁移时',
  },
  resumeReason: { en: 'why, kept sealed', zh: '原因，加密保存' },
  resumeDone: {
    en: 'Ledger {ledger} takes commands here. Its last entry has the sequence {sequence}.',
    zh: '账本 {ledger} 在此处接受命令。末条分录的序号为 {sequence}。',
  },
} as const satisfies { readonly [key: string]: Text };
