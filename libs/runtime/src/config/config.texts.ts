// What the configuration says to people.
import { type Text } from '@ledger/ledger';

export const configTexts = {
  wrong: {
    en: '{where} is set to "{value}"; it must be {form}.',
    zh: '{where} 的值是“{value}”；应为{form}。',
  },
  hostNotLoopback: {
    en: 'Refused to listen on {host}: there is no authentication yet, so only this machine may connect. Use 127.0.0.1, ::1 or localhost.',
    zh: '拒绝监听 {host}：目前尚无身份验证，只允许本机连接。请使用 127.0.0.1、::1 或 localhost。',
  },
  formFolder: { en: 'the path of a folder', zh: '文件夹路径' },
  formHost: { en: 'a host name or IP address', zh: '主机名或 IP 地址' },
  formPort: { en: 'a whole number from 0 to 65535', zh: '0 到 65535 的整数' },
  formLogLevel: {
    en: 'one of fatal, error, warn, info, debug, trace, silent',
    zh: 'fatal、error、warn、info、debug、trace、silent 之一',
  },
  formLanguage: { en: 'en or zh', zh: 'en 或 zh' },
  formBodyBytesMax: {
    en: 'a whole number from 1024 to 16777216',
    zh: '1024 到 16777216 的整数',
  },
  formQueueMax: { en: 'a whole number from 1 to 1000000', zh: '1 到 1000000 的整数' },
  formStreamsMax: { en: 'a whole number from 0 to 10000', zh: '0 到 10000 的整数' },
  formStreamStallMinutesMax: { en: 'a whole number from 1 to 1440', zh: '1 到 1440 的整数' },
  aboutDataFolder: {
    en: 'Folder that holds the ledgers, their keys and everything computed from them',
    zh: '存放账本、密钥以及由其计算出的全部数据的文件夹',
  },
  aboutHost: {
    en: 'Address to listen on; loopback only until authentication exists',
    zh: '监听地址；在有身份验证之前只能是本机回环地址',
  },
  aboutPort: {
    en: 'Port to listen on; 0 takes any free one',
    zh: '监听端口；0 表示任取一个空闲端口',
  },
  aboutLogLevel: { en: 'Least severe messages that are logged', zh: '记录日志的最低级别' },
  aboutLanguage: {
    en: 'Language of answers to callers that ask for none',
    zh: '调用方未指定语言时的应答语言',
  },
  aboutBodyBytesMax: { en: 'Largest request body, in bytes', zh: '请求正文的最大字节数' },
  aboutQueueMax: {
    en: 'Commands of one ledger that may wait; more are answered 503',
    zh: '一个账本可排队等待的命令数；超出时应答 503',
  },
  aboutStreamsMax: {
    en: 'Event streams that may be open at once; more are answered 503',
    zh: '可同时打开的事件流数；超出时应答 503',
  },
  aboutStreamStallMinutesMax: {
    en: 'Minutes for which the reader of an event stream may take nothing before it is closed',
    zh: '事件流的读者停止接收多少分钟后关闭该流',
  },
} as const satisfies { readonly [name: string]: Text };
