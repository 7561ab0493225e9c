// Which language the command line speaks: flag, then the usual environment variables.
import { type Language, type TextValues, say } from '@ledger/ledger';
import { type TextKey, texts } from './texts.js';

export type Speak = (key: TextKey, values?: TextValues) => string;

/** Looks for `--lang` by hand: help texts are built before the command line is parsed. */
export function languageOf(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Language {
  const flag = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const next = argv[argv.indexOf('--lang') + 1];
  const named = flag ?? (argv.includes('--lang') ? next : undefined);
  // A wrong one is refused later, in the language that the person is used to.
  const chosen = named === 'en' || named === 'zh' ? named : undefined;
  const spoken =
    chosen ??
    environment['SALES_LEDGER_LANGUAGE'] ??
    (environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']) ??
    'en';
  return spoken.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function speaker(language: Language): Speak {
  return (key, values) => say(texts[key], language, values);
}
