// Where the settings of an installation are looked for by a command: its flags, its environment, a settings file.
import { type ConfigSources } from '@ledger/runtime/installation';
import { type Given } from './given.js';

/** @param flags besides those that every command has */
export function sourcesOf(
  { data, config }: Given,
  flags: ConfigSources['flags'] = {},
): ConfigSources {
  return {
    environment: process.env,
    flags: { dataFolder: data, configFile: config, ...flags },
  };
}
