// Values as text: rounded here and nowhere before.
import { currencyDecimals, divideHalfEven } from '@ledger/ledger';
import { type Fraction, dividedBy } from './fraction.js';
import { type KpiUnit } from './kpi.events.js';

/** How a KPI's values are written. */
export type Written = {
  readonly unit: KpiUnit;
  /** Sums have their unit's own decimals; everything else has six. */
  readonly isSum: boolean;
  readonly currency: string;
};

const ratioPlaces = 6;

/** Money with its currency's decimals, counts whole, everything else rounded half-even to six places. */
export function valueText(value: Fraction, { unit, isSum, currency }: Written): string {
  const decimals = unit === 'money' ? currencyDecimals(currency) : 0;
  const isWhole = isSum && (unit === 'money' || unit === 'count');
  return rounded(value.over, value.per * 10n ** BigInt(decimals), isWhole ? decimals : ratioPlaces);
}

/** `part / whole` to six places; undefined where the whole is not above zero. */
export function shareText(part: Fraction, whole: Fraction): string | undefined {
  return whole.over > 0n ? ratioText(dividedBy(part, whole)) : undefined;
}

/** To six places. */
export function ratioText({ over, per }: Fraction): string {
  return rounded(over, per, ratioPlaces);
}

function rounded(over: bigint, per: bigint, places: number): string {
  const scaled = divideHalfEven(over * 10n ** BigInt(places), per);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  return places === 0
    ? sign + digits
    : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
