// What the start says to people.
import { type Text } from '@ledger/ledger';

export const standaloneTexts = {
  storeNotOpened: {
    en: 'The data in {folder} cannot be opened: {reason}.',
    zh: '无法打开 {folder} 中的数据：{reason}。',
  },
  portTaken: {
    en: 'Port {port} on {host} is in use. Choose another with --port, or 0 for any free one.',
    zh: '{host} 上的端口 {port} 已被占用。请用 --port 另选端口，或用 0 任取一个空闲端口。',
  },
  notListening: {
    en: 'Could not listen on {host}, port {port}: {reason}.',
    zh: '无法监听 {host} 的端口 {port}：{reason}。',
  },
} as const satisfies { readonly [name: string]: Text };
