// The parser's complaints about a command line, in the person's language.
import { type CommanderError } from 'commander';
import { type Speak } from './language.js';
import { type TextKey } from './texts.js';

const keys: { readonly [code: string]: TextKey } = {
  'commander.unknownOption': 'errorUnknownOption',
  'commander.unknownCommand': 'errorUnknownCommand',
  'commander.missingArgument': 'errorMissingArgument',
  'commander.missingMandatoryOptionValue': 'errorMissingArgument',
  'commander.optionMissingArgument': 'errorMissingArgument',
  'commander.excessArguments': 'errorInvalidArgument',
  'commander.invalidArgument': 'errorInvalidArgument',
};

/** undefined where nothing is wrong: help and version also end the parser this way. */
export function usageMessage(error: CommanderError, speak: Speak): string | undefined {
  if (error.exitCode === 0) return undefined;
  if (error.code === 'commander.help') return undefined;
  const key = keys[error.code] ?? 'errorInvalidArgument';
  const value = wrongValue(error.message, speak);
  if (value !== undefined) return speak('errorInvalidValue', value);
  const { what: one, other, command, expected, got } = counted.exec(error.message)?.groups ?? {};
  if (one !== undefined && other !== undefined)
    return speak('errorExclusive', { what: one, other });
  if (expected !== undefined && got !== undefined)
    return speak('errorTooMany', { what: command ?? 'sales-ledger', expected, given: got });
  // Commander's sentence is English; the word that it complains about stands in quotes.
  const what = /'([^']+)'/.exec(error.message)?.[1] ?? error.message.replace(/^error: /, '');
  return speak(key, { what });
}

/** Two options of which one may be given, or more words than the command takes. */
const counted =
  /^error: (?:option '(?<what>[^']+)' cannot be used with option '(?<other>[^']+)'|too many arguments(?: for '(?<command>[^']+)')?\. Expected (?<expected>\d+) arguments? but got (?<got>\d+)\.)/;

/** Commander says which option, which value, and then what our parser says of it or which choices there are. */
const wrong =
  /^error: (?:option '(?<option>[^']+)' argument '(?<given>[^']*)' is invalid|command-argument value '(?<word>[^']*)' is invalid for argument '(?<argument>[^']+)')\. (?<must>.+)$/s;

function wrongValue(message: string, speak: Speak) {
  const { option, argument, given, word, must } = wrong.exec(message)?.groups ?? {};
  const what = option ?? argument;
  if (what === undefined || must === undefined) return undefined;
  const choices = /^Allowed choices are (.+)\.$/.exec(must)?.[1];
  return {
    what,
    value: given ?? word ?? '',
    must: choices === undefined ? must : speak('mustChoice', { choices }),
  };
}
