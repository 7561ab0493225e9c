// What the configuration says to people.
import { type Text } from '@ledger/ledger';

export const configTexts = {
  wrong: {
    en: '{where} is set to "{value}"; it must be {form}.',
    zh: '{where} 的值是“{value}”；应为{form}。',
  },
  wrongSecret: {
    en: '{where} is not usable, and is not shown here; it must be {form}.',
    zh: '{where} 的值无法使用（此处不显示）；应为{form}。',
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
  formApiKeys: {
    en: 'lines as "sales-ledger keys new" prints them, user/<id>:<SHA-256 of the key> or with :<name> behind, separated by commas; never a key itself',
    zh: '“sales-ledger keys new”输出的配置行 user/<编号>:<密钥的 SHA-256>（其后可加 :<名称>），以逗号分隔；切勿填写密钥本身',
  },
  formFile: { en: 'the path of a file', zh: '文件路径' },
  formHosts: {
    en: 'host names without ports, separated by commas',
    zh: '不带端口的主机名，以逗号分隔',
  },
  formSeconds: { en: 'a whole number from 0 to 86400', zh: '0 到 86400 的整数' },
  aboutDataFolder: {
    en: 'Folder that holds the ledgers, their keys and everything computed from them',
    zh: '存放账本、密钥以及由其计算出的全部数据的文件夹',
  },
  aboutHost: {
    en: 'Address to listen on; any but loopback needs an API key configured',
    zh: '监听地址；非本机回环地址须先配置 API 密钥',
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
  aboutApiKeys: {
    en: 'Who may call: an actor and the hash of a key each; with one configured, every request but health checks needs a key',
    zh: '允许的调用方：每项为操作者及其密钥的哈希；配置后，除健康检查外的请求都需要密钥',
  },
  aboutApiKeysFile: {
    en: 'File with further such lines, one each; lines that begin with # are remarks; read at the start',
    zh: '包含更多此类配置行的文件，每行一项；以 # 开头的行为注释；启动时读取',
  },
  aboutAllowedHosts: {
    en: 'Names by which callers elsewhere ask for this server (header Host); addresses need none',
    zh: '其他机器访问本服务器时使用的名称（请求头 Host）；直接用 IP 地址访问时无需填写',
  },
  aboutReadyLagSecondsMax: {
    en: 'How many seconds a read model may be behind before /health/ready answers 503; 0: however many',
    zh: '读模型落后多少秒后 /health/ready 应答 503；0 表示不限',
  },
} as const satisfies { readonly [name: string]: Text };
