// Which language the command line speaks: flag, then the usual environment variables.
import { type Language, type TextValues, say } from '@ledger/ledger';
import { spokenIn } from '../../standalone/src/spoken.js';
import { type TextKey, texts } from './texts.js';

export type Speak = (key: TextKey, values?: TextValues) => string;

export type Spoken = {
  readonly language: Language;
  readonly origin: 'flag' | 'environment' | 'default';
  /** The flag or variable that says so. */
  readonly by?: string;
};

/** Looks for `--lang` by hand: help texts are built before the command line is parsed. */
export function spokenBy(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Spoken {
  const flag = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const next = argv[argv.indexOf('--lang') + 1];
  const named = flag ?? (argv.includes('--lang') ? next : undefined);
  // A wrong one is refused later, in the language that the person is used to.
  if (named === 'en' || named === 'zh') return { language: named, origin: 'flag', by: '--lang' };
  const said = spokenIn(environment);
  return { ...said, origin: said.by === undefined ? 'default' : 'environment' };
}

export function speaker(language: Language): Speak {
  return (key, values) => say(texts[key], language, values);
}
