import fc from 'fast-check';
import {
  allocate,
  amountMinorMax,
  currencyDecimals,
  decimalOf,
  divideHalfEven,
  isCurrency,
  minorOf,
} from './money.js';

describe('money', () => {
  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['CNY', 2],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(currencyDecimals(currency)).toBe(decimals);
  });

  it.each(['usd', 'XTS', 'DEM', '', 'US'])('knows no currency %j', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => currencyDecimals(code)).toThrow(RangeError);
  });

  it.each([
    ['1054', 'USD', 105_400],
    ['1054.00', 'USD', 105_400],
    ['10.5', 'USD', 1050],
    ['0.01', 'USD', 1],
    ['-0.01', 'USD', -1],
    ['-0', 'USD', 0],
    ['1054', 'JPY', 1054],
    ['1.234', 'KWD', 1234],
    ['10000000000000.00', 'USD', amountMinorMax],
    ['1000000000000000', 'JPY', amountMinorMax],
    ['10000000000000.01', 'USD', 'amount-too-large'],
    ['99999999999999999999999999', 'USD', 'amount-too-large'],
    ['1054.0', 'JPY', 'amount-decimals'],
    ['1.234', 'USD', 'amount-decimals'],
    ['1.2345', 'KWD', 'amount-decimals'],
    ['', 'USD', 'amount-malformed'],
    ['1,054.00', 'USD', 'amount-malformed'],
    ['.5', 'USD', 'amount-malformed'],
    ['1e3', 'USD', 'amount-malformed'],
    ['+1', 'USD', 'amount-malformed'],
  ])('reads %j %s as %j', (text, currency, expected) => {
    expect(minorOf(text, currency)).toBe(expected);
  });

  it('writes every amount so that it reads the same', () => {
    const amount = fc.integer({ min: -amountMinorMax, max: amountMinorMax });
    fc.assert(
      fc.property(amount, fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        expect(minorOf(decimalOf(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
      }),
    );
    expect(decimalOf(-5, 'USD')).toBe('-0.05');
    expect(decimalOf(5, 'JPY')).toBe('5');
    expect(() => decimalOf(0.5, 'USD')).toThrow(RangeError);
  });
});

describe('allocation', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [3333, 3333, 3334], [33, 33, 34]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1, [5000, 5000], [1, 0]],
    [0, [1, 2], [0, 0]],
    [7, [0, 1, 0], [0, 7, 0]],
    [amountMinorMax, [9999, 1], [999_900_000_000_000, 100_000_000_000]],
  ])('cuts %i by %j', (amountMinor, weights, parts) => {
    expect(allocate(amountMinor, weights)).toEqual(parts);
  });

  it('loses nothing, and no part is off by a whole unit', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((weight) => weight > 0));
    const amount = fc.integer({ min: -amountMinorMax, max: amountMinorMax });
    fc.assert(
      fc.property(amount, weights, (amountMinor, all) => {
        const parts = allocate(amountMinor, all);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amountMinor));
        const total = BigInt(all.reduce((sum, weight) => sum + weight, 0));
        for (const [place, part] of parts.entries()) {
          const off = BigInt(part) * total - BigInt(amountMinor) * BigInt(all[place] ?? 0);
          expect(off < total && off > -total).toBe(true);
        }
      }),
    );
  });

  it.each([[[]], [[0, 0]], [[-1, 2]], [[0.5, 0.5]]])('refuses the weights %j', (weights) => {
    expect(() => allocate(100, weights)).toThrow(RangeError);
  });

  it('refuses half a unit', () => {
    expect(() => allocate(0.5, [1])).toThrow(RangeError);
  });
});

describe('half-even division', () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [8n, 3n, 3n],
    [7n, 3n, 2n],
    [0n, 3n, 0n],
  ])('%s / %s is %s', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient);
  });

  it('refuses zero', () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow(RangeError);
  });
});
