// Which language to answer in: RFC 9110 §12.5.4 with the two languages that there are.
import { type Language } from '@ledger/ledger';

/** The most wanted of our languages; `fallback` where the header is absent or wants none of them. */
export function languageOf(acceptLanguage: string | undefined, fallback: Language): Language {
  if (acceptLanguage === undefined) return fallback;
  let best: { readonly language: Language; readonly quality: number } | undefined;
  for (const part of acceptLanguage.split(',', 20)) {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const language = range === '*' ? fallback : languages[range.split('-', 1)[0] ?? ''];
    const quality = qualityOf(parameters);
    if (language !== undefined && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? fallback;
}

const languages: { readonly [primary: string]: Language | undefined } = { en: 'en', zh: 'zh' };

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  return /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality.slice(2)) : 0;
}
