// Which language the settings file asks for: programs speak it before their configuration is read as a whole.
import { type Language } from '@ledger/ledger';
import { StartError } from '../start-error.js';
import { readConfigFile } from './config-file.js';
import { settings } from './settings.js';

/** undefined where it asks for none. What is wrong with the file is told when the configuration is read, and not here. */
export function languageInFile(file: string): Language | undefined {
  const { variable, read } = settings.language;
  try {
    return read(readConfigFile(file, variable).get(variable)?.text ?? '');
  } catch (error) {
    if (error instanceof StartError) return undefined;
    throw error;
  }
}
