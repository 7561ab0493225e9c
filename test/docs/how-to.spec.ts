// What the pages of docs/how-to show must happen as it stands there, in both languages.
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answered, pageOf, readAlong, snippetsOf, startBooks, wholeOf } from './testing.js';

const folder = join(import.meta.dirname, '../../docs/how-to');
const english = readdirSync(folder).filter((name) => /^[a-zA-Z-]+\.md$/.test(name));
const chineseOf = (page: string): string => page.replace('.md', '.zh-CN.md');
/** This one has a spec of its own. */
const run = english.filter((name) => name !== 'README.md' && name !== 'import-csv.md');

/** One answer, or one a line. */
function answersIn(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line): unknown => JSON.parse(line));
  }
}

function expectAnswer({ code, shown, came }: Answered): void {
  if (shown.kind === 'text') {
    expect([code, came]).toEqual([code, expect.stringMatching(wholeOf(shown.text))]);
    return;
  }
  expect(shown.kind).toBe('json');
  expect({ code, answers: answersIn(came) }).toMatchObject({
    code,
    answers: answersIn(shown.text),
  });
}

describe('the how-to pages', () => {
  let books: string;
  beforeAll(async () => {
    books = await mkdtemp(join(tmpdir(), 'sales-ledger-books-'));
    await startBooks({ data: join(books, 'data') });
  }, 300_000);
  afterAll(() => rm(books, { recursive: true }));

  it('are there in both languages, and in the index of each', () => {
    const chinese = readdirSync(folder).filter((name) => name.endsWith('.zh-CN.md'));
    expect(chinese.sort()).toEqual(english.map(chineseOf).sort());
    for (const page of english.filter((name) => name !== 'README.md')) {
      expect(pageOf('README.md')).toContain(`](${page})`);
      expect(pageOf('README.zh-CN.md')).toContain(`](${chineseOf(page)})`);
    }
  });

  it.each(run)('%s shows the same in Chinese', (page) => {
    // What the command line says is in the reader's language.
    const shown = (name: string): readonly object[] =>
      snippetsOf(pageOf(name)).map((one) => (one.kind === 'text' ? { kind: one.kind } : one));
    expect(shown(page).length).toBeGreaterThan(0);
    expect(shown(chineseOf(page))).toEqual(shown(page));
  });

  it.each(run.flatMap((page) => [page, chineseOf(page)]))(
    '%s shows what happens',
    async (page) => {
      const lang = page.includes('zh-CN') ? 'zh_CN.UTF-8' : 'C';
      const answers = await readAlong({ page, books: join(books, 'data'), lang });
      expect(answers.length).toBeGreaterThan(3);
      for (const answer of answers) expectAnswer(answer);
    },
    300_000,
  );
});
