// What the AsyncAPI document says around what the code says, in both languages: `description` and `x-description-zh`.
import { type Text } from '@ledger/ledger';

export const asyncApiTexts = {
  about: {
    en: 'Where the entries of ledgers can be read as they come. Entries are CloudEvents 1.0 events in structured JSON, numbered 1, 2, 3 … in each ledger and chained by hash; they never change. docs/how-to/subscribe.md has whole consumers.',
    zh: '可在何处随时读取账本的分录。分录是结构化 JSON 形式的 CloudEvents 1.0 事件，在每个账本中依次编号为 1、2、3……，以哈希相连，从不改变。完整的消费者见 docs/how-to/subscribe.zh-CN.md。',
  },
  kafka: {
    en: 'The brokers that SALES_LEDGER_KAFKA_BROKERS names; only where the log is on Kafka.',
    zh: 'SALES_LEDGER_KAFKA_BROKERS 所列的代理；仅当日志位于 Kafka 时。',
  },
  http: {
    en: 'The server itself, on either kind of log.',
    zh: '服务器本身，无论日志位于何处。',
  },
  entries: {
    en: 'All entries of all ledgers, a ledger in one partition. Read it with isolation.level=read_committed. Records without a key are the writers’ own: pass them over. SALES_LEDGER_KAFKA_TOPIC_PREFIX stands before the name where it is set.',
    zh: '全部账本的全部分录，一个账本位于一个分区。请以 isolation.level=read_committed 读取。没有键的记录属于写入者自身，请略过。若设置了 SALES_LEDGER_KAFKA_TOPIC_PREFIX，它位于名称之前。',
  },
  stream: {
    en: 'The entries of one ledger as server-sent events: those after Last-Event-ID, then those to come.',
    zh: '一个账本的分录，以服务器推送事件的形式：先是 Last-Event-ID 之后的，再是新来的。',
  },
  ledger: { en: 'The id of the ledger.', zh: '账本的编号。' },
  broker: { en: 'host:port of any broker.', zh: '任一代理的 host:port。' },
  server: { en: 'host:port of the server.', zh: '服务器的 host:port。' },
  publish: {
    en: 'Publishes each entry once it is recorded.',
    zh: '每条分录一经记录即发布。',
  },
  send: {
    en: 'Sends each entry to whoever holds the stream open.',
    zh: '把每条分录发送给保持此流打开的读者。',
  },
  writerOpened: {
    en: 'A writer took this partition over: nothing of an earlier one stands behind it.',
    zh: '写入者接管了此分区：其后不再有先前写入者的记录。',
  },
  genesis: {
    en: 'The first record of partition 0: how many partitions there are, how a ledger’s is found, and the id of this log.',
    zh: '分区 0 的第一条记录：共有多少分区，如何确定账本所在的分区，以及本日志的标识。',
  },
  event: {
    en: 'One entry, byte for byte as it was recorded, in the line that begins with "data:".',
    zh: '一条分录，与记录时逐字节相同，位于以 "data:" 开头的行。',
  },
} as const satisfies { readonly [name: string]: Text };
