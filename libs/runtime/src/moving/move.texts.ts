// What moving a ledger says where it can't be done.
import { type Text } from '@ledger/ledger';

export const moveTexts = {
  'entries-file-empty': {
    en: 'The file {file} holds no entries. Nothing was changed.',
    zh: '文件 {file} 中没有分录。未做任何更改。',
  },
  'entries-file-invalid': {
    en: 'Line {line} of {file} does not go on where the ledger is: {reason}. Nothing of the file was taken in. Export the ledger anew.',
    zh: '文件 {file} 的第 {line} 行无法接续账本：{reason}。未导入文件中的任何内容。请重新导出该账本。',
  },
  'entries-file-unknown': {
    en: 'Line {line} of {file} is no entry that this release knows: {reason}. Nothing of the file was taken in. Use the release that wrote it, or a newer one.',
    zh: '文件 {file} 的第 {line} 行不是本版本所识别的分录：{reason}。未导入文件中的任何内容。请使用写入它的版本或更新的版本。',
  },
  'entries-file-changed': {
    en: 'The file {file} is not what it was when it was checked. {recorded} entries are in. Run the same import again, on a file that nobody writes to.',
    zh: '文件 {file} 与校验时不同。已导入 {recorded} 条分录。请确保无人写入该文件，然后再次运行同一导入。',
  },
  'ledger-another': {
    en: 'The file {file} holds the ledger {ledger}, not {asked}. Nothing was changed. A ledger keeps its name: name it with --ledger, or leave that out.',
    zh: '文件 {file} 中的账本是 {ledger}，而不是 {asked}。未做任何更改。账本不能改名：请用 --ledger 指定它，或省略该选项。',
  },
  'ledger-exists': {
    en: 'There is a ledger {ledger} here already, with {recorded} entries, and it is not an import that was interrupted. Nothing was changed. Move the ledger to an installation that does not have it.',
    zh: '这里已有账本 {ledger}，含 {recorded} 条分录，且并非中断的迁入。未做任何更改。请迁入到没有该账本的安装。',
  },
  'ledger-differs': {
    en: 'Entry {entry} of the ledger {ledger} is not the one of the file {file}: the import that was interrupted was of another file. Nothing more was taken in. Go on with that file.',
    zh: '账本 {ledger} 的分录 {entry} 与文件 {file} 中的不同：中断的迁入使用的是另一文件。未再导入任何内容。请用原文件继续。',
  },
  'ledger-key-missing': {
    en: 'The ledger {ledger} needs its keys, and they are not here: without them nothing sealed can be read and known people would be recorded again. Nothing was changed. Export them with --keys and name that file with --keys.',
    zh: '账本 {ledger} 需要其密钥，而这里没有：没有密钥便无法读取已加密的内容，已知人员也会被重复记录。未做任何更改。请用 --keys 导出密钥，并用 --keys 指定该文件。',
  },
  'ledger-key-differs': {
    en: 'The keys are not those of the ledger {ledger}, which was opened with another key. Nothing was changed. Name the file of keys that was exported with these entries.',
    zh: '密钥不属于账本 {ledger}，该账本开立时使用的是另一密钥。未做任何更改。请指定与这些分录一同导出的密钥文件。',
  },
  'keys-of-other-entries': {
    en: 'The file {keys} holds keys for {expected} entries of the ledger {ofLedger}, the last with hash {expectedHead}; {file} holds {entries} of {ledger}, the last with hash {head}. Nothing was changed. Use the two files of one export; where this is one, the file of entries was cut off or altered.',
    zh: '文件 {keys} 中的密钥对应账本 {ofLedger} 的 {expected} 条分录，末条哈希为 {expectedHead}；而 {file} 含账本 {ledger} 的 {entries} 条分录，末条哈希为 {head}。未做任何更改。请使用同一次导出的两个文件；若确为同一次导出，则分录文件已被截断或篡改。',
  },
  'keys-not-a-key-file': {
    en: 'The file {keys} holds no keys of Sales Ledger. Nothing was changed.',
    zh: '文件 {keys} 不是 Sales Ledger 的密钥文件。未做任何更改。',
  },
  'keys-newer-format': {
    en: 'The file {keys} is written in a format that this release does not know. Nothing was changed. Use a newer release.',
    zh: '文件 {keys} 的格式不为本版本所识别。未做任何更改。请使用更新的版本。',
  },
  'passphrase-wrong': {
    en: 'The passphrase does not open {keys}, or the first lines of that file were altered. Nothing was changed.',
    zh: '口令无法打开 {keys}，或该文件的前几行已被篡改。未做任何更改。',
  },
  'keys-damaged': {
    en: 'Line {line} of {keys} was altered, moved or put in. Nothing was changed. Export the keys anew.',
    zh: '文件 {keys} 的第 {line} 行被篡改、移动或插入。未做任何更改。请重新导出密钥。',
  },
  'keys-cut-off': {
    en: 'The file {keys} is cut off before its line {line}. Nothing was changed. Export the keys anew.',
    zh: '文件 {keys} 在第 {line} 行之前被截断。未做任何更改。请重新导出密钥。',
  },
  'partition-taken': {
    en: 'Another writer takes the partition of {ledger} over again and again. {recorded} entries are in, and nothing is lost. Stop the command services, or wait until they have less to do, and run the same import again: it goes on there.',
    zh: '另一写入者不断接管账本 {ledger} 所在的分区。已导入 {recorded} 条分录，没有丢失。请停止 command-service，或待其空闲后再次运行同一导入，将从该处继续。',
  },
  'log-unavailable': {
    en: 'The log takes no more: {reason}. {recorded} entries are in, and nothing is lost. Run the same import again: it goes on there.',
    zh: '日志无法继续写入：{reason}。已导入 {recorded} 条分录，没有丢失。请再次运行同一导入，将从该处继续。',
  },
} as const satisfies { readonly [code: string]: Text };
