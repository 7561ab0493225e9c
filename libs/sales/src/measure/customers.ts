// Tells customers apart: who bought in a period, who had never bought before, who bought in the period before as well.
// They are distinct, so what is counted here adds up to nothing: neither over months nor over people.
import { type Page, type View } from '@ledger/read-store';
import { type Dimension, chunkSize, memberId, spaceId } from './space.js';

export type CustomerCounts = {
  /** With a standing win in the period. */
  readonly buying: number;
  /** Of those, without one in the months before it. */
  readonly first: number;
  /** Of those, with one in the months before it: all that are not new. */
  readonly repeat: number;
  /** Of those, with one in the period before. */
  readonly retained: number;
};

export type CustomersAsked = {
  /** Whose customers: of everyone of this dimension, or of one. */
  readonly by: Dimension;
  readonly only?: string | undefined;
  /** The first days of the ledger's own months that make up the period, and the one before it; oldest first. */
  readonly now: readonly string[];
  readonly previous: readonly string[];
};

/** As much of a view as reading customers takes. */
export type CustomersView = Pick<View, 'find'>;

const collection = 'bought';
const rowsAtOnce = 10_000;

/** Of each one's customers, by member: how often in the period, in the one before it, and in all time before. */
type Times = { readonly now: number[]; readonly previous: number[]; readonly before: number[] };

/** Everyone of whom somebody bought in the period; all of their rows are read in one go along the collection. */
export async function customersBy(
  view: CustomersView,
  asked: CustomersAsked,
): Promise<ReadonlyMap<string, CustomerCounts>> {
  const counts = new Map<string, CustomerCounts>();
  for (const [member, times] of await timesBy(view, asked)) {
    const found = countsOf(times);
    if (found.buying > 0) counts.set(member, found);
  }
  return counts;
}

async function timesBy(view: CustomersView, asked: CustomersAsked): Promise<Map<string, Times>> {
  const { by, only } = asked;
  const prefix = [prefixOf(by, only)];
  const found = new Map<string, Times>();
  const [first = ''] = asked.now;
  const [now, previous] = [new Set(asked.now), new Set(asked.previous)];
  let cursor: string | undefined;
  do {
    const find = { collection, prefix, limit: rowsAtOnce };
    const page: Page = await view.find(cursor === undefined ? find : { ...find, cursor });
    for (const { id, row } of page.rows) {
      const { scope, month, chunk } = placeOf(id);
      if (only !== undefined && scope !== memberId(by, only)) continue;
      const isNow = now.has(month);
      if (!isNow && month >= first) continue;
      const member = by === 'organization' ? scope : scope.slice(by.length + 1);
      const times = found.get(member) ?? { now: [], previous: [], before: [] };
      found.set(member, times);
      // Cells of this collection are written by the measure projection only.
      const cells = row['cells'] as Float64Array;
      add(isNow ? times.now : times.before, cells, chunk);
      if (previous.has(month)) add(times.previous, cells, chunk);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

function prefixOf(by: Dimension, only: string | undefined): string {
  if (only !== undefined || by === 'organization') {
    return `${spaceId(memberId(by, only ?? by), 'customer')}|`;
  }
  return `${by}/`;
}

/** Nothing after the scope has a bar inside: `team/T-1|customer|2017-10-01|0`. */
function placeOf(id: string): {
  readonly scope: string;
  readonly month: string;
  readonly chunk: number;
} {
  const chunkAt = id.lastIndexOf('|');
  const monthAt = id.lastIndexOf('|', chunkAt - 1);
  const byAt = id.lastIndexOf('|', monthAt - 1);
  return {
    scope: id.slice(0, byAt),
    month: id.slice(monthAt + 1, chunkAt),
    chunk: Number(id.slice(chunkAt + 1)),
  };
}

function add(times: number[], cells: Float64Array, chunk: number): void {
  const start = chunk * chunkSize;
  while (times.length < start + cells.length) times.push(0);
  for (let at = 0; at < cells.length; at += 1) {
    times[start + at] = (times[start + at] ?? 0) + (cells[at] ?? 0);
  }
}

function countsOf({ now, previous, before }: Times): CustomerCounts {
  let [buying, repeat, retained] = [0, 0, 0];
  for (let customer = 0; customer < now.length; customer += 1) {
    if ((now[customer] ?? 0) <= 0) continue;
    buying += 1;
    if ((before[customer] ?? 0) > 0) repeat += 1;
    if ((previous[customer] ?? 0) > 0) retained += 1;
  }
  return { buying, first: buying - repeat, repeat, retained };
}
