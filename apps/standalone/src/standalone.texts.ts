// What the start says to people.
import { type Text } from '@ledger/ledger';

export const standaloneTexts = {
  storeNotOpened: {
    en: 'The data in {folder} cannot be opened: {reason}.',
    zh: '无法打开 {folder} 中的数据：{reason}。',
  },
  serversNotOpened: {
    en: 'The servers of this installation cannot be used: {reason}.',
    zh: '无法使用本安装的服务器：{reason}。',
  },
  certificatesUnreadable: {
    en: 'The certificates in {file} cannot be read: {reason}.',
    zh: '无法读取 {file} 中的证书：{reason}。',
  },
  keysMissing: {
    en: 'The folder {folder} holds no keys, but the log holds ledgers: without their keys nothing sealed can be read. None were made in their place. Restore the folder keys and the file master.key from the backup of this installation.',
    zh: '文件夹 {folder} 中没有密钥，但日志中有账本：没有密钥便无法读取已加密的内容。未生成任何替代密钥。请从本安装的备份中恢复 keys 文件夹和 master.key 文件。',
  },
  masterKeyMissing: {
    en: 'The file {file} is not there, and without it the keys of this installation do not open. None was made in its place. Restore that file from the backup of this installation.',
    zh: '文件 {file} 不存在，没有它便无法打开本安装的密钥。未生成替代文件。请从本安装的备份中恢复该文件。',
  },
  portTaken: {
    en: 'Port {port} on {host} is in use. Choose another with --port, or 0 for any free one.',
    zh: '{host} 上的端口 {port} 已被占用。请用 --port 另选端口，或用 0 任取一个空闲端口。',
  },
  notListening: {
    en: 'Could not listen on {host}, port {port}: {reason}.',
    zh: '无法监听 {host} 的端口 {port}：{reason}。',
  },
  demoTaken: {
    en: 'A ledger {ledger} that is no demo stands in {folder}. Make the demo in another folder, with --data.',
    zh: '{folder} 中已有一个非演示账本 {ledger}。请用 --data 在其他目录中生成演示账本。',
  },
} as const satisfies { readonly [name: string]: Text };
