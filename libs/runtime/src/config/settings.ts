// Every setting there is: its variable, flag, default, form and meaning. The configuration table is made from this list.
import { type Language } from '@ledger/ledger';
import { apiKeyIn, keyLinesIn } from '../security/api-key.js';
import { type Role, roles } from '../role.js';
import { configTexts } from './config.texts.js';
import { type ServerConfig, serverSettings } from './server-settings.js';
import { type Setting, allOf, whole, wordsIn } from './setting.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export type Config = ServerConfig & {
  /** Path; empty: none. */
  readonly configFile: string;
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
  /** 0: a read model may be behind for ever and the process is still ready. */
  readonly readyLagSecondsMax: number;
  /** Of a collector that takes OTLP over HTTP; empty: none. */
  readonly tracesUrl: string;
};

export type SettingName = keyof Config;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const languages = ['en', 'zh'] as const;

export const settings: { readonly [name in SettingName]: Setting<Config[name]> } = {
  configFile: {
    variable: 'SALES_LEDGER_CONFIG',
    flag: '--config',
    default: '',
    read: (text) => text,
    form: configTexts.formFile,
    about: configTexts.aboutConfigFile,
  },
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
  ...serverSettings,
  readyLagSecondsMax: {
    variable: 'SALES_LEDGER_READY_LAG_SECONDS_MAX',
    flag: '--ready-lag-seconds-max',
    default: 0,
    read: (text) => whole(text, 0, 86_400),
    form: configTexts.formSeconds,
    about: configTexts.aboutReadyLagSecondsMax,
  },
  tracesUrl: {
    variable: 'SALES_LEDGER_TRACES_URL',
    flag: '--traces-url',
    default: '',
    read: (text) => (text === '' || isPlainUrl(text) ? text : undefined),
    form: configTexts.formTracesUrl,
    about: configTexts.aboutTracesUrl,
    isSecret: true, // what is refused may hold a password
  },
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** Without what would be told in logs and should not be. */
function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

/** undefined where one is no role, or there is none. */
function roleList(words: readonly string[]): readonly Role[] | undefined {
  const known = roles.filter((role) => words.includes(role));
  return known.length > 0 && words.every((word) => known.some((role) => role === word))
    ? known
    : undefined;
}
