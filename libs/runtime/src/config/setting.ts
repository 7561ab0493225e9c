// What one setting is, and how the usual forms of texts are read.
import { type Text } from '@ledger/ledger';

export type Setting<T> = {
  readonly variable: string;
  readonly flag: string;
  readonly default: T;
  /** undefined: the text is not a value of this setting. */
  read(text: string): T | undefined;
  /** What `read` accepts. */
  readonly form: Text;
  readonly about: Text;
  /** What is wrong with it is told without it. */
  readonly isSecret?: true;
};

export function whole(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? value : undefined;
}

export function wordsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** undefined where one is none of what they must be. */
export function allOf(
  words: readonly string[],
  isOne: (word: string) => boolean,
): readonly string[] | undefined {
  return words.every(isOne) ? words : undefined;
}
