// How projections keep what came late: a row for each day on which an entry counts that was recorded after that day.
// A period's late rows are those that count by its last day and were recorded after it, so rows are sorted by how late
// they are, roughly, and then by day: few others lie between those of one period, however long a ledger has been kept.
import {
  type Collection,
  type Entry,
  type Row,
  type RowKey,
  type Rows,
  addDays,
  daysBetween,
  todayIn,
} from '@ledger/ledger';
import { type Page, type View } from '@ledger/read-store';
import { type LedgerOpened } from './ledger/ledger.events.js';

/** What every late row says. */
export type LateRow = {
  /** The business day of its recording, in the ledger's time zone. */
  readonly recordedOn: string;
};

export const lateCollection = 'late';
const clockCollection = 'clock';

/** The row that knows the ledger's time zone: a projection with late rows declares it for every entry. */
export const clockKey: RowKey = { collection: clockCollection, id: 'ledger' };

/** What a projection with late rows has besides its own, filled from `LedgerOpened`. */
export const lateCollections: readonly Collection[] = [
  { name: clockCollection, indexes: [] },
  { name: lateCollection, indexes: [] },
];

export function isOpening(entry: Entry): entry is Entry<LedgerOpened> {
  return entry.type === 'LedgerOpened';
}

export function setClock({ data: { timeZone } }: Entry<LedgerOpened>, rows: Rows): void {
  rows.put(clockKey, { timeZone });
}

/** The business day on which the entry was recorded. */
export function recordedDay({ time }: Entry, rows: Rows): string {
  const timeZone = rows.get(clockKey)?.['timeZone'];
  if (typeof timeZone !== 'string') throw new Error('an entry before LedgerOpened');
  return todayIn(timeZone, time);
}

export type LatePlace = {
  /** ISO date: the day on which it counts. */
  readonly day: string;
  readonly recordedOn: string;
  readonly sequence: number;
};

export function lateKey(place: LatePlace): RowKey {
  return { collection: lateCollection, id: lateId(place) };
}

/** Sorts by class of lateness, then by day, then by sequence. */
export function lateId({ day, recordedOn, sequence }: LatePlace): string {
  const days = daysBetween(day, recordedOn);
  const level = daysUntil.findIndex((until) => days < until);
  return `${level}|${day}|${String(sequence).padStart(10, '0')}`;
}

/** Less than a week late or so, less than two months, … and whatever is later still. */
const daysUntil = [8, 64, 512, 4096, Number.POSITIVE_INFINITY];

export type LateAsked = {
  /** Rows of days from this one on; absent: however long ago. */
  readonly from?: string;
  /** Rows of days up to this one. */
  readonly to: string;
  /** Only what was recorded after this day, which is no earlier than `to`. */
  readonly after: string;
};

export type Found<R extends LateRow> = { readonly sequence: number; readonly day: string } & R;

/** How many rows an answer may read yet, and those that it has read: they are late for many of its periods. */
export type Allowance = {
  rows: number;
  /** By class of lateness. */
  readonly read: Map<Pick<View, 'find'>, Map<number, ReadSoFar>>;
};

/** What an answer has read of a class: the days, in order, no two of them next to each other, and their rows. */
export type ReadSoFar = {
  days: readonly Days[];
  /** Added to and never changed, each in the order of days; a row is in one of them. */
  readonly pages: (readonly Found<LateRow>[])[];
};
type Days = { readonly from: string; readonly to: string };
type Ranged = Days & { readonly level: number };

export function allowanceOf(rows: number): Allowance {
  return { rows, read: new Map() };
}

const rowsAtOnce = 10_000;

/** In no order; undefined where there are more than the allowance has left. */
export async function lateRowsOf<R extends LateRow>(
  view: Pick<View, 'find'>,
  asked: LateAsked,
  allowance: Allowance,
): Promise<readonly Found<R>[] | undefined> {
  const read = await readLate(view, asked, allowance);
  if (read === undefined) return undefined;
  const found: Found<R>[] = [];
  for (const [{ from, to }, { pages }] of read) {
    for (const rows of pages) {
      for (let at = placeFrom(rows, from); at < rows.length; at += 1) {
        const row = rows[at];
        if (row === undefined || row.day > to) break;
        // A collection of late rows holds one kind of them.
        if (row.recordedOn > asked.after) found.push(row as Found<R>);
      }
    }
  }
  return found;
}

