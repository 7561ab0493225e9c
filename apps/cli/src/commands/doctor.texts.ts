// What `sales-ledger doctor` says, in both languages.
import { type Text } from '@ledger/ledger';

export const doctorTexts = {
  doctorAbout: { en: 'what is set, from where, and what is wrong', zh: '显示配置、来源及问题' },
  columnSetting: { en: 'Setting', zh: '配置项' },
  columnOrigin: { en: 'From', zh: '来源' },
  originDefault: { en: 'default', zh: '默认' },
  originFile: { en: 'file', zh: '配置文件' },
  originEnvironment: { en: 'environment', zh: '环境变量' },
  originFlag: { en: 'command line', zh: '命令行' },
  doctorNode: {
    en: 'Node {version}; 20.19 or later is needed',
    zh: 'Node {version}；需要 20.19 或更高版本',
  },
  doctorDisk: { en: '{gigabytes} GB free', zh: '剩余 {gigabytes} GB' },
  doctorHeld: {
    en: 'process {pid} holds {folder} and serves it at {address}',
    zh: '进程 {pid} 占用 {folder}，服务地址为 {address}',
  },
  doctorHeldOnly: {
    en: 'process {pid} holds {folder} and does not serve it',
    zh: '进程 {pid} 占用 {folder}，且未提供服务',
  },
  doctorFormats: { en: '{formats}: all known', zh: '{formats}：均可识别' },
  doctorKeyMatches: {
    en: 'the key of {ledger} opens and is the one it was opened with',
    zh: '账本 {ledger} 的密钥可用，且与开立时一致',
  },
  doctorKeyMissing: {
    en: 'the key store has no key of {ledger}; restore keys and master.key from their backup',
    zh: '密钥库中没有账本 {ledger} 的密钥；请从备份恢复 keys 和 master.key',
  },
  doctorKeyDiffers: {
    en: 'the key of {ledger} is not the one it was opened with; restore keys and master.key from their backup',
    zh: '账本 {ledger} 的密钥与开立时不一致；请从备份恢复 keys 和 master.key',
  },
  doctorKeyMoving: {
    en: 'the import of {ledger} has not ended; until then nothing is recorded in it. Run it again: sales-ledger import --entries <file> --keys <file>',
    zh: '账本 {ledger} 的迁入尚未完成，完成前无法记录。请再次运行：sales-ledger import --entries <文件> --keys <文件>',
  },
  doctorLog: { en: '{entries} entries', zh: '{entries} 条分录' },
  doctorHalted: {
    en: '{entries} entries, and halted at entry {sequence}: {reason}. See docs/operating/runbooks/sales-ledger-ledgers-halted.md',
    zh: '{entries} 条分录，已在分录 {sequence} 处停止：{reason}。参见 docs/operating/runbooks/sales-ledger-ledgers-halted.zh-CN.md',
  },
  doctorAhead: {
    en: 'ahead of the log: entry {reached}, where the log ends with {entries}; restore the log from its backup',
    zh: '超前于日志：已有分录 {reached}，而日志止于 {entries}；请从备份恢复 log',
  },
  doctorState: {
    en: 'written up to entry {reached}; the next start replays {behind} entries',
    zh: '已写至分录 {reached}；下次启动将重放 {behind} 条分录',
  },
  doctorIdle: { en: 'nobody serves {folder}', zh: '没有进程在为 {folder} 提供服务' },
  doctorNoFolder: { en: '{folder} does not exist yet', zh: '{folder} 尚不存在' },
  doctorServed: { en: 'answers at {address}', zh: '在 {address} 应答' },
  doctorLag: { en: '{lagEntries} entries behind', zh: '落后 {lagEntries} 条分录' },
  doctorStopped: {
    en: 'stopped at entry {sequence}: {reason}',
    zh: '停止于分录 {sequence}：{reason}',
  },
} as const satisfies { readonly [key: string]: Text };
