// Which language the command line speaks: flag, then the environment and the settings file.
import { type Language, type TextValues, say } from '@ledger/ledger';
import { type SpokenIn, spokenIn } from '../../standalone/src/spoken.js';
import { type TextKey, texts } from './texts.js';

export type Speak = (key: TextKey, values?: TextValues) => string;

export type Spoken = {
  readonly language: Language;
  readonly origin: SpokenIn['origin'] | 'flag';
  /** The flag, variable or file that says so. */
  readonly by?: string;
};

/** Looks for its flags by hand: help texts are built before the command line is parsed. */
export async function spokenBy(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Promise<Spoken> {
  const named = flagIn(argv, '--lang');
  // A wrong one is refused later, in the language that the person is used to.
  if (named === 'en' || named === 'zh') return { language: named, origin: 'flag', by: '--lang' };
  return spokenIn(environment, flagIn(argv, '--config'));
}

function flagIn(argv: readonly string[], flag: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
  return joined ?? (argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined);
}

export function speaker(language: Language): Speak {
  return (key, values) => say(texts[key], language, values);
}
