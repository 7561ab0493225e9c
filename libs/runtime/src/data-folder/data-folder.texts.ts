// What the data folder says to people.
import { type Text } from '@ledger/ledger';

export const dataFolderTexts = {
  held: {
    en: 'The data folder is in use by process {pid} ({file}). Stop that process first, or use another folder.',
    zh: '数据文件夹正被进程 {pid} 使用（{file}）。请先停止该进程，或改用其他文件夹。',
  },
  served: {
    en: 'The data folder is in use by process {pid}, which serves it at {address} ({file}). Use that address, stop the process, or use another folder.',
    zh: '数据文件夹正被进程 {pid} 使用，其服务地址为 {address}（{file}）。请使用该地址、停止该进程，或改用其他文件夹。',
  },
  heldElsewhere: {
    en: 'The data folder was opened by process {pid} in another container, which cannot be seen from here. If that container has ended, delete {file} and start again.',
    zh: '数据文件夹由另一容器中的进程 {pid} 打开，从此处无法看到该进程。若该容器已结束，请删除 {file} 后重新启动。',
  },
  lockUnreadable: {
    en: 'The lock file {file} cannot be read. If no process uses the folder, delete that file and start again.',
    zh: '无法读取锁文件 {file}。若没有进程在使用该文件夹，请删除此文件后重新启动。',
  },
  notAFolder: {
    en: 'The data folder {folder} cannot be used: {reason}.',
    zh: '无法使用数据文件夹 {folder}：{reason}。',
  },
  formatUnknown: {
    en: 'The data folder {folder} has format {format}; this version reads format {known}. Use the version of Sales Ledger that wrote it, or a newer one.',
    zh: '数据文件夹 {folder} 的格式为 {format}，本版本只能读取格式 {known}。请使用写入它的 Sales Ledger 版本或更新的版本。',
  },
  notOurs: {
    en: 'The folder {folder} is not empty and holds no Sales Ledger data. Name an empty or a new folder.',
    zh: '文件夹 {folder} 不为空，且其中没有 Sales Ledger 数据。请指定一个空文件夹或新文件夹。',
  },
} as const satisfies { readonly [name: string]: Text };
