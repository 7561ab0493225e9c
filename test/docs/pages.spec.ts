// What every page says without being run: the options of commands that it names in passing, and the words that it uses.
import { type Command } from 'commander';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from '../../apps/cli/src/program.js';

const root = join(import.meta.dirname, '../..');
const skipped = /(^|\/)(node_modules|dist|data|reference)\//;
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['apps', 'bench', 'docs', 'libs', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !skipped.test(`${name}/`))
      .map((name) => `${folder}/${name}`),
  ),
].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const program = programOf({ language: 'en', origin: 'default' });

/** Commands in code within a line, such as `leaderboard --of <kpi>`, with the options that they name. */
function commandsIn(text: string): readonly { readonly code: string; readonly words: string[] }[] {
  const prose = text.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => {
    const words = code.replace(/^sales-ledger /, '').split(' ');
    return code.includes('--') && pathOf(words).length > 1 ? [{ code, words }] : [];
  });
}

/** The program, the command that is named and the one within it. */
function pathOf(words: readonly string[]): readonly Command[] {
  const path = [program];
  for (const word of words) {
    const within = path.at(-1)?.commands.find((command) => command.name() === word);
    if (within !== undefined) path.push(within);
    else if (path.length === 1 && !word.startsWith('-') && !word.startsWith('<')) break;
  }
  return path;
}

function unknownOptions(text: string): readonly string[] {
  return commandsIn(text).flatMap(({ code, words }) => {
    const known = pathOf(words).flatMap(({ options }) => options.map(({ long }) => long));
    const named = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]);
    return named.some((option) => !known.includes(option)) ? [code] : [];
  });
}

describe('the pages', () => {
  it('name only options that their commands have', () => {
    expect(pages.flatMap(({ text }) => commandsIn(text)).length).toBeGreaterThan(5);
    expect(unknownOptions('`leaderboard attainment --metric <kpi>` and `--of`')).toHaveLength(1);
    expect(unknownOptions('`sales-ledger --data <folder> feedback answer --on`')).toEqual([]);
    const wrong = pages.flatMap(({ path, text }) =>
      unknownOptions(text).map((code) => `${path}: ${code}`),
    );
    expect(wrong).toEqual([]);
  });

  it('call an entry 分录', () => {
    expect(pages.filter(({ text }) => text.includes('条目')).map(({ path }) => path)).toEqual([]);
  });
});
