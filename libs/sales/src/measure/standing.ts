// Where a stock lies: the members whose row of the month holds it, and the day's place in that row.
import { type Row, type RowKey, type Rows, dayOf } from '@ledger/ledger';
import { unassigned } from './part.js';
import { memberId } from './space.js';

export const stockCollection = 'stock';

/** What stands somewhere along these dimensions; what is absent stands under `unassigned`. */
export type Standing = {
  readonly salesperson: string;
  /** The team and its ancestors, innermost first. */
  readonly teams: readonly string[];
  readonly territory?: string;
  readonly product?: string;
  readonly segment?: string;
  readonly channel?: string;
  readonly stage?: string;
};

/** Dimensions by which stocks are kept. */
export const stockDimensions = [
  'organization',
  'salesperson',
  'team',
  'territory',
  'product',
  'segment',
  'channel',
  'stage',
] as const;
export type StockDimension = (typeof stockDimensions)[number];

/** What a day's change is made of, in the order of a row's columns. */
export const stockMeasures = ['amountMinor', 'deals'] as const;

const width = stockMeasures.length;
const daysMax = 31;

/** `stage/Engaging`; the other dimensions are addressed as measures address them. */
export function stockMember(dimension: StockDimension, id: string): string {
  return dimension === 'stage' ? `stage/${id}` : memberId(dimension, id);
}

/** The rows that hold what stands here in the month of `day`. */
export function stockKeys(standing: Standing, day: string): readonly RowKey[] {
  const month = day.slice(0, 7);
  const { salesperson, teams, territory, product, segment, channel, stage } = standing;
  const keys = [
    stockKey('organization', 'organization', month),
    stockKey('salesperson', salesperson, month),
    stockKey('territory', territory, month),
    stockKey('product', product, month),
    stockKey('segment', segment, month),
    stockKey('channel', channel, month),
    stockKey('stage', stage, month),
  ];
  if (teams.length === 0) keys.push(stockKey('team', unassigned, month));
  for (const team of teams) keys.push(stockKey('team', team, month));
  return keys;
}

type KeysByMonth = Map<string, RowKey>;

const keysRememberedMax = 100_000;
const remembered = new Map<StockDimension, Map<string, KeysByMonth>>();
let keysRemembered = 0;

/** Each deal lies in some ten rows, mostly the same ones as the deal before: their names are not made anew. */
function stockKey(dimension: StockDimension, id: string = unassigned, month: string): RowKey {
  const known = remembered.get(dimension)?.get(id)?.get(month);
  if (known !== undefined) return known;
  if (keysRemembered >= keysRememberedMax) {
    remembered.clear();
    keysRemembered = 0;
  }
  const key = { collection: stockCollection, id: stockRowId(stockMember(dimension, id), month) };
  const members = remembered.get(dimension) ?? new Map<string, KeysByMonth>();
  remembered.set(dimension, members);
  members.set(id, (members.get(id) ?? new Map<string, RowKey>()).set(month, key));
  keysRemembered += 1;
  return key;
}

export function stockRowId(member: string, month: string): string {
  return `${member}|${month}`;
}

/**
 * Adds to the day's change in each of the rows.
 * @throws Error where a column would leave the integers that a double holds exactly
 */
export function addToStock(
  keys: readonly RowKey[],
  { day, values }: { readonly day: string; readonly values: readonly number[] },
  rows: Rows,
): void {
  const first = (dayOf(day) - 1) * width;
  for (const key of keys) {
    const row: Row = rows.get(key) ?? { changes: new Float64Array(daysMax * width) };
    const changes = changesIn(row);
    for (let place = 0; place < width; place += 1) {
      const sum = (changes[first + place] ?? 0) + (values[place] ?? 0);
      if (!Number.isSafeInteger(sum)) throw new Error(`${key.id} overflows`);
      changes[first + place] = sum;
    }
    rows.put(key, row);
  }
}

/** The sum of a row's changes up to and including `lastDay` of its month (1–31), in the order of `stockMeasures`. */
export function stockSums(row: Row, lastDay: number): readonly number[] {
  const changes = changesIn(row);
  const sums = stockMeasures.map(() => 0);
  for (let at = 0; at < lastDay * width; at += 1) {
    sums[at % width] = (sums[at % width] ?? 0) + (changes[at] ?? 0);
  }
  return sums;
}

/** Rows of this collection are written by `addToStock` only. */
function changesIn(row: Row): Float64Array {
  return row['changes'] as Float64Array;
}
