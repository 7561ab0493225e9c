// Exact values: a quotient of two integers of any size, so that nothing is rounded before it is shown.
// A quotient with nothing below its line is no value, and what is worked out from no value is none either.

/** A class, for the formula engine tells types by their constructors. `per` is never below zero; 0 is no value. */
export class Fraction {
  constructor(
    readonly over: bigint,
    readonly per: bigint,
  ) {}
}

export const noValue = new Fraction(0n, 0n);
export const zero = new Fraction(0n, 1n);

/** @throws RangeError for what is no integer */
export function whole(integer: number | bigint): Fraction {
  return new Fraction(BigInt(integer), 1n);
}

export function hasValue({ per }: Fraction): boolean {
  return per !== 0n;
}

// A product with 0 is 0: the denominator of no value reaches every result without being asked for.

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.per === b.per) return new Fraction(a.over + b.over, a.per);
  return new Fraction(a.over * b.per + b.over * a.per, a.per * b.per);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, new Fraction(-b.over, b.per));
}

export function times(a: Fraction, b: Fraction): Fraction {
  return new Fraction(a.over * b.over, a.per * b.per);
}

/** Nothing divides by nothing. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  if (!hasValue(b)) return noValue;
  const per = a.per * b.over;
  return per < 0n ? new Fraction(-a.over * b.per, -per) : new Fraction(a.over * b.per, per);
}

/** Two quotients of doubles that differ by more than this share of one of them differ indeed: each is off by 2^-51 of itself. */
const surely = 1e-12;

/** Below zero where `a` is less than `b`; both have a value. Exact: equal values are ties, and nothing else is. */
export function compared(a: Fraction, b: Fraction): number {
  if (a.per === b.per) return a.over < b.over ? -1 : a.over > b.over ? 1 : 0;
  const quotient = Number(a.over) / Number(a.per);
  const difference = quotient - Number(b.over) / Number(b.per);
  if (Math.abs(difference) > surely * Math.abs(quotient)) return difference;
  const left = a.over * b.per;
  const right = b.over * a.per;
  return left < right ? -1 : left > right ? 1 : 0;
}
