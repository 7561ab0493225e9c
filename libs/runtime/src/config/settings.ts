// Every setting there is: its variable, flag, default, form and meaning. The configuration table is made from this list.
import { type Language, type Text } from '@ledger/ledger';
import { apiKeyIn, keyLinesIn } from '../security/api-key.js';
import { type Role, roles } from '../role.js';
import { configTexts } from './config.texts.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export type Config = {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Language of answers to callers that name none. */
  readonly language: Language;
  readonly bodyBytesMax: number;
  /** Commands of one ledger that may wait for its writer. */
  readonly queueMax: number;
  /** Event streams that are open at once. */
  readonly streamsMax: number;
  /** How long the reader of a stream may take nothing. */
  readonly streamStallMinutesMax: number;
  /** As `apiKeyIn` reads them. */
  readonly apiKeys: readonly string[];
  /** Path; empty: none. */
  readonly apiKeysFile: string;
  /** By which callers may ask for the server, besides this machine's own names. */
  readonly allowedHosts: readonly string[];
  readonly roles: readonly Role[];
  /** host:port of one broker or more; empty: the embedded log. */
  readonly kafkaBrokers: readonly string[];
  /** Empty: without TLS; `system`: trusting what this machine trusts; else the path of the authorities' certificates. */
  readonly kafkaTls: string;
  /** Empty: nobody signs in. */
  readonly kafkaSaslMechanism: '' | 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly kafkaSaslUsername: string;
  readonly kafkaSaslPassword: string;
  readonly kafkaTopicPrefix: string;
  /** Of the log; fixed when its topic is created. */
  readonly kafkaPartitions: number;
  /** Connection string; empty: the embedded stores. */
  readonly mongodbUrl: string;
  readonly installation: string;
  /** Path; empty: in the data folder. */
  readonly masterKeyFile: string;
  /** 0: a read model may be behind for ever and the process is still ready. */
  readonly readyLagSecondsMax: number;
};

export type SettingName = keyof Config;

