// Why a topic of Kafka's can't be used, and what to do: told to whoever starts a process on it.
import { type Text, type TextValues, say } from '@ledger/ledger';
import { LogError } from '../event-log.js';

export const topicTexts = {
  settingsWrong: {
    en: 'the topic {topic} has {found}; a ledger needs {fix}. Set it with: kafka-configs.sh --alter --entity-type topics --entity-name {topic} --add-config {fix}',
    zh: '主题 {topic} 的设置为 {found}；账本需要 {fix}。请执行：kafka-configs.sh --alter --entity-type topics --entity-name {topic} --add-config {fix}',
  },
  copiesFew: {
    en: 'the topic {topic} has partitions with {found} of {wanted} replicas, and {brokers} brokers are up: a broker that is lost could take entries with it. Add replicas with kafka-reassign-partitions.sh, then start again',
    zh: '主题 {topic} 有分区仅有 {found} 个副本，应有 {wanted} 个（现有 {brokers} 个代理在线）：失去一个代理就可能丢失分录。请用 kafka-reassign-partitions.sh 增加副本，然后重新启动',
  },
  notOurs: {
    en: 'the first record of the topic {topic} is not the one that says how it was created: it was not made by this program, or its first records were deleted. Choose another topic prefix, or restore the topic',
    zh: '主题 {topic} 的第一条记录并未说明其创建方式：该主题不是由本程序创建，或其最初的记录已被删除。请另选主题前缀，或恢复该主题',
  },
  hashDiffers: {
    en: 'the topic {topic} spreads ledgers by {found}, this release by {wanted}: use the release that created it',
    zh: '主题 {topic} 以 {found} 分配账本，而本版本使用 {wanted}：请使用创建该主题的版本',
  },
  partitionsAdded: {
    en: 'the topic {topic} was created with {wanted} partitions and has {found} now, so that ledgers would be looked for in other ones: move the ledgers to a new topic by export and import',
    zh: '主题 {topic} 创建时有 {wanted} 个分区，现有 {found} 个，账本会被到其他分区中查找：请通过导出和导入将账本迁移到新主题',
  },
  partitionsDiffer: {
    en: 'the topic {topic} has {found} partitions, {wanted} are configured: set the number of partitions to {found}, or choose another topic prefix',
    zh: '主题 {topic} 有 {found} 个分区，而配置为 {wanted} 个：请将分区数设为 {found}，或另选主题前缀',
  },
  transientPartitionsDiffer: {
    en: 'the topic {topic} has {found} partitions and the log has {wanted}: delete it, it holds nothing that is needed, and start again',
    zh: '主题 {topic} 有 {found} 个分区，而日志有 {wanted} 个：请删除该主题（其中没有需要保留的内容），然后重新启动',
  },
  indexOfAnotherLog: {
    en: 'the database in MongoDB belongs to another log than the topic {topic}: each log needs a database of its own. Name the topic and the database that belong together, by the topic prefix, the brokers and the MongoDB URL, or an empty database for a new log',
    zh: 'MongoDB 中的数据库属于另一日志，而非主题 {topic}：每个日志须有自己的数据库。请通过主题前缀、代理和 MongoDB 连接字符串指定相互对应的主题与数据库；若为新日志，请使用空数据库',
  },
} as const satisfies { readonly [name: string]: Text };

export function misconfigured(text: Text, values: TextValues): LogError {
  const message = say(text, 'en', values);
  return new LogError('misconfigured', message, 'not-appended', false, {
    saying: { text, values },
  });
}
