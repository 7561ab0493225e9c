// A collection's rows of one ledger in memory, and the orders in which they are asked for.
import { type Collection, type Index, type Row } from '@ledger/ledger';
import { findRange, type FindRange, indexKey } from '../find-range.js';
import { type Find, type Page } from '../read-store.js';
import { sortKey } from '../sort-key.js';
import { copyRow } from './copy-row.js';

/** Never changed once a snapshot may see it: `shared` says so, and a commit then changes a copy. */
export type Table = {
  readonly collection: Collection;
  readonly rows: Map<string, Row>;
  /** Index name, or undefined for the order of ids → what stands in it, sorted by key; made when first asked for. */
  readonly sorted: Map<string | undefined, readonly Place[]>;
  shared: boolean;
};

/** The key as latin1, so that strings compare as bytes. */
type Place = { readonly key: string; readonly id: string };

export function newTable(collection: Collection): Table {
  return { collection, rows: new Map(), sorted: new Map(), shared: false };
}

/** A table with the same rows that may be changed. */
export function changeable(table: Table): Table {
  return { ...newTable(table.collection), rows: new Map(table.rows) };
}

export function findIn(table: Table, ledger: string, find: Find): Page {
  const range = findRange(find, ledger, table.collection);
  const places = placesIn(sortedPlaces(table, ledger, range.index), range, find.limit);
  const shown = places.slice(0, find.limit);
  const rows = shown.flatMap(({ id }) => {
    const row = table.rows.get(id);
    return row === undefined ? [] : [{ id, row: copyRow(row) }];
  });
  const last = shown.at(-1);
  if (last === undefined || places.length <= find.limit) return { rows };
  return { rows, cursor: range.cursorAfter(Buffer.from(last.key, 'latin1')) };
}

function sortedPlaces(table: Table, ledger: string, index: Index | undefined): readonly Place[] {
  const known = table.sorted.get(index?.name);
  if (known !== undefined) return known;
  const places: Place[] = [];
  for (const [id, row] of table.rows) {
    const key = index === undefined ? sortKey([ledger, id]) : indexKey(ledger, index, { id, row });
    if (key !== undefined) places.push({ key: key.toString('latin1'), id });
  }
  places.sort((one, other) => (one.key < other.key ? -1 : 1));
  table.sorted.set(index?.name, places);
  return places;
}

/** The places of one page and the one after it. */
function placesIn(places: readonly Place[], range: FindRange, limit: number): readonly Place[] {
  const { lower, upper, after, descending } = range;
  const positionOf = (key: Buffer): number => firstAtOrAfter(places, key.toString('latin1'));
  let start = positionOf(lower);
  let end = positionOf(upper);
  if (after !== undefined) {
    const at = positionOf(after);
    if (descending) end = Math.min(end, at);
    else start = Math.max(start, places[at]?.key === after.toString('latin1') ? at + 1 : at);
  }
  return descending
    ? places.slice(Math.max(start, end - limit - 1), Math.max(start, end)).reverse()
    : places.slice(start, Math.min(end, start + limit + 1));
}

function firstAtOrAfter(places: readonly Place[], key: string): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle]?.key ?? key) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
