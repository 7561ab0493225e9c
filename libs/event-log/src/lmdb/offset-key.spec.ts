import fc from 'fast-check';
import { offsetKey, offsetMax } from './offset-key.js';

const keyOf = (offset: number): Buffer => {
  const target = Buffer.alloc(10);
  expect(offsetKey.writeKey(offset, target, 2)).toBe(8);
  return target.subarray(2, 8);
};

describe('offset key', () => {
  const offset = fc.integer({ min: 0, max: offsetMax });

  it('reads back', () => {
    fc.assert(fc.property(offset, (one) => offsetKey.readKey(keyOf(one), 0) === one));
    expect(offsetKey.readKey(keyOf(offsetMax), 0)).toBe(offsetMax);
  });

  it('sorts as numbers do', () => {
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        expect(Math.sign(Buffer.compare(keyOf(one), keyOf(other)))).toBe(Math.sign(one - other));
      }),
    );
  });
});
