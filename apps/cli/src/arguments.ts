// How words of the command line become values, and what is said of one that can't.
import { InvalidArgumentError } from 'commander';
import { type Speak } from './language.js';
import { type TextKey } from './texts.js';

export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** The parser answers nothing where the word is none of its kind; the person is told what it must be. */
export function checked<T>(speak: Speak, must: TextKey, parse: (word: string) => T | undefined) {
  return (word: string): T => {
    const value = parse(word);
    if (value === undefined) throw new InvalidArgumentError(speak(must));
    return value;
  };
}

export function wholeNumber(word: string): number | undefined {
  return /^\d{1,6}$/.test(word) ? Number(word) : undefined;
}

export function atLeastOne(word: string): number | undefined {
  return wholeNumber(word) || undefined;
}

export function portOf(word: string): number | undefined {
  const port = wholeNumber(word);
  return port === undefined || port > 65_535 ? undefined : port;
}

export function addressOf(word: string): string | undefined {
  return /^https?:\/\//.test(word) && URL.canParse(word) ? word : undefined;
}

export function actorOf(word: string): string | undefined {
  return /^user\/[a-z0-9-]{1,64}$/.test(word) ? word : undefined;
}

export function keyName(word: string): string | undefined {
  return /^[A-Za-z0-9._-]{1,64}$/.test(word) ? word : undefined;
}

export function ledgerId(word: string): string | undefined {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(word) ? word : undefined;
}
