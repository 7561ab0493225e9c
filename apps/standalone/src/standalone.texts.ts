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
  kafkaSignInRefused: {
    en: 'Kafka does not let this process sign in: {reason}. Check SALES_LEDGER_KAFKA_SASL_MECHANISM, SALES_LEDGER_KAFKA_SASL_USERNAME and SALES_LEDGER_KAFKA_SASL_PASSWORD against the user that the brokers know.',
    zh: 'Kafka 拒绝本进程登录：{reason}。请将 SALES_LEDGER_KAFKA_SASL_MECHANISM、SALES_LEDGER_KAFKA_SASL_USERNAME 和 SALES_LEDGER_KAFKA_SASL_PASSWORD 与代理所知的用户核对。',
  },
  kafkaCertificateNotTrusted: {
    en: 'The certificate of a Kafka broker is not trusted: {reason}. Name the file with the certificate of the authority that signed it (PEM) in SALES_LEDGER_KAFKA_TLS, and the brokers by the names that stand in their certificates.',
    zh: 'Kafka 代理的证书不受信任：{reason}。请在 SALES_LEDGER_KAFKA_TLS 中指定签发该证书的颁发机构的证书文件（PEM），并以证书中的名称填写代理地址。',
  },
  kafkaUnreachable: {
    en: 'Kafka does not answer: {reason}. Check that the brokers of SALES_LEDGER_KAFKA_BROKERS run, and that this port of theirs speaks as is configured here: with TLS where SALES_LEDGER_KAFKA_TLS is set and without it elsewhere, and with a sign-in where SALES_LEDGER_KAFKA_SASL_MECHANISM is set.',
    zh: 'Kafka 没有应答：{reason}。请确认 SALES_LEDGER_KAFKA_BROKERS 所列代理正在运行，且该端口与此处的配置一致：设置了 SALES_LEDGER_KAFKA_TLS 时使用 TLS，否则不使用；设置了 SALES_LEDGER_KAFKA_SASL_MECHANISM 时需要登录。',
  },
  mongodbSignInRefused: {
    en: 'MongoDB does not let this process in: {reason}. Check name, password and authSource in SALES_LEDGER_MONGODB_URL, and that the user may read and write its database.',
    zh: 'MongoDB 拒绝本进程访问：{reason}。请检查 SALES_LEDGER_MONGODB_URL 中的用户名、密码和 authSource，并确认该用户可读写其中的数据库。',
  },
  mongodbCertificateNotTrusted: {
    en: 'The certificate of a member of MongoDB is not trusted: {reason}. Name the file with the certificate of the authority that signed it (PEM) as tlsCAFile in SALES_LEDGER_MONGODB_URL, and the members by the names that stand in their certificates.',
    zh: 'MongoDB 成员的证书不受信任：{reason}。请在 SALES_LEDGER_MONGODB_URL 中以 tlsCAFile 指定签发该证书的颁发机构的证书文件（PEM），并以证书中的名称填写成员地址。',
  },
  mongodbUnreachable: {
    en: 'MongoDB does not answer: {reason}. Check that the members named in SALES_LEDGER_MONGODB_URL run, that replicaSet in it is the name that their set has, and that it says tls=true where they speak TLS and only there.',
    zh: 'MongoDB 没有应答：{reason}。请确认 SALES_LEDGER_MONGODB_URL 中的成员正在运行，其中的 replicaSet 与副本集名称一致，且仅在其使用 TLS 时设置 tls=true。',
  },
  mongodbWithoutReplicaSet: {
    en: 'MongoDB at {where} is a single server, and a replica set is needed, of one member at least: start mongod with --replSet rs0, run rs.initiate() once in mongosh, and let SALES_LEDGER_MONGODB_URL end with ?replicaSet=rs0.',
    zh: '{where} 处的 MongoDB 是单台服务器，而本程序需要副本集（至少一个成员）：请以 --replSet rs0 启动 mongod，在 mongosh 中执行一次 rs.initiate()，并使 SALES_LEDGER_MONGODB_URL 以 ?replicaSet=rs0 结尾。',
  },
  mongodbSharded: {
    en: 'MongoDB at {where} is a sharded cluster, and a replica set is needed: name the members of one in SALES_LEDGER_MONGODB_URL.',
    zh: '{where} 处的 MongoDB 是分片集群，而本程序需要副本集：请在 SALES_LEDGER_MONGODB_URL 中填写副本集的成员。',
  },
  mongodbTooOld: {
    en: 'MongoDB at {where} is older than 6.0, the oldest one that is tried: install that or a later one.',
    zh: '{where} 处的 MongoDB 早于经过验证的最低版本 6.0：请安装该版本或更高版本。',
  },
  mongodbUrlUnusable: {
    en: 'SALES_LEDGER_MONGODB_URL is no connection string that MongoDB’s driver takes: {where}.',
    zh: 'SALES_LEDGER_MONGODB_URL 不是 MongoDB 驱动程序可用的连接字符串：{where}。',
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
  masterKeyWrong: {
    en: 'The master key in {file} is not the one of this installation: it does not open the keys that are kept, or is no key of 32 bytes. Nothing was changed. Put the right one there, from the backup or from another process of this installation, or name its file in SALES_LEDGER_MASTER_KEY_FILE.',
    zh: '{file} 中的主密钥不属于本安装：它无法打开已保存的密钥，或并非 32 字节的密钥。未做任何更改。请从备份或本安装的其他进程取得正确的主密钥放入该文件，或在 SALES_LEDGER_MASTER_KEY_FILE 中指定其文件。',
  },
  portTaken: {
    en: 'Port {port} on {host} is in use. Choose another with --port or SALES_LEDGER_PORT, or 0 for any free one.',
    zh: '{host} 上的端口 {port} 已被占用。请用 --port 或 SALES_LEDGER_PORT 另选端口，或用 0 任取一个空闲端口。',
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
