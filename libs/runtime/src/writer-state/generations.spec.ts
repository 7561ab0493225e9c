import { Generations } from './generations.js';

it('keeps what is used and never more than its bound', () => {
  const cache = new Generations<number>(10);
  cache.set('used', 1);
  for (let n = 0; n < 100; n += 1) {
    cache.set(`row-${n}`, n);
    expect(cache.get('used')).toBe(1);
  }
  const kept = Array.from({ length: 100 }, (_, n) => cache.get(`row-${n}`) !== undefined);
  expect(kept.filter(Boolean).length).toBeLessThan(10);
  expect(cache.get('row-99')).toBe(99);
});
