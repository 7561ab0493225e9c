// What every reference page has: its name in both languages, its heading, the way to the other language.
import { type Language, say } from '@ledger/ledger';
import { type Page, pageOf } from './markdown.js';
import { referenceTexts } from './reference.texts.js';

export type Say = (key: keyof typeof referenceTexts) => string;

export const languages: readonly Language[] = ['en', 'zh'];

function sayIn(language: Language): Say {
  return (key) => say(referenceTexts[key], language);
}

/** The page in both languages. */
export function pagesOf(
  name: string,
  title: keyof typeof referenceTexts,
  body: (language: Language, say: Say) => readonly string[],
): readonly Page[] {
  return languages.map((language) => {
    const speak = sayIn(language);
    const file = fileOf(name, language === 'en' ? 'zh' : 'en');
    const head = [
      speak('made'),
      '',
      `# ${speak(title)}`,
      '',
      `[${language === 'en' ? '简体中文' : 'English'}](${file})`,
      '',
    ];
    return pageOf(`docs/reference/${fileOf(name, language)}`, [...head, ...body(language, speak)]);
  });
}

function fileOf(name: string, language: Language): string {
  return language === 'en' ? `${name}.md` : `${name}.zh-CN.md`;
}
