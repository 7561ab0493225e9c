// A setting whose name is mistyped would be left out in silence, and the process would run by the default: on another topic,
// without keys, in another folder. So what begins like a setting and is none stops the start.
import { StartError } from '../start-error.js';
import { type ConfigFile } from './config-file.js';
import { configTexts } from './config.texts.js';
import { settingNames, settings } from './settings.js';

const prefix = 'SALES_LEDGER_';
/** What callers of a server send; the command line's own. */
const others: readonly string[] = ['SALES_LEDGER_API_KEY'];
/** Kubernetes tells a container of every service like this; one may well be named sales-ledger-query. */
const serviceLink =
  /_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)?)$/;

const known = settingNames.map((name) => settings[name].variable);

/** @throws StartError for the first variable that is no setting, naming the one that is most like it */
export function demandKnown(environment: {
  readonly [variable: string]: string | undefined;
}): void {
  const isOthers = (name: string): boolean => others.includes(name) || serviceLink.test(name);
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined || isOthers(variable) || !isUnknown(variable)) continue;
    const like = mostLike(variable);
    throw new StartError('setting-unknown', configTexts.unknown, { variable, like });
  }
}

/** Those of others who read the same file are passed over. @throws StartError in the same way, naming the line */
export function demandKnownInFile(file: ConfigFile): void {
  for (const [variable, { where }] of file) {
    if (!isUnknown(variable)) continue;
    const values = { where, variable, like: mostLike(variable) };
    throw new StartError('setting-unknown', configTexts.unknownInFile, values);
  }
}

function isUnknown(variable: string): boolean {
  return variable.startsWith(prefix) && !known.includes(variable);
}

function mostLike(variable: string): string {
  const [like = ''] = known.toSorted((a, b) => editsTo(variable, a) - editsTo(variable, b));
  return like;
}

/** Levenshtein's distance. */
function editsTo(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const [left = 0, above = 0, before = 0] = [next[at], row[at + 1], row[at]];
      next.push(Math.min(left + 1, above + 1, before + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