export type Setting<T> = {
  readonly variable: string;
  readonly flag: string;
  readonly default: T;
  /** undefined: the text is not a value of this setting. */
  read(text: string): T | undefined;
  /** What `read` accepts. */
  readonly form: Text;
  readonly about: Text;
  /** What is wrong with it is told without it. */
  readonly isSecret?: true;
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const languages = ['en', 'zh'] as const;
const saslMechanisms = ['', 'plain', 'scram-sha-256', 'scram-sha-512'] as const;

export const settings: { readonly [name in SettingName]: Setting<Config[name]> } = {
  dataFolder: {
    variable: 'SALES_LEDGER_DATA',
    flag: '--data',
    default: './data',
    read: (text) => (text === '' ? undefined : text),
    form: configTexts.formFolder,
    about: configTexts.aboutDataFolder,
  },
  host: {
    variable: 'SALES_LEDGER_HOST',
    flag: '--host',
    default: '127.0.0.1',
    read: (text) => (/^[A-Za-z0-9.:-]{1,253}$/.test(text) ? text : undefined),
    form: configTexts.formHost,
    about: configTexts.aboutHost,
  },
  port: {
    variable: 'SALES_LEDGER_PORT',
    flag: '--port',
    default: 7420,
    read: (text) => whole(text, 0, 65_535),
    form: configTexts.formPort,
    about: configTexts.aboutPort,
  },
  logLevel: {
    variable: 'SALES_LEDGER_LOG_LEVEL',
    flag: '--log-level',
    default: 'info',
    read: (text) => logLevels.find((level) => level === text),
    form: configTexts.formLogLevel,
    about: configTexts.aboutLogLevel,
  },
  language: {
    variable: 'SALES_LEDGER_LANGUAGE',
    flag: '--language',
    default: 'en',
    read: (text) => languages.find((language) => language === text),
    form: configTexts.formLanguage,
    about: configTexts.aboutLanguage,
  },
  bodyBytesMax: {
    variable: 'SALES_LEDGER_BODY_BYTES_MAX',
    flag: '--body-bytes-max',
    default: 1_048_576,
    read: (text) => whole(text, 1_024, 16_777_216),
    form: configTexts.formBodyBytesMax,
    about: configTexts.aboutBodyBytesMax,
  },
  queueMax: {
    variable: 'SALES_LEDGER_QUEUE_MAX',
    flag: '--queue-max',
    default: 10_000,
    read: (text) => whole(text, 1, 1_000_000),
    form: configTexts.formQueueMax,
    about: configTexts.aboutQueueMax,
  },
  streamsMax: {
    variable: 'SALES_LEDGER_STREAMS_MAX',
    flag: '--streams-max',
    default: 200,
    read: (text) => whole(text, 0, 10_000),
    form: configTexts.formStreamsMax,
    about: configTexts.aboutStreamsMax,
  },
  streamStallMinutesMax: {
    variable: 'SALES_LEDGER_STREAM_STALL_MINUTES_MAX',
    flag: '--stream-stall-minutes-max',
    default: 5,
    read: (text) => whole(text, 1, 1_440),
    form: configTexts.formStreamStallMinutesMax,
    about: configTexts.aboutStreamStallMinutesMax,
  },
  apiKeys: {
    variable: 'SALES_LEDGER_API_KEYS',
    flag: '--api-keys',
    default: [],
    read: (text) => allOf(keyLinesIn(text), (line) => apiKeyIn(line) !== undefined),
    form: configTexts.formApiKeys,
    about: configTexts.aboutApiKeys,
    isSecret: true, // somebody may have put a key there
  },
  apiKeysFile: {
    variable: 'SALES_LEDGER_API_KEYS_FILE',
    flag: '--api-keys-file',
    default: '',
    read: (text) => text,
    form: configTexts.formFile,
    about: configTexts.aboutApiKeysFile,
  },
  allowedHosts: {
    variable: 'SALES_LEDGER_ALLOWED_HOSTS',
    flag: '--allowed-hosts',
    default: [],
    read: (text) => allOf(wordsIn(text), (word) => /^[A-Za-z0-9.-]{1,253}$/.test(word)),
    form: configTexts.formHosts,
    about: configTexts.aboutAllowedHosts,
  },
  roles: {
    variable: 'SALES_LEDGER_ROLES',
    flag: '--roles',
    default: roles,
    read: (text) => roleList(wordsIn(text)),
    form: configTexts.formRoles,
    about: configTexts.aboutRoles,
  },
  kafkaBrokers: {
    variable: 'SALES_LEDGER_KAFKA_BROKERS',
    flag: '--kafka-brokers',
    default: [],
    read: (text) => allOf(wordsIn(text), (word) => /^[A-Za-z0-9.-]{1,253}:\d{1,5}$/.test(word)),
    form: configTexts.formBrokers,
    about: configTexts.aboutKafkaBrokers,
  },
  kafkaTls: {
    variable: 'SALES_LEDGER_KAFKA_TLS',
    flag: '--kafka-tls',
    default: '',
    read: (text) => text,
    form: configTexts.formTls,
    about: configTexts.aboutKafkaTls,
  },
  kafkaSaslMechanism: {
    variable: 'SALES_LEDGER_KAFKA_SASL_MECHANISM',
    flag: '--kafka-sasl-mechanism',
    default: '',
    read: (text) => saslMechanisms.find((mechanism) => mechanism === text),
    form: configTexts.formSaslMechanism,
    about: configTexts.aboutKafkaSaslMechanism,
  },
  kafkaSaslUsername: {
    variable: 'SALES_LEDGER_KAFKA_SASL_USERNAME',
    flag: '--kafka-sasl-username',
    default: '',
    read: (text) => text,
    form: configTexts.formText,
    about: configTexts.aboutKafkaSaslUsername,
  },
  kafkaSaslPassword: {
    variable: 'SALES_LEDGER_KAFKA_SASL_PASSWORD',
    flag: '--kafka-sasl-password',
    default: '',
    read: (text) => text,
    form: configTexts.formText,
    about: configTexts.aboutKafkaSaslPassword,
    isSecret: true,
  },
  kafkaTopicPrefix: {
    variable: 'SALES_LEDGER_KAFKA_TOPIC_PREFIX',
    flag: '--kafka-topic-prefix',
    default: '',
    read: (text) => (/^[A-Za-z0-9._-]{0,100}$/.test(text) ? text : undefined),
    form: configTexts.formTopicPrefix,
    about: configTexts.aboutKafkaTopicPrefix,
  },
  kafkaPartitions: {
    variable: 'SALES_LEDGER_KAFKA_PARTITIONS',
    flag: '--kafka-partitions',
    default: 16,
    read: (text) => whole(text, 1, 1_024),
    form: configTexts.formPartitions,
    about: configTexts.aboutKafkaPartitions,
  },
  mongodbUrl: {
    variable: 'SALES_LEDGER_MONGODB_URL',
    flag: '--mongodb-url',
    default: '',
    read: (text) => (text === '' || /^mongodb(\+srv)?:\/\/\S+$/.test(text) ? text : undefined),
    form: configTexts.formMongodbUrl,
    about: configTexts.aboutMongodbUrl,
    isSecret: true, // it may hold a password
  },
  installation: {
    variable: 'SALES_LEDGER_INSTALLATION',
    flag: '--installation',
    default: 'sales-ledger',
    read: (text) => (/^[a-z0-9][a-z0-9-]{0,62}$/.test(text) ? text : undefined),
    form: configTexts.formInstallation,
    about: configTexts.aboutInstallation,
  },
  masterKeyFile: {
    variable: 'SALES_LEDGER_MASTER_KEY_FILE',
    flag: '--master-key-file',
    default: '',
    read: (text) => text,
    form: configTexts.formFile,
    about: configTexts.aboutMasterKeyFile,
  },
  readyLagSecondsMax: {
    variable: 'SALES_LEDGER_READY_LAG_SECONDS_MAX',
    flag: '--ready-lag-seconds-max',
    default: 0,
    read: (text) => whole(text, 0, 86_400),
    form: configTexts.formSeconds,
    about: configTexts.aboutReadyLagSecondsMax,
  },
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

function whole(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? value : undefined;
}

/** undefined where one is no role, or there is none. */
function roleList(words: readonly string[]): readonly Role[] | undefined {
  const known = roles.filter((role) => words.includes(role));
  return known.length > 0 && words.every((word) => known.some((role) => role === word))
    ? known
    : undefined;
}

function wordsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** undefined where one is none of what they must be. */
function allOf(
  words: readonly string[],
  isOne: (word: string) => boolean,
): readonly string[] | undefined {
  return words.every(isOne) ? words : undefined;
}
