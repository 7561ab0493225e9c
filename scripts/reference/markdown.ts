// The little Markdown that the reference pages are made of.

export type Page = { readonly path: string; readonly text: string };

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function codeBlock(lines: readonly string[]): readonly string[] {
  return ['', '```sh', ...lines, '```'];
}

/** The anchor that renderers make of a heading of one word, or of words with spaces. */
export function link(heading: string): string {
  const anchor = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
  return `[${heading}](#${anchor.replaceAll(' ', '-')})`;
}

export function pageOf(path: string, lines: readonly string[]): Page {
  return { path, text: `${lines.join('\n').trim()}\n` };
}

function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // What stands in angle brackets outside code would be taken for HTML and not be shown.
  const shown = line.replace(/`[^`]*`|</g, (part) => (part === '<' ? '&lt;' : part));
  return shown.replaceAll('|', String.raw`\|`);
}
