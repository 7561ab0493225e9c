// How values stand in a table: an average of money is told with six decimals, and shown with those that its currency has.
import { currencyDecimals, divideHalfEven } from '@ledger/ledger';

/** As much of an answer as tells what its values are. */
export type ValuesOf = { readonly unit: string; readonly currency?: string };

/** The value as a table shows it; `absent` where there is none. */
export type Shown = (value: string | null | undefined, absent?: string) => string;

export function shownIn({ unit, currency }: ValuesOf): Shown {
  const isMoney = unit === 'money' && currency !== undefined;
  const decimals = isMoney ? currencyDecimals(currency) : undefined;
  return (value, absent = '') => {
    if (value === null || value === undefined) return absent;
    return decimals === undefined ? value : roundedTo(decimals, value);
  };
}

/** Half-even, as amounts are rounded everywhere. */
function roundedTo(decimals: number, value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  if (fraction.length <= decimals) return value;
  const per = 10n ** BigInt(fraction.length - decimals);
  const minor = divideHalfEven(BigInt(whole + fraction), per);
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
