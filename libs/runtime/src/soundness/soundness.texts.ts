// Why a folder that lost a part is not opened, and what brings it back.
import { type Text } from '@ledger/ledger';

export const soundnessTexts = {
  ledgerKeyMissing: {
    en: 'The key store has no key of the ledger {ledgers}: what was sealed can no longer be read, and known people would be recorded again. Nothing was changed. Restore the folder keys and the file master.key from the backup of this installation.',
    zh: '密钥库中没有账本 {ledgers} 的密钥：已加密的内容无法读取，已知人员会被重复记录。未做任何更改。请从本安装的备份中恢复 keys 文件夹和 master.key 文件。',
  },
  ledgerKeyDiffers: {
    en: 'The keys are not those of the ledger {ledgers}, which was opened with another key. Nothing was changed. Restore the folder keys and the file master.key from the backup of this installation.',
    zh: '密钥不属于账本 {ledgers}，该账本开立时使用的是另一密钥。未做任何更改。请从本安装的备份中恢复 keys 文件夹和 master.key 文件。',
  },
  logBehind: {
    en: 'The log ends with entry {sequence} of the ledger {ledger}, but {part} already has its entry {reached}: entries are lost. Nothing was changed. Restore the folder log from the backup; only where no longer log exists, delete the folders read and state, which are computed again from what is left.',
    zh: '日志止于账本 {ledger} 的分录 {sequence}，而{part}中已有其分录 {reached}：有分录丢失。未做任何更改。请从备份恢复 log 文件夹；只有在不存在更长的日志时，才可删除 read 和 state 文件夹，二者会由剩余内容重新计算。',
  },
  partRead: { en: 'the folder read', zh: ' read 文件夹' },
  partState: { en: 'the folder state', zh: ' state 文件夹' },
} as const satisfies { readonly [name: string]: Text };
