import { Distribution } from './distribution.js';
import { Tally } from './tally.js';

describe('a distribution', () => {
  it('counts each value at its bound and above, as Prometheus reads it', () => {
    const spread = new Distribution([1, 5, 10]);
    for (const value of [0, 1, 1.5, 5, 10, 11]) spread.add(value);
    expect([spread.upTo, spread.count, spread.sum]).toEqual([[2, 4, 5], 6, 28.5]);
  });

  it('is empty at first', () => {
    const spread = new Distribution([1]);
    expect([spread.upTo, spread.count, spread.sum]).toEqual([[0], 0, 0]);
  });
});

describe('a tally', () => {
  it('counts by all its words together', () => {
    const tally = new Tally();
    for (const words of [
      ['a', ''],
      ['a', ''],
      ['', 'a'],
    ] as const)
      tally.add(...words);
    expect([...tally]).toEqual([
      [['a', ''], 2],
      [['', 'a'], 1],
    ]);
  });
});
