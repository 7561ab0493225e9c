// Money: integer minor units of an ISO 4217 currency. Decimal strings come in and go out; nothing in between is a float.

/** Amounts lie within ± this many minor units: far below 2^53, so that sums of them are exact too. */
export const amountMinorMax = 1_000_000_000_000_000;

// ISO 4217, active codes by number of decimals. ICU's table is another one: it says what people print, not what books hold.
const codesByDecimals: { readonly [decimals: number]: string } = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
    'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ' +
    'ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV ' +
    'MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD ' +
    'SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const decimalsByCode: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByDecimals).flatMap(([decimals, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(decimals)]),
  ),
);

export function isCurrency(code: string): boolean {
  return decimalsByCode.has(code);
}

/**
 * How many decimals a currency has: USD 2, JPY 0, KWD 3.
 * @throws RangeError for what is no active ISO 4217 code
 */
export function currencyDecimals(currency: string): number {
  const decimals = decimalsByCode.get(currency);
  if (decimals === undefined) throw new RangeError(`${currency} is no ISO 4217 currency`);
  return decimals;
}

/** Why a text is no amount. */
export type AmountProblem = 'amount-malformed' | 'amount-decimals' | 'amount-too-large';

/**
 * Decimal string → minor units: `minorOf('10.5', 'USD')` is 1050. Decimals that the currency does not have are a problem
 * even where they are zero, since they show that another currency was meant.
 * @throws RangeError for what is no currency
 */
export function minorOf(amount: string, currency: string): number | AmountProblem {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(amount);
  if (match === null) return 'amount-malformed';
  const [, sign = '', whole = '', fraction = ''] = match;
  const decimals = currencyDecimals(currency);
  if (fraction.length > decimals) return 'amount-decimals';
  if (whole.length > 16) return 'amount-too-large';
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (minor > BigInt(amountMinorMax)) return 'amount-too-large';
  return sign === '-' && minor !== 0n ? -Number(minor) : Number(minor);
}

/**
 * Minor units → decimal string with all of the currency's decimals: `decimalOf(1050, 'USD')` is `10.50`.
 * @throws RangeError for what is no currency or no safe integer
 */
export function decimalOf(amountMinor: number, currency: string): string {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`${amountMinor} is no amount`);
  const decimals = currencyDecimals(currency);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * Cuts an amount in proportion to weights (basis points, or any integers ≥ 0) by largest remainder, also called Hamilton's
 * method: parts add up to the whole to the last unit; of equal remainders the earlier part gets the unit.
 * A negative amount is cut like its positive one.
 * @throws RangeError where there is no weight above zero, or a number is no safe integer
 */
export function allocate(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weightOf(weight), 0n);
  if (total === 0n) throw new RangeError('no weight above zero');
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`${amountMinor} is no amount`);
  const whole = BigInt(Math.abs(amountMinor));
  const cuts = weights.map((weight, place) => {
    const share = whole * BigInt(weight);
    return { place, part: share / total, remainder: share % total };
  });
  let left = whole - cuts.reduce((sum, { part }) => sum + part, 0n);
  const parts = cuts.map(({ part }) => part);
  for (const { place, part } of cuts.toSorted(byRemainder)) {
    if (left === 0n) break;
    parts[place] = part + 1n;
    left -= 1n;
  }
  const sign = amountMinor < 0 ? -1n : 1n;
  return parts.map((part) => Number(sign * part));
}

type Cut = { readonly place: number; readonly remainder: bigint };

function byRemainder(one: Cut, other: Cut): number {
  if (one.remainder === other.remainder) return one.place - other.place;
  return one.remainder > other.remainder ? -1 : 1;
}

function weightOf(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`${weight} is no weight`);
  return BigInt(weight);
}

/**
 * `numerator / denominator` rounded to the nearest integer, a half to the even one (IEEE 754 roundTiesToEven).
 * @throws RangeError for a denominator of zero
 */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const over = numerator < 0n ? -numerator : numerator;
  const under = denominator < 0n ? -denominator : denominator;
  const floor = over / under;
  const twice = 2n * (over % under);
  const up = twice > under || (twice === under && floor % 2n === 1n);
  const rounded = up ? floor + 1n : floor;
  return negative ? -rounded : rounded;
}
