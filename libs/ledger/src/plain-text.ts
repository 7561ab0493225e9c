// Which characters a text may hold: what nobody sees, nobody can have meant, and it must not make two names look alike.

export const sealedPrefix = 'sealed:';

/** What is wrong with a text; `at` names the character where one is to blame. */
export type TextFault = {
  readonly fault: 'textBroken' | 'textEnds' | 'textSealed' | 'textUnseen';
  readonly at?: string;
};

// C0, C1, zero-width, line and bidirectional controls, byte order mark.
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

// A joiner between two pictures makes one of them, as in a family. After a letter of these scripts it shapes the word.
const pictures =
  /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})/gu;
const joining = [
  ...['Adlm', 'Arab', 'Beng', 'Deva', 'Gujr', 'Guru', 'Khmr', 'Knda', 'Mand', 'Mlym', 'Mong'],
  ...['Mymr', 'Nkoo', 'Orya', 'Phag', 'Sinh', 'Syrc', 'Taml', 'Telu', 'Tibt'],
].map((script) => `\\p{scx=${script}}`);
const shapes = new RegExp(`(?<=(?=[\\p{L}\\p{M}])[${joining.join('')}])[\\u200c\\u200d]`, 'gu');

/** Of a text on one line, such as a name. */
export function plainTextFault(value: string): TextFault | undefined {
  return faultOf(value, value);
}

/** Of what a person writes freely: it may have lines, and joiners where emoji and scripts need them. */
export function freeTextFault(value: string): TextFault | undefined {
  const isPlain = !unseen.test(value);
  const rest = isPlain
    ? value
    : value.replace(/\r?\n/g, '').replace(pictures, '').replace(shapes, '');
  return faultOf(value, rest);
}

/** @param rest the text without those unseen characters that it may hold */
function faultOf(value: string, rest: string): TextFault | undefined {
  if (!value.isWellFormed()) return { fault: 'textBroken' };
  if (value.trim() !== value) return { fault: 'textEnds' };
  if (value.startsWith(sealedPrefix)) return { fault: 'textSealed' };
  const [found] = unseen.exec(rest) ?? [];
  return found === undefined ? undefined : { fault: 'textUnseen', at: codePoint(found) };
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
