// What came late to a stock: how it is kept, and read back for whoever holds it.
import { type View } from '@ledger/read-store';
import { type Allowance, type LateAsked, type LateRow, lateRowsOf } from '../late-rows.js';
import { unassigned } from './part.js';
import { type Standing, type StockDimension, stockMeasures } from './standing.js';
import { type Stock } from './stock.js';

/** Along every dimension but stages, by which no KPI is told. An imported past has many, so they have no names. */
type Place = readonly [
  salesperson: string,
  teams: readonly string[],
  territory: string | null,
  product: string | null,
  segment: string | null,
  channel: string | null,
];
type Moved = { readonly place: Place; readonly values: Stock };

/** What a late entry changed. */
export type LateStock = LateRow & { readonly moved: readonly Moved[] };

/** What left somewhere and what came somewhere, as one change of each place; undefined where all is as it was. */
export function lateStock(
  recordedOn: string,
  moves: readonly { readonly standing: Standing; readonly values: Stock }[],
): LateStock | undefined {
  const sums = new Map<string, Moved>();
  for (const { standing, values } of moves) {
    const place = placeOf(standing);
    const word = JSON.stringify(place);
    sums.set(word, { place, values: plus(values, sums.get(word)?.values) });
  }
  const moved = [...sums.values()].filter(({ values }) => values.some((value) => value !== 0));
  return moved.length === 0 ? undefined : { recordedOn, moved };
}

export type LateStocksAsked = LateAsked & {
  readonly dimension: StockDimension;
  /** Who holds it, of that dimension's members. */
  includes(member: string): boolean;
};

export type LateStockChange = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  /** In the order of `stockMeasures`. */
  readonly added: Stock;
};

/** In no order; undefined where more late rows lie there than may be looked at. */
export async function lateStocksOf(
  view: Pick<View, 'find'>,
  asked: LateStocksAsked,
  allowance: Allowance,
): Promise<readonly LateStockChange[] | undefined> {
  const rows = await lateRowsOf<LateStock>(view, asked, allowance);
  return rows?.map(({ sequence, recordedOn, moved }) => {
    const his = moved.filter(({ place }) => membersAt(asked.dimension, place).some(asked.includes));
    const none: Stock = stockMeasures.map(() => 0);
    return {
      sequence,
      recordedOn,
      added: his.reduce((sum, { values }) => plus(values, sum), none),
    };
  });
}

function placeOf({ salesperson, teams, territory, product, segment, channel }: Standing): Place {
  const words = [territory ?? null, product ?? null, segment ?? null, channel ?? null] as const;
  return [salesperson, teams, ...words];
}

function membersAt(dimension: StockDimension, place: Place): readonly string[] {
  const [salesperson, teams, territory, product, segment, channel] = place;
  const members = {
    organization: ['organization'],
    salesperson: [salesperson],
    team: teams.length === 0 ? [unassigned] : teams,
    territory: [territory ?? unassigned],
    product: [product ?? unassigned],
    segment: [segment ?? unassigned],
    channel: [channel ?? unassigned],
    stage: [],
  };
  return members[dimension];
}

function plus(a: Stock, b: Stock | undefined): Stock {
  return a.map((value, i) => value + (b?.[i] ?? 0));
}
