// The flags of a process that is only a server: one for each setting, and no other word, for a mistyped one would set nothing.
import { parseArgs } from 'node:util';
import { StartError } from '../start-error.js';
import { type ConfigSources } from './config.js';
import { configTexts } from './config.texts.js';
import { settingNames, settings } from './settings.js';

/**
 * @param words of the command line, behind the program; of a flag that is repeated the last one counts
 * @throws StartError for the first word that is no flag, and for a flag without a value
 */
export function flagsIn(words: readonly string[]): NonNullable<ConfigSources['flags']> {
  const options = Object.fromEntries(
    settingNames.map((name) => [settings[name].flag.slice(2), { type: 'string' as const }]),
  );
  const flags: { [name in (typeof settingNames)[number]]?: string } = {};
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true });
  for (const token of tokens) {
    const name = settingNames.find(
      (one) => token.kind === 'option' && settings[one].flag === token.rawName,
    );
    if (token.kind !== 'option' || token.value === undefined || name === undefined) {
      // A value may be a password; what stands before it is not.
      const word = words[token.index]?.split('=')[0] ?? '';
      throw new StartError('flag-unknown', configTexts.flagUnknown, { word });
    }
    flags[name] = token.value;
  }
  return flags;
}
