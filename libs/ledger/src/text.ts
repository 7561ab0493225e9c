// Every text that a person reads exists in both languages; a missing one does not compile.

export type Language = 'en' | 'zh';

/** A sentence in both languages. `{name}` stands for a value that is filled in by `say`. */
export type Text = { readonly [language in Language]: string };

export type TextValues = { readonly [name: string]: string | number };

/** Fills `{name}` placeholders; a placeholder without a value stays as it is, so that it is seen. */
export function say(text: Text, language: Language, values: TextValues = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
