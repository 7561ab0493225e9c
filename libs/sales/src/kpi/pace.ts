// Where a period stands on a day, and what a target asks by then on a straight line.
import { type Period, daysBetween } from '@ledger/ledger';
import { Fraction, dividedBy, minus, noValue, times } from './fraction.js';
import { type KpiDefinition } from './kpi.events.js';

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

export type Direction = KpiDefinition['direction'];
export type Compared = { readonly actual: Fraction; readonly target: Fraction };

/**
 * How far a target is reached: 1 is reached, and more is better. Where less is better that is the target over the actual,
 * and no value where the actual is not above zero: nothing is any number of times better than something. Nor has it one of a
 * target below zero, such as an NPS of -10: half of it is better than it.
 */
export function attainmentOf({ actual, target }: Compared, direction: Direction): Fraction {
  if (target.over < 0n) return noValue;
  if (direction === 'up') return dividedBy(actual, target);
  return actual.over > 0n ? dividedBy(target, actual) : noValue;
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

export type Course = {
  /** Of the period that has begun. */
  readonly share: Fraction;
  readonly isSum: boolean;
  readonly direction: Direction;
};

/** Only what adds up grows day by day; of a ratio there is attainment and no pace. */
export function paceOf(compared: Compared, { share, isSum, direction }: Course): Pace {
  const { actual, target } = compared;
  const expected = isSum ? times(target, share) : noValue;
  return {
    attainment: attainmentOf(compared, direction),
    expected,
    ahead: direction === 'up' ? minus(actual, expected) : minus(expected, actual),
    landing: isSum ? dividedBy(actual, share) : noValue,
  };
}
