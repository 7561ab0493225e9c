// What the writer itself refuses, whatever the command.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const writerRejections = {
  'ledger-not-found': {
    status: 404,
    en: 'There is no ledger {ledger}. Check its name, or open it first.',
    zh: '账本 {ledger} 不存在。请检查名称，或先开立该账本。',
  },
  'idempotency-key-reused': {
    status: 422,
    en: 'The idempotency key {key} already belongs to another command. Send a new key with a new command.',
    zh: '幂等键 {key} 已用于另一条命令。新命令请使用新的幂等键。',
  },
  'version-conflict': {
    status: 412,
    en: '{subject} is at version {version}, not at {expected} as the command expects. Read it again and decide anew.',
    zh: '{subject} 的版本是 {version}，而命令要求的版本是 {expected}。请重新读取后再决定。',
  },
  'entry-too-large': {
    status: 422,
    en: 'The command would record an entry of {bytes} bytes; at most {max} are possible. Shorten its texts or lists.',
    zh: '该命令将产生 {bytes} 字节的分录，上限为 {max} 字节。请缩短文本或列表。',
  },
  'command-too-large': {
    status: 422,
    en: 'The command would record {bytes} bytes in all; at most {max} are possible. Split it into several commands.',
    zh: '该命令共将产生 {bytes} 字节，上限为 {max} 字节。请拆分为多条命令。',
  },
  'ledger-full': {
    status: 409,
    en: 'Ledger {ledger} holds {max} entries and can take no more. Open a new ledger and go on there.',
    zh: '账本 {ledger} 已有 {max} 条分录，无法再写入。请开立新账本并在其中继续。',
  },
  'ledger-halted': {
    status: 409,
    en: 'Ledger {ledger} is halted at entry {sequence}, which does not follow the one before it, is in the log twice, or cannot be read. None of its commands are decided until the operator has mended it, as docs/operating/runbooks/sales-ledger-ledgers-halted.md says. What came before can be read, and other ledgers go on. Send the command again then, with the same idempotency key.',
    zh: '账本 {ledger} 已在分录 {sequence} 处停止：该分录与前一条不连贯、在日志中重复且不同，或无法读取。在运维人员按 docs/operating/runbooks/sales-ledger-ledgers-halted.zh-CN.md 处理之前，其命令一律不予裁决。此前的内容仍可读取，其他账本照常运行。处理完成后，请以相同的幂等键重新发送该命令。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(writerRejections);
