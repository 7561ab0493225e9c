// The language that the environment asks for: the product's own variable, then the usual ones.
import { type Language } from '@ledger/ledger';

const variables = ['SALES_LEDGER_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

export type SpokenIn = {
  readonly language: Language;
  /** The variable that says so; absent: none does. */
  readonly by?: string;
};

export function spokenIn(environment: { readonly [name: string]: string | undefined }): SpokenIn {
  const by = variables.find((name) => environment[name]);
  if (by === undefined) return { language: 'en' };
  const isChinese = environment[by]?.toLowerCase().startsWith('zh') ?? false;
  return { language: isChinese ? 'zh' : 'en', by };
}
