// The settings file: lines NAME=value that Docker's env_file and systemd's EnvironmentFile read in the same way. What they would
// read each in a way of its own is refused by its line. Node's own parser takes a line that is none for a part of the next name.
import { readFileSync, statSync } from 'node:fs';
import { StartError } from '../start-error.js';
import { configTexts } from './config.texts.js';

export type ConfigFile = ReadonlyMap<string, { readonly text: string; readonly where: string }>;

/** A value as it stands, or in quotes; in double ones, and without any, nothing that somebody would expand. */
const setting =
  /^(?<name>[A-Za-z_]\w*)=(?:'(?<single>[^']*)'|"(?<double>[^"\\$`]*)"|(?<plain>(?:(?![#\s])(?:[^\s'"\\$`]|\s(?!#))*)?))$/;

/**
 * @param by the flag or variable that names it
 * @returns by variable, also those of others, with the file and line as `where`
 * @throws StartError where it can't be read, or not be understood
 */
export function readConfigFile(file: string, by: string): ConfigFile {
  const lines = new Map<string, { readonly text: string; readonly where: string }>();
  for (const [index, line] of textOf(file, by).split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const where = `${file}:${index + 1}`;
    const { name, single, double, plain } = setting.exec(trimmed)?.groups ?? {};
    const text = single ?? double ?? plain;
    // The line itself is not told: it may hold a password.
    if (name === undefined || text === undefined) {
      throw new StartError('config-malformed', configTexts.fileMalformed, { where });
    }
    const first = lines.get(name)?.where;
    if (first !== undefined) {
      const values = { variable: name, first, second: where };
      throw new StartError('setting-twice', configTexts.fileTwice, values);
    }
    lines.set(name, { text, where });
  }
  return lines;
}

/** A process may read it more than once, so that it must be there still: a pipe is empty the second time. */
function textOf(file: string, by: string): string {
  try {
    if (!statSync(file).isFile()) throw new Error('it is not a regular file');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const values = { file, by, reason };
    throw new StartError('config-unreadable', configTexts.fileUnreadable, values, { cause: error });
  }
}
