// Reads the configuration once, at start: defaults, then a file, the environment, flags. A wrong value stops the start.
import { type Language, type Text, say } from '@ledger/ledger';
import { StartError } from '../start-error.js';
import { roles } from '../role.js';
import { type ConfigFile, readConfigFile } from './config-file.js';
import { configTexts } from './config.texts.js';
import { type Config, type SettingName, settingNames, settings } from './settings.js';
import { demandKnown, demandKnownInFile } from './unknown.js';

export type Origin = 'default' | 'file' | 'environment' | 'flag';

export type ConfigSources = {
  readonly environment: { readonly [variable: string]: string | undefined };
  /** Texts as typed; what was not given is absent or undefined. */
  readonly flags?: { readonly [name in SettingName]?: string | undefined };
};

export type Configuration = {
  readonly config: Config;
  readonly origins: { readonly [name in SettingName]: Origin };
};

/** One line of what `doctor` shows. */
export type SettingLine = {
  readonly name: SettingName;
  readonly value: string;
  readonly origin: Origin;
  readonly variable: string;
  readonly flag: string;
  readonly about: string;
};

/** @throws StartError for the first setting that is wrong, or is none */
export function readConfig(sources: ConfigSources): Configuration {
  demandKnown(sources.environment);
  const file = fileOf(sources);
  const config: { [name in SettingName]?: Config[SettingName] } = {};
  const origins: { [name in SettingName]?: Origin } = {};
  for (const name of settingNames) {
    const { value, origin } = readSetting(name, sources, file);
    config[name] = value;
    origins[name] = origin;
  }
  // Every name of `settings` was filled in above, each by its own setting's `read`.
  return { config: config as Config, origins: origins as Configuration['origins'] };
}

export function describeConfig(
  { config, origins }: Configuration,
  language: Language,
): readonly SettingLine[] {
  return settingNames.map((name) => ({
    name,
    value: shown(name, config),
    origin: origins[name],
    variable: settings[name].variable,
    flag: settings[name].flag,
    about: settings[name].about[language],
  }));
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** What is right of these holds no secret; what is wrong may. */
const shownOnceRight: readonly SettingName[] = ['apiKeys', 'tracesUrl'];

/** Secrets are told to be there and no more. */
function shown(name: SettingName, config: Config): string {
  const value = String(config[name]);
  const isHidden =
    settings[name].isSecret === true && !shownOnceRight.includes(name) && value !== '';
  return isHidden ? '***' : value;
}

/** Whether log and stores are servers' rather than the data folder's. @throws StartError where only some of it is said */
export function usesServers({ kafkaBrokers, mongodbUrl, roles: own }: Config): boolean {
  const brokers = settings.kafkaBrokers.variable;
  const url = settings.mongodbUrl.variable;
  const [hasKafka, hasMongodb] = [kafkaBrokers.length > 0, mongodbUrl !== ''];
  if (hasKafka !== hasMongodb) {
    const [given, missing] = hasKafka ? [brokers, url] : [url, brokers];
    throw new StartError('servers-incomplete', configTexts.serversIncomplete, { given, missing });
  }
  if (!hasKafka && own.length < roles.length) {
    const values = { roles: own.join(', '), brokers, url };
    throw new StartError('roles-need-servers', configTexts.rolesNeedServers, values);
  }
  return hasKafka;
}

/** The settings file, wherever it is named. @throws StartError where it can't be read, or says what it may not */
function fileOf({ environment, flags }: ConfigSources): ConfigFile {
  const { flag, variable } = settings.configFile;
  const file = flags?.configFile ?? environment[variable] ?? '';
  if (file === '') return new Map();
  const lines = readConfigFile(file, flags?.configFile === undefined ? variable : flag);
  const nested = lines.get(variable);
  if (nested !== undefined) {
    throw new StartError('config-nested', configTexts.fileNested, { where: nested.where });
  }
  demandKnownInFile(lines);
  return lines;
}

type Said = { readonly text: string; readonly origin: Origin; readonly where: string };

function readSetting(
  name: SettingName,
  sources: ConfigSources,
  file: ConfigFile,
): { value: Config[SettingName]; origin: Origin } {
  const setting = settings[name];
  const said = saidOf(name, sources, file);
  if (said === undefined) return { value: setting.default, origin: 'default' };
  const { text, origin, where } = said;
  const value = setting.read(text);
  if (value === undefined) {
    const sentence = setting.isSecret === true ? configTexts.wrongSecret : configTexts.wrong;
    throw new StartError('setting-wrong', formed(sentence, setting.form), { where, value: text });
  }
  return { value, origin };
}

/** By whoever wins; undefined: nobody says anything. */
function saidOf(
  name: SettingName,
  { environment, flags }: ConfigSources,
  file: ConfigFile,
): Said | undefined {
  const { variable, flag } = settings[name];
  const [typed, set, line] = [flags?.[name], environment[variable], file.get(variable)];
  if (typed !== undefined) return { text: typed, origin: 'flag', where: flag };
  if (set !== undefined) return { text: set, origin: 'environment', where: variable };
  if (line === undefined) return undefined;
  return { text: line.text, origin: 'file', where: `${variable} (${line.where})` };
}

/** The form is a text of its own, so it is filled in per language. */
function formed(sentence: Text, form: Text): Text {
  return {
    en: say(sentence, 'en', { where: '{where}', value: '{value}', form: form.en }),
    zh: say(sentence, 'zh', { where: '{where}', value: '{value}', form: form.zh }),
  };
}
