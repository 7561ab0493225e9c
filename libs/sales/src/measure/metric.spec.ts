import fc from 'fast-check';
import { type Fact } from './part.js';
import {
  type Value,
  compareValues,
  differenceText,
  factsOf,
  metricNamed,
  metrics,
  shareText,
  valueOf,
  valueText,
} from './metric.js';

const counted: { readonly [fact in Fact]: readonly number[] } = {
  won: [100_050, 3, 7, 40, 2, 500],
  reversed: [50, 20],
  lost: [4],
  opened: [9],
  bought: [],
  lead: [],
  feedback: [],
};
const read = (fact: Fact, place: number): number => counted[fact][place] ?? 0;

function text(name: string, measures = read): string | undefined {
  const metric = metricNamed(name);
  if (metric === undefined) return undefined;
  const value = valueOf(metric, measures);
  return value && valueText(metric, 'USD', value);
}

describe('metrics', () => {
  it.each([
    ['sales-amount', '1000.00'],
    ['won-amount', '1000.50'],
    ['overlay-amount', '4.80'],
    ['reversed-amount', '0.50'],
    ['deals-won', '3'],
    ['units-won', '7'],
    ['deals-lost', '4'],
    ['deals-opened', '9'],
    ['average-deal', '333.500000'],
    ['win-rate', '0.428571'],
    ['cycle-days', '20.000000'],
  ])('%s is %s', (name, expected) => {
    expect(text(name)).toBe(expected);
  });

  it('are all of them tried here', () => {
    expect(Object.keys(metrics)).toHaveLength(11);
  });

  it.each(['average-deal', 'win-rate', 'cycle-days'])(
    '%s has no value where it would divide by nothing',
    (name) => {
      expect(text(name, () => 0)).toBeUndefined();
    },
  );

  it('does not know what every object has', () => {
    expect(metricNamed('constructor')).toBeUndefined();
  });

  it('look only at the facts that they need', () => {
    expect(Object.values(metrics).map((metric) => factsOf(metric).length)).toEqual([
      2, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1,
    ]);
  });

  it('round half to even at the sixth place', () => {
    const rate = metricNamed('win-rate');
    const shown = (over: number): string | undefined =>
      rate && valueText(rate, 'USD', { over, per: 2_000_000 });
    expect([1, 3, 5].map(shown)).toEqual(['0.000000', '0.000002', '0.000002']);
  });

  it('show a difference and a share', () => {
    const amount = metricNamed('sales-amount');
    const average = metricNamed('average-deal');
    const pair: readonly [Value, Value] = [
      { over: 100, per: 3 },
      { over: 200, per: 3 },
    ];
    expect(average && differenceText(average, 'USD', pair)).toBe('-0.333333');
    expect(
      amount &&
        differenceText(amount, 'JPY', [
          { over: 100, per: 1 },
          { over: 30, per: 1 },
        ]),
    ).toBe('70');
    expect(shareText({ over: 1, per: 1 }, { over: 3, per: 1 })).toBe('0.333333');
    expect(shareText({ over: 1, per: 1 }, { over: 0, per: 1 })).toBeUndefined();
  });

  it('compare exactly, also where doubles would not', () => {
    const big = fc.integer({ min: 1, max: 2 ** 52 });
    fc.assert(
      fc.property(big, big, big, big, (a, b, c, d) => {
        const exact = BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
        const sign = exact < 0n ? -1 : exact > 0n ? 1 : 0;
        expect(Math.sign(compareValues({ over: a, per: b }, { over: c, per: d }))).toBe(sign);
      }),
    );
    expect(compareValues({ over: 1, per: 3 }, { over: 2, per: 6 })).toBe(0);
  });
});
