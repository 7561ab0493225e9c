import { Fraction, whole } from './fraction.js';
import { type Written, ratioText, shareText, valueText } from './value.js';

const written = (changes: Partial<Written> = {}): Written => ({
  unit: 'money',
  isSum: true,
  currency: 'USD',
  ...changes,
});

describe('values', () => {
  it.each([
    [{}, '-1234.05'],
    [{ currency: 'JPY' }, '-123405'],
    [{ currency: 'KWD' }, '-123.405'],
    [{ isSum: false }, '-1234.050000'],
    [{ unit: 'count' }, '-123405'],
    [{ unit: 'count', isSum: false }, '-123405.000000'],
    [{ unit: 'ratio', isSum: false }, '-123405.000000'],
    [{ unit: 'days' }, '-123405.000000'],
  ] as const)('written as %j are %s', (changes, expected) => {
    expect(valueText(whole(-123_405), written(changes))).toBe(expected);
  });

  it('keep a zero before the point', () => {
    expect([whole(5), whole(-5)].map((one) => valueText(one, written()))).toEqual([
      '0.05',
      '-0.05',
    ]);
  });

  it('are exact where no double is', () => {
    expect(valueText(whole(9_007_199_254_740_993n), written())).toBe('90071992547409.93');
  });

  it('are rounded half to even at the sixth place', () => {
    const shown = (over: bigint): string => ratioText(new Fraction(over, 2_000_000n));
    expect([1n, 3n, 5n, -1n, -3n].map(shown)).toEqual([
      '0.000000',
      '0.000002',
      '0.000002',
      '0.000000',
      '-0.000002',
    ]);
  });

  it('have a share of what is above zero', () => {
    expect(shareText(whole(1), whole(3))).toBe('0.333333');
    expect(shareText(whole(-1), whole(3))).toBe('-0.333333');
    expect([shareText(whole(1), whole(0)), shareText(whole(1), whole(-3))]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
