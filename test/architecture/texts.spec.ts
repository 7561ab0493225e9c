import { isSpec, sources, textsIn } from './sources.js';

const files = sources();
const texts = files.filter((file) => !isSpec(file)).flatMap(textsIn);
const where = ({ path, key }: { path: string; key: string }): string => `${path} ${key}`;

const placeholders = (text: string): readonly string[] =>
  [...new Set(text.match(/\{\w+\}/g))].sort();
const han = /\p{Script=Han}/u;

describe('texts', () => {
  it('are found', () => {
    expect(texts.length).toBeGreaterThan(20);
    expect(
      textsIn({
        path: 'x.ts',
        text: `const t = { 'a-b': { status: 409, en: 'A {x}', zh: '甲' } };`,
      }),
    ).toEqual([{ path: 'x.ts', key: 'a-b', en: `'A {x}'`, zh: `'甲'`, status: '409' }]);
  });

  it('use the same placeholders in both languages', () => {
    const uneven = texts.filter(
      ({ en, zh }) => placeholders(en).join() !== placeholders(zh).join(),
    );
    expect(uneven.map(where)).toEqual([]);
    expect(placeholders('{b} and {a} and {b}')).toEqual(['{a}', '{b}']);
  });

  it('are Chinese where they say so, and only there', () => {
    const sentences = texts.filter(({ en }) => en.includes(' '));
    expect(sentences.filter(({ zh }) => !han.test(zh)).map(where)).toEqual([]);
    expect(texts.filter(({ en }) => han.test(en)).map(where)).toEqual([]);
  });

  it('and comments that explain in Chinese call an entry 分录', () => {
    const others = files.filter((file) => !isSpec(file) && file.text.includes('条目'));
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});

describe('texts of the command line', () => {
  it('have a key each, for all are spread into one list', () => {
    const ofCli = texts.filter(({ path }) => path.startsWith('apps/cli/'));
    const seen = new Map(ofCli.map((text) => [text.key, text]));
    expect(ofCli.length).toBeGreaterThan(100);
    expect(ofCli.filter((text) => seen.get(text.key) !== text).map(where)).toEqual([]);
  });
});

describe('refusals', () => {
  const refusals = texts.filter(({ status }) => status !== undefined);
  const specs = files
    .filter(isSpec)
    .map(({ text }) => text)
    .join('\n');

  it('have a kebab-case code', () => {
    expect(refusals.filter(({ key }) => !/^[a-z]+(-[a-z0-9]+)*$/.test(key)).map(where)).toEqual([]);
  });

  it('with the same code have the same status, whichever slice refuses', () => {
    const statuses = new Map(refusals.map(({ key, status }) => [key, status]));
    expect(refusals.filter(({ key, status }) => statuses.get(key) !== status).map(where)).toEqual(
      [],
    );
  });

  it('each appear in a spec', () => {
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.filter(({ key }) => !specs.includes(`'${key}'`)).map(where)).toEqual([]);
  });
});
