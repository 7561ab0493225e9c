// What the pages of docs/how-to show must happen as it stands there, in both languages.
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAnswer, expectSame, pageOf, readAlong, startBooks, toRead } from './testing.js';

const folder = join(import.meta.dirname, '../../docs/how-to');
const english = readdirSync(folder).filter((name) => /^[a-zA-Z-]+\.md$/.test(name));
const chineseOf = (page: string): string => page.replace('.md', '.zh-CN.md');
/** These have specs of their own. */
const apart = ['README.md', 'import-csv.md', 'subscribe.md'];
const run = english.filter((name) => !apart.includes(name));

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
    expectSame(page, chineseOf(page));
  });

  it.each(run.flatMap((page) => toRead(page, chineseOf(page))))(
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
