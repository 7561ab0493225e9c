// The language that is asked for: by the product's own variable, in the environment or the settings file, then by the usual ones.
import { type Language } from '@ledger/ledger';

type Environment = { readonly [name: string]: string | undefined };

const own = 'SALES_LEDGER_LANGUAGE';
const usual = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

export type SpokenIn = {
  readonly language: Language;
  readonly origin: 'environment' | 'file' | 'default';
  /** The variable or file that says so; absent: none does. */
  readonly by?: string;
};

/** @param file the settings file; by default the environment names it, or there is none */
export async function spokenIn(
  environment: Environment,
  file: string | undefined = environment['SALES_LEDGER_CONFIG'],
): Promise<SpokenIn> {
  if (!environment[own] && file) {
    // Loaded only where there is such a file: a help loads nothing of the product.
    const { languageInFile } = await import('@ledger/runtime/installation');
    const language = languageInFile(file);
    if (language !== undefined) return { language, origin: 'file', by: file };
  }
  const by = [own, ...usual].find((name) => environment[name]);
  if (by === undefined) return { language: 'en', origin: 'default' };
  const isChinese = environment[by]?.toLowerCase().startsWith('zh') ?? false;
  return { language: isChinese ? 'zh' : 'en', origin: 'environment', by };
}
