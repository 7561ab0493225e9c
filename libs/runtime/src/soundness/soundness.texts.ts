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
  ledgerKeyMissingOnServers: {
    en: 'MongoDB has no key of the ledger {ledgers}: what was sealed can no longer be read, and known people would be recorded again. Nothing was changed. Restore the collection of keys from the backup of this installation, or name the database that has it in SALES_LEDGER_MONGODB_URL.',
    zh: 'MongoDB 中没有账本 {ledgers} 的密钥：已加密的内容无法读取，已知人员会被重复记录。未做任何更改。请从本安装的备份中恢复密钥集合，或在 SALES_LEDGER_MONGODB_URL 中填写存有密钥的数据库。',
  },
  ledgerKeyDiffersOnServers: {
    en: 'The keys are not those of the ledger {ledgers}, which was opened with another key. Nothing was changed. Name the master key of this installation in SALES_LEDGER_MASTER_KEY_FILE, or restore the collection of keys in MongoDB from the backup.',
    zh: '密钥不属于账本 {ledgers}，该账本开立时使用的是另一密钥。未做任何更改。请在 SALES_LEDGER_MASTER_KEY_FILE 中指定本安装的主密钥，或从备份中恢复 MongoDB 的密钥集合。',
  },
  logBehindOnServers: {
    en: 'The topic on Kafka ends with entry {sequence} of the ledger {ledger}, but {part} already has its entry {reached}: entries are lost, or these are not one installation’s. Nothing was changed. Name topic, database and data folder that belong together, or restore the topic from its backup; only where no longer one exists, drop the collections read-store and entry-index in MongoDB and delete the folder state, which are computed again from what is left.',
    zh: 'Kafka 的主题止于账本 {ledger} 的分录 {sequence}，而{part}中已有其分录 {reached}：有分录丢失，或三者不属于同一安装。未做任何更改。请指定相互对应的主题、数据库和数据目录，或从备份恢复主题；只有在不存在更长的主题时，才可删除 MongoDB 中的 read-store 和 entry-index 集合以及 state 文件夹，它们会由剩余内容重新计算。',
  },
  partReadOnServers: { en: 'the read store in MongoDB', zh: ' MongoDB 的读模型' },
  partRead: { en: 'the folder read', zh: ' read 文件夹' },
  partState: { en: 'the folder state', zh: ' state 文件夹' },
} as const satisfies { readonly [name: string]: Text };
