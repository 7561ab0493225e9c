// Where a period stands on a day, and what a target asks by then on a straight line.
import { type Period, daysBetween } from '@ledger/ledger';
import { Fraction, dividedBy, minus, noValue, times } from './fraction.js';

/** The days of a period that have begun by a day: none before it, all after it. */
export type Elapsed = {
  readonly on: string;
  readonly days: number;
  readonly of: number;
};

export function elapsedOn(on: string, { start, end }: Period): Elapsed {
  const of = daysBetween(start, end) + 1;
  return { on, days: Math.min(Math.max(daysBetween(start, on) + 1, 0), of), of };
}

export function shareOf({ days, of }: Elapsed): Fraction {
  return new Fraction(BigInt(days), BigInt(of));
}

export type Pace = {
  readonly attainment: Fraction;
  /** What the target asks by that day. */
  readonly expected: Fraction;
  /** Below zero: behind. */
  readonly ahead: Fraction;
  /** What the period ends with if it goes on so. */
  readonly landing: Fraction;
};

/** Only what adds up grows day by day; of a ratio there is attainment and no pace. */
export function paceOf(
  { actual, target }: { readonly actual: Fraction; readonly target: Fraction },
  share: Fraction,
  isSum: boolean,
): Pace {
  const expected = isSum ? times(target, share) : noValue;
  return {
    attainment: dividedBy(actual, target),
    expected,
    ahead: minus(actual, expected),
    landing: isSum ? dividedBy(actual, share) : noValue,
  };
}
