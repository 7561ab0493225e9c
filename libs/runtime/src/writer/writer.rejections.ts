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
    zh: '该命令将产生 {bytes} 字节的条目，上限为 {max} 字节。请缩短文本或列表。',
  },
  'command-too-large': {
    status: 422,
    en: 'The command would record {bytes} bytes in all; at most {max} are possible. Split it into several commands.',
    zh: '该命令共将产生 {bytes} 字节，上限为 {max} 字节。请拆分为多条命令。',
  },
  'ledger-full': {
    status: 409,
    en: 'Ledger {ledger} holds {max} entries and can take no more. Open a new ledger and go on there.',
    zh: '账本 {ledger} 已有 {max} 条条目，无法再写入。请开立新账本并在其中继续。',
  },
} as const satisfies RejectionTexts;

export const reject = rejector(writerRejections);
