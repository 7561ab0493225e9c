import fc from 'fast-check';
import {
  Fraction,
  compared,
  dividedBy,
  hasValue,
  minus,
  noValue,
  plus,
  times,
  whole,
  zero,
} from './fraction.js';

const big = fc.integer({ min: 1, max: 2 ** 52 });
const fraction = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    fc.bigInt({ min: 1n, max: 10n ** 20n }),
  )
  .map(([over, per]) => new Fraction(over, per));

const isSame = (a: Fraction, b: Fraction): boolean => a.over * b.per === b.over * a.per;

describe('fractions', () => {
  it('compare exactly, also where doubles would not', () => {
    fc.assert(
      fc.property(big, big, big, big, (a, b, c, d) => {
        const exact = BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
        const sign = exact < 0n ? -1 : exact > 0n ? 1 : 0;
        const [one, other] = [dividedBy(whole(a), whole(b)), dividedBy(whole(c), whole(d))];
        expect(Math.sign(compared(one, other))).toBe(sign);
      }),
    );
    expect(compared(new Fraction(1n, 3n), new Fraction(2n, 6n))).toBe(0);
    const huge = 10n ** 400n; // no double holds it
    expect(compared(new Fraction(huge, 3n), new Fraction(huge + 1n, 2n))).toBe(-1);
  });

  it('come back by the opposite operation, whatever the signs', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(isSame(minus(plus(a, b), b), a)).toBe(true);
        if (b.over === 0n) return;
        const back = times(dividedBy(a, b), b);
        expect([isSame(back, a), back.per > 0n]).toEqual([true, true]);
      }),
    );
  });

  it('are nothing once nothing is in them', () => {
    for (const apply of [plus, minus, times, dividedBy]) {
      expect(hasValue(apply(noValue, whole(3)))).toBe(false);
      expect(hasValue(apply(whole(3), noValue))).toBe(false);
      expect(hasValue(apply(noValue, noValue))).toBe(false);
    }
    expect(hasValue(dividedBy(whole(1), zero))).toBe(false);
    expect(hasValue(dividedBy(zero, whole(1)))).toBe(true);
  });

  it('are made of integers only', () => {
    expect(() => whole(0.5)).toThrow(RangeError);
  });
});