/** Of each class that can have any the days on which they lie, and all that the answer has read of it, these and others. */
export async function readLate(
  view: Pick<View, 'find'>,
  asked: LateAsked,
  allowance: Allowance,
): Promise<readonly (readonly [Ranged, ReadSoFar])[] | undefined> {
  const found: (readonly [Ranged, ReadSoFar])[] = [];
  for (const [level, until] of daysUntil.entries()) {
    // The first day of which a row of this class can have been recorded after `after`.
    const first = Number.isFinite(until) ? addDays(asked.after, 2 - until) : '';
    const from = asked.from === undefined || asked.from < first ? first : asked.from;
    const ranged = { level, from, to: asked.to };
    if (from > asked.to) continue;
    const read = await readOn(view, ranged, allowance);
    if (read === undefined) return undefined;
    found.push([ranged, read]);
  }
  return found;
}

/** Reads what it has not read yet; undefined where there are more rows than the allowance has left. */
async function readOn(
  view: Pick<View, 'find'>,
  { level, ...days }: Ranged,
  allowance: Allowance,
): Promise<ReadSoFar | undefined> {
  const levels = allowance.read.get(view) ?? new Map<number, ReadSoFar>();
  allowance.read.set(view, levels);
  const read = levels.get(level) ?? { days: [], pages: [] };
  const pages: (readonly Found<LateRow>[])[] = [];
  for (const missing of without(days, read.days)) {
    const rows = await rowsIn(view, { level, ...missing }, allowance);
    if (rows === undefined) return undefined;
    if (rows.length > 0) pages.push(rows);
  }
  read.pages.push(...pages);
  read.days = joined(days, read.days);
  levels.set(level, read);
  return read;
}

/** Those of the days that are in none of these stretches. */
function without({ from, to }: Days, known: readonly Days[]): readonly Days[] {
  const missing: Days[] = [];
  let next = from;
  for (const one of known) {
    if (one.to < next) continue;
    if (one.from > to) break;
    if (next < one.from) missing.push({ from: next, to: addDays(one.from, -1) });
    next = addDays(one.to, 1);
  }
  if (next <= to) missing.push({ from: next, to });
  return missing;
}

/** With these days: what they touch is one stretch with them. */
function joined(days: Days, known: readonly Days[]): readonly Days[] {
  const before = known.filter(({ to }) => addDays(to, 1) < days.from);
  const behind = known.filter(({ from }) => from > addDays(days.to, 1));
  const touched = [days, ...known.slice(before.length, known.length - behind.length)];
  const from = touched.reduce((first, one) => (one.from < first ? one.from : first), days.from);
  const to = touched.reduce((last, one) => (one.to > last ? one.to : last), days.to);
  return [...before, { from, to }, ...behind];
}

/** Of the first row of this day or a later one. */
function placeFrom(rows: readonly Found<LateRow>[], day: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.day ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function rowsIn(
  view: Pick<View, 'find'>,
  { level, from, to }: Ranged,
  allowance: Allowance,
): Promise<readonly Found<LateRow>[] | undefined> {
  const found: Found<LateRow>[] = [];
  for await (const rows of pagesOf(view, { from: `${level}|${from}`, to: `${level}|${to}~` })) {
    allowance.rows -= rows.length;
    if (allowance.rows < 0) return undefined;
    for (const { id, row } of rows) {
      found.push({ ...(row as unknown as LateRow), ...placeOf(id) }); // as whoever put it there wrote it
    }
  }
  return found;
}

async function* pagesOf(
  view: Pick<View, 'find'>,
  range: { readonly from: string; readonly to: string },
): AsyncGenerator<readonly { readonly id: string; readonly row: Row }[]> {
  const find = { collection: lateCollection, ...range, limit: rowsAtOnce };
  let page: Page = await view.find(find);
  yield page.rows;
  while (page.cursor !== undefined) {
    page = await view.find({ ...find, cursor: page.cursor });
    yield page.rows;
  }
}

function placeOf(id: string): { readonly sequence: number; readonly day: string } {
  const [, day = '', sequence] = id.split('|');
  return { day, sequence: Number(sequence) };
}
