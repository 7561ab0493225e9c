import { entryBytes } from './entry-bytes.js';

it('gives each text its own bytes, whatever its length and script', () => {
  const texts = Array.from(
    { length: 3_000 },
    (_, n) => `${n} 林 ü 😀 ${'x'.repeat((n * 37) % 900)}`,
  );
  texts.push('x'.repeat(60_000), '林'.repeat(60_000), 'x'.repeat(300_000), '');
  const all = texts.map(entryBytes);
  expect(all.map((bytes) => Buffer.from(bytes).toString('utf8'))).toEqual(texts);
});
