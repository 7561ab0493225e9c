// Reads the configuration once, at start: defaults, then the environment, then flags. A wrong value stops the start.
import { type Language, type Text, say } from '@ledger/ledger';
import { StartError } from '../start-error.js';
import { configTexts } from './config.texts.js';
import { type Config, type SettingName, settingNames, settings } from './settings.js';

export type Origin = 'default' | 'environment' | 'flag';

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

/** @throws StartError for the first setting that is wrong */
export function readConfig(sources: ConfigSources): Configuration {
  const config: { [name in SettingName]?: Config[SettingName] } = {};
  const origins: { [name in SettingName]?: Origin } = {};
  for (const name of settingNames) {
    const { value, origin } = readSetting(name, sources);
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
    value: String(config[name]),
    origin: origins[name],
    variable: settings[name].variable,
    flag: settings[name].flag,
    about: settings[name].about[language],
  }));
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function readSetting(
  name: SettingName,
  { environment, flags }: ConfigSources,
): { value: Config[SettingName]; origin: Origin } {
  const setting = settings[name];
  const flag = flags?.[name];
  const variable = environment[setting.variable];
  const text = flag ?? variable;
  if (text === undefined) return { value: setting.default, origin: 'default' };
  const value = setting.read(text);
  if (value === undefined) {
    const where = flag === undefined ? setting.variable : setting.flag;
    const sentence = setting.isSecret === true ? configTexts.wrongSecret : configTexts.wrong;
    throw new StartError('setting-wrong', formed(sentence, setting.form), { where, value: text });
  }
  return { value, origin: flag === undefined ? 'environment' : 'flag' };
}

/** The form is a text of its own, so it is filled in per language. */
function formed(sentence: Text, form: Text): Text {
  return {
    en: say(sentence, 'en', { where: '{where}', value: '{value}', form: form.en }),
    zh: say(sentence, 'zh', { where: '{where}', value: '{value}', form: form.zh }),
  };
}
