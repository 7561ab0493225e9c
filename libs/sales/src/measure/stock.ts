// Reads stocks back: what stood at the end of a day is the sum of all changes up to it.
import { type Page, type View } from '@ledger/read-store';
import { dayOf } from '@ledger/ledger';
import {
  type StockDimension,
  stockCollection,
  stockMeasures,
  stockMember,
  stockRowId,
  stockSums,
} from './standing.js';

/** The measures of a stock, in the order of `stockMeasures`. */
export type Stock = readonly number[];

/** As much of a view as reading stocks takes. */
export type StockView = Pick<View, 'find'>;

const rowsAtOnce = 10_000;
const monthLength = 'YYYY-MM'.length;
const lastDay = 31;

/** What one member held at the end of `day` (ISO date). */
export async function stockOf(
  view: StockView,
  { dimension, id }: { readonly dimension: StockDimension; readonly id: string },
  day: string,
): Promise<Stock> {
  const member = stockMember(dimension, id);
  const stocks = await stocksFrom(view, stockRowId(member, ''), day);
  return stocks.get(member) ?? stockMeasures.map(() => 0);
}

/** What each member of a dimension held at the end of `day`, by id; those that never held anything are left out. */
export async function stocksBy(
  view: StockView,
  dimension: StockDimension,
  day: string,
): Promise<ReadonlyMap<string, Stock>> {
  const prefix = dimension === 'organization' ? dimension : stockMember(dimension, '');
  const stocks = await stocksFrom(view, prefix, day);
  const idIn = (member: string): string => member.slice(member.indexOf('/') + 1);
  return new Map([...stocks].map(([member, stock]) => [idIn(member), stock]));
}

/** By member, over all rows whose id begins so. */
async function stocksFrom(
  view: StockView,
  prefix: string,
  day: string,
): Promise<ReadonlyMap<string, Stock>> {
  const month = day.slice(0, monthLength);
  const stocks = new Map<string, Stock>();
  let cursor: string | undefined;
  do {
    const asked = { collection: stockCollection, prefix: [prefix], limit: rowsAtOnce };
    const page: Page = await view.find(cursor === undefined ? asked : { ...asked, cursor });
    for (const { id, row } of page.rows) {
      const rowMonth = id.slice(-monthLength);
      if (rowMonth > month) continue;
      const member = id.slice(0, -monthLength - 1);
      const sums = stockSums(row, rowMonth === month ? dayOf(day) : lastDay);
      const before = stocks.get(member);
      stocks.set(
        member,
        before === undefined ? sums : sums.map((sum, i) => sum + (before[i] ?? 0)),
      );
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return stocks;
}
