// What `sales-ledger serve` says, in both languages.
import { type Text } from '@ledger/ledger';

export const serveTexts = {
  serveAbout: { en: 'serve the HTTP API on this machine', zh: '在本机提供 HTTP API 服务' },
  serveHost: {
    en: 'address to listen on; any but loopback needs an API key (see keys)',
    zh: '监听地址；非本机回环地址需要 API 密钥（见 keys）',
  },
  servePort: { en: 'port to listen on; 0 takes a free one', zh: '监听端口；0 表示任选空闲端口' },
  serveDemo: {
    en: 'make the demo ledger first, unless it is there',
    zh: '若演示账本不存在，先生成演示账本',
  },
  serveReady: { en: 'Sales Ledger is ready.', zh: 'Sales Ledger 已就绪。' },
  serveApi: { en: 'HTTP API       {url}', zh: 'HTTP 接口       {url}' },
  serveDescription: {
    en: 'Its description {url}/openapi.json',
    zh: '接口描述        {url}/openapi.json',
  },
  serveData: { en: 'Data folder    {folder}', zh: '数据目录        {folder}' },
  serveLedger: {
    en: 'Ledger         {ledger} · {entries} entries',
    zh: '账本            {ledger} · {entries} 条分录',
  },
  serveTry: { en: 'Try            {command}', zh: '试一试          {command}' },
  serveStop: { en: 'Ctrl-C stops it.', zh: '按 Ctrl-C 停止。' },
  serveStopping: {
    en: 'Stopping: finishing what was accepted …',
    zh: '正在停止：完成已接受的命令……',
  },
} as const satisfies { readonly [key: string]: Text };
