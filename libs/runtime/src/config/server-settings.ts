// The settings of an installation whose log and stores are servers: Kafka and MongoDB.
import { configTexts } from './config.texts.js';
import { type Setting, allOf, whole, wordsIn } from './setting.js';

const saslMechanisms = ['', 'plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Without a name the driver takes a database that whoever forgets it shares. */
const namesDatabase = /^mongodb(\+srv)?:\/\/[^\s/]+\/[^\s?]+(\?\S*)?$/;

export type ServerConfig = {
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
};

export const serverSettings: {
  readonly [name in keyof ServerConfig]: Setting<ServerConfig[name]>;
} = {
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
    read: (text) => (text === '' || namesDatabase.test(text) ? text : undefined),
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
};
