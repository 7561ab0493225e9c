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
  unknown: {
    en: '{variable} is no setting, and the most similar one is {like}: correct its name, or unset it.',
    zh: '{variable} 不是设置项，最相近的是 {like}：请更正其名称，或取消该变量。',
  },
  unknownInFile: {
    en: '{where}: {variable} is no setting, and the most similar one is {like}: correct its name, or remove the line.',
    zh: '{where}：{variable} 不是设置项，最相近的是 {like}：请更正其名称，或删除该行。',
  },
  fileUnreadable: {
    en: 'The settings file {file}, which {by} names, cannot be read: {reason}. Correct its path, or let this user read it.',
    zh: '无法读取 {by} 指定的配置文件 {file}：{reason}。请更正其路径，或允许当前用户读取。',
  },
  fileMalformed: {
    en: '{where} is neither NAME=value nor a remark, which begins with #. A value with quotes, $, \\, ` or a # that begins a word must stand in single quotes.',
    zh: '{where} 既不是 名称=值，也不是以 # 开头的注释。值中含有引号、$、\\、` 或位于词首的 # 时，须用单引号括起。',
  },
  fileTwice: {
    en: '{variable} is set twice: {first} and {second}. Remove one of the lines.',
    zh: '{variable} 设置了两次：{first} 和 {second}。请删除其中一行。',
  },
  fileNested: {
    en: '{where}: a settings file names no other one. Remove the line.',
    zh: '{where}：配置文件中不能再指定配置文件。请删除该行。',
  },
  flagUnknown: {
    en: '{word} is no flag of a setting with a value behind it: correct it, or leave it out.',
    zh: '{word} 不是带有值的设置选项：请更正或去掉。',
  },
  aboutConfigFile: {
    en: 'File of such settings, a line NAME=value each; the environment and flags win over it',
    zh: '包含这些设置的文件，每行一项 名称=值；环境变量和命令行选项优先于它',
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
  formRoles: {
    en: 'one or more of command, projection, query, separated by commas',
    zh: 'command、projection、query 中的一项或多项，以逗号分隔',
  },
  formBrokers: {
    en: 'host:port of one broker or more, separated by commas',
    zh: '一个或多个代理的 主机:端口，以逗号分隔',
  },
  formTls: {
    en: 'empty, system, or the path of a file of certificates (PEM)',
    zh: '空、system，或证书文件（PEM）的路径',
  },
  formSaslMechanism: {
    en: 'empty, plain, scram-sha-256 or scram-sha-512',
    zh: '空、plain、scram-sha-256 或 scram-sha-512',
  },
  formText: { en: 'a text', zh: '文本' },
  formTopicPrefix: {
    en: 'up to 100 letters, digits, dots, hyphens and underscores',
    zh: '至多 100 个字母、数字、点、连字符和下划线',
  },
  formPartitions: { en: 'a whole number from 1 to 1024', zh: '1 到 1024 的整数' },
  formMongodbUrl: {
    en: 'a connection string that names a database, such as mongodb://host/sales-ledger?replicaSet=rs0 or mongodb+srv://host/sales-ledger',
    zh: '包含数据库名的连接字符串，例如 mongodb://host/sales-ledger?replicaSet=rs0 或 mongodb+srv://host/sales-ledger',
  },
  formInstallation: {
    en: 'up to 63 small letters, digits and hyphens',
    zh: '至多 63 个小写字母、数字和连字符',
  },
  aboutRoles: {
    en: 'What this process is there for; fewer than all only with Kafka and MongoDB',
    zh: '本进程承担的角色；仅在使用 Kafka 和 MongoDB 时可少于全部',
  },
  aboutKafkaBrokers: {
    en: 'Brokers of the Kafka cluster that holds the log; goes with a MongoDB URL; without both, everything is in the data folder',
    zh: '保存日志的 Kafka 集群代理；须与 MongoDB 连接字符串同时设置；两者皆无时全部数据存于数据文件夹',
  },
  aboutKafkaTls: {
    en: 'Whether brokers are reached by TLS, and which authorities are trusted',
    zh: '是否以 TLS 连接代理，以及信任哪些证书颁发机构',
  },
  aboutKafkaSaslMechanism: { en: 'How this process signs in to the brokers', zh: '登录代理的方式' },
  aboutKafkaSaslUsername: { en: 'As whom it signs in', zh: '登录代理的用户名' },
  aboutKafkaSaslPassword: { en: 'Its password; never shown', zh: '登录代理的密码；从不显示' },
  aboutKafkaTopicPrefix: {
    en: 'Before the names of the topics sales.entries, sales.commands and sales.replies',
    zh: '主题 sales.entries、sales.commands、sales.replies 名称的前缀',
  },
  aboutKafkaPartitions: {
    en: 'Partitions of the log; fixed when its topic is created',
    zh: '日志的分区数；创建主题后不可更改',
  },
  aboutMongodbUrl: {
    en: 'Replica set and database of read models, keys and entry index; goes with Kafka brokers; never shown',
    zh: '读模型、密钥和分录索引所在的副本集与数据库；须与 Kafka 代理同时设置；从不显示',
  },
  aboutInstallation: {
    en: 'Name that all processes of one installation share, and no other installation on the same Kafka',
    zh: '同一安装的所有进程共用的名称；同一 Kafka 上的其他安装不得使用',
  },
  aboutMasterKeyFile: {
    en: 'File with the master key, the same for all processes of an installation; by default in the data folder',
    zh: '主密钥文件，同一安装的所有进程须相同；默认位于数据文件夹中',
  },
  serversIncomplete: {
    en: '{missing} is not set, but {given} is: the log on Kafka and the stores on MongoDB go together. Set both, or neither.',
    zh: '已设置 {given}，但未设置 {missing}：Kafka 上的日志与 MongoDB 上的存储须同时使用。请同时设置或都不设置。',
  },
  rolesNeedServers: {
    en: 'The roles {roles} are not all there are, and others of them need to share a log and stores: set {brokers} and {url}, too.',
    zh: '角色 {roles} 不是全部角色，其他进程须共享日志和存储：请同时设置 {brokers} 和 {url}。',
  },
  aboutReadyLagSecondsMax: {
    en: 'How many seconds a read model may be behind before /health/ready answers 503; 0: however many',
    zh: '读模型落后多少秒后 /health/ready 应答 503；0 表示不限',
  },
  formTracesUrl: {
    en: 'empty, or an address that begins with http:// or https://, without user, password, ? and #',
    zh: '空，或以 http:// 或 https:// 开头的地址，不含用户名、密码、? 和 #',
  },
  aboutTracesUrl: {
    en: 'OpenTelemetry collector to which traces are sent (OTLP over HTTP, /v1/traces is added); empty: no traces',
    zh: '接收链路追踪数据的 OpenTelemetry 收集器（OTLP/HTTP，自动追加 /v1/traces）；为空则不产生链路追踪',
  },
} as const satisfies { readonly [name: string]: Text };
