// On which days a customer bought within a scope: one row for each of the two, with the days as a column. That it is one row
// makes it cheap to tell what an entry changes, in whatever order entries come.
import { type Row } from '@ledger/ledger';
import { type Dimension } from './space.js';

export const purchaseCollection = 'purchase';

/** Whose customers are told apart. */
export const customerDimensions: readonly Dimension[] = [
  'organization',
  'salesperson',
  'team',
  'territory',
  'product',
  'product-family',
  'segment',
  'channel',
];

/** Day number, how often on that day (above zero), the next day number, and so on: by day. */
export type PurchaseDays = Float64Array;

const width = 2;
const none: PurchaseDays = new Float64Array(0);

/** `team/T-1|C-4`: ids of customers have no bar inside, words of the scope may. */
export function purchaseId(scope: string, customer: string): string {
  return `${scope}|${customer}`;
}

export function purchaseOf(id: string): { readonly scope: string; readonly customer: string } {
  const bar = id.lastIndexOf('|');
  return { scope: id.slice(0, bar), customer: id.slice(bar + 1) };
}

/** Rows of this collection hold nothing else. */
export function purchaseDays(row: Row | undefined): PurchaseDays {
  return row === undefined ? none : (row['days'] as PurchaseDays);
}

export function purchaseRow(days: PurchaseDays): Row {
  return { days };
}

/** The first day from `from` on, a day number; infinite where there is none. */
export function dayFrom(days: PurchaseDays, from: number): number {
  return days[placeFrom(days, from)] ?? Infinity;
}

export function hasDay(days: PurchaseDays, day: number): boolean {
  return dayFrom(days, day) === day;
}

/**
 * The days with so many purchases more on one of them, or fewer; the days that are given stay as they are.
 * @throws Error where more would be taken from a day than it has
 */
export function withTimes(days: PurchaseDays, day: number, times: number): PurchaseDays {
  const at = placeFrom(days, day);
  const isThere = days[at] === day;
  const sum = (isThere ? (days[at + 1] ?? 0) : 0) + times;
  if (sum < 0 || !Number.isSafeInteger(sum)) throw new Error(`${sum} purchases on day ${day}`);
  const rest = days.subarray(isThere ? at + width : at);
  const own = sum === 0 ? [] : [day, sum];
  const changed = new Float64Array(at + own.length + rest.length);
  changed.set(days.subarray(0, at));
  changed.set(own, at);
  changed.set(rest, at + own.length);
  return changed;
}

function placeFrom(days: PurchaseDays, from: number): number {
  let [low, high] = [0, days.length / width];
  // Most of what is asked for is the last day.
  if (high > 0 && (days[(high - 1) * width] ?? 0) < from) return days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle * width] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low * width;
}
