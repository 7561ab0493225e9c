// On which days a customer bought within a scope, in one word: so it is cheap to tell what an entry changes, in whatever
// order entries come. A row for each customer of a salesperson or a product has one; buyer.ts has those of other scopes.
import { type Row, dayNumber } from '@ledger/ledger';
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

/**
 * Day after day, each so many signs long: the day and how often the customer bought on it. Text, for there are as many
 * of them as customers times scopes, most of them short: a list of numbers or a column costs several times as much to read and write.
 */
export type PurchaseDays = string;

const dayLength = 4;
const timesLength = 5;
const width = dayLength + timesLength;
/** A sign holds as many bits as keep it clear of quotes and backslashes. */
const base = 32;
const firstSign = '0'.charCodeAt(0);
/** Day numbers are below zero before 1970. */
const shift = base ** dayLength / 2;
const timesMax = base ** timesLength - 1;

/** `salesperson/sp-1|C-4`: no id has a bar inside. */
export function purchaseId(scope: string, customer: string): string {
  return `${scope}|${customer}`;
}

export function purchaseOf(id: string): { readonly scope: string; readonly customer: string } {
  const bar = id.lastIndexOf('|');
  return { scope: id.slice(0, bar), customer: id.slice(bar + 1) };
}

/** Rows of this collection hold nothing else. */
export function purchaseDays(row: Row | undefined): PurchaseDays {
  return row === undefined ? '' : (row['days'] as PurchaseDays);
}

export function purchaseRow(days: PurchaseDays): Row {
  return { days };
}

/** The first day from `from` on, a day number; infinite where there is none. */
export function dayFrom(days: PurchaseDays, from: number): number {
  return dayAt(days, placeFrom(days, from));
}

/** A day number; infinite, below zero, where there is none. */
export function lastDay(days: PurchaseDays): number {
  return days === '' ? -Infinity : dayAt(days, days.length - width);
}

/** In order, each with how often. */
export function eachDay(days: PurchaseDays, tell: (day: number, times: number) => void): void {
  for (let at = 0; at < days.length; at += width) {
    tell(dayAt(days, at), numberAt(days, at + dayLength, timesLength));
  }
}

/** ISO dates, both inclusive. */
export type Days = { readonly start: string; readonly end: string };

/** Those of the days that lie in one of these ranges, which follow one another. */
export function daysWithin(days: PurchaseDays, ranges: readonly Days[]): PurchaseDays {
  const cut = ({ start, end }: Days): PurchaseDays =>
    days.slice(placeFrom(days, dayNumber(start)), placeFrom(days, dayNumber(end) + 1));
  return ranges.map(cut).join('');
}

/** Whether a day came (1), went (−1) or neither (0). */
export function daysAdded(before: PurchaseDays, after: PurchaseDays): -1 | 0 | 1 {
  if (before.length === after.length) return 0;
  return after.length > before.length ? 1 : -1;
}

/**
 * The days with so many purchases more on one of them, or fewer.
 * @throws Error where more would be taken from a day than it has
 */
export function withTimes(days: PurchaseDays, day: number, times: number): PurchaseDays {
  const at = placeFrom(days, day);
  const isThere = dayAt(days, at) === day;
  const sum = (isThere ? numberAt(days, at + dayLength, timesLength) : 0) + times;
  if (sum < 0 || sum > timesMax) throw new Error(`${sum} purchases on day ${day}`);
  const own = sum === 0 ? '' : signsOf(day + shift, dayLength) + signsOf(sum, timesLength);
  return days.slice(0, at) + own + days.slice(isThere ? at + width : at);
}

function placeFrom(days: PurchaseDays, from: number): number {
  const end = days.length;
  // Most of what is asked for is after the last day, or it.
  if (end === 0 || dayAt(days, end - width) < from) return end;
  let [low, high] = [0, end / width - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dayAt(days, middle * width) < from) low = middle + 1;
    else high = middle;
  }
  return low * width;
}

function dayAt(days: PurchaseDays, at: number): number {
  return at < days.length ? numberAt(days, at, dayLength) - shift : Infinity;
}

function numberAt(days: PurchaseDays, at: number, length: number): number {
  let number = 0;
  for (let i = at; i < at + length; i += 1) number = number * base + days.charCodeAt(i) - firstSign;
  return number;
}

function signsOf(number: number, length: number): string {
  let signs = '';
  for (let rest = number; signs.length < length; rest = Math.floor(rest / base)) {
    signs = String.fromCharCode(firstSign + (rest % base)) + signs;
  }
  return signs;
}
