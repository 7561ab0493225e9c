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
  readonly read: Map<Pick<View, 'find'>, Map<number, Stretch>>;
};

/** The rows of a class on these days and on every day between them, in the order of days. */
type Stretch = Days & { readonly rows: readonly Found<LateRow>[] };
type Days = { readonly from: string; readonly to: string };

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
  const found: Found<R>[] = [];
  for (const [level, until] of daysUntil.entries()) {
    // The first day of which a row of this class can have been recorded after `after`.
    const first = Number.isFinite(until) ? addDays(asked.after, 2 - until) : '';
    const from = asked.from === undefined || asked.from < first ? first : asked.from;
    const { to, after } = asked;
    if (from > to) continue;
    const stretch = await stretchOf(view, { level, from, to }, allowance);
    if (stretch === undefined) return undefined;
    for (const row of stretch.rows) {
      // A collection of late rows holds one kind of them.
      if (row.day >= from && row.day <= to && row.recordedOn > after) found.push(row as Found<R>);
    }
  }
  return found;
}

/** All of these days and maybe more of them; undefined where there are more rows than the allowance has left. */
async function stretchOf(
  view: Pick<View, 'find'>,
  { level, from, to }: Days & { readonly level: number },
  allowance: Allowance,
): Promise<Stretch | undefined> {
  const levels = allowance.read.get(view) ?? new Map<number, Stretch>();
  allowance.read.set(view, levels);
  let stretch = levels.get(level);
  const isNear = stretch !== undefined && to >= dayBefore(stretch.from) && from <= stretch.to;
  if (stretch === undefined || !isNear) {
    const rows = await rowsIn(view, { level, from, to }, allowance);
    stretch = rows && { from, to, rows };
  } else {
    const before = { level, from, to: dayBefore(stretch.from) };
    const earlier = from < stretch.from ? await rowsIn(view, before, allowance) : [];
    const behind = { level, from: `${stretch.to}~`, to };
    const later = to > stretch.to ? await rowsIn(view, behind, allowance) : [];
    stretch = earlier && later && joined(stretch, { from, to, earlier, later });
  }
  if (stretch !== undefined) levels.set(level, stretch);
  return stretch;
}

type Around = Days & Record<'earlier' | 'later', readonly Found<LateRow>[]>;

function joined({ rows, ...of }: Stretch, { from, to, earlier, later }: Around): Stretch {
  return {
    from: from < of.from ? from : of.from,
    to: to > of.to ? to : of.to,
    rows: earlier.length + later.length === 0 ? rows : [...earlier, ...rows, ...later],
  };
}

/** Where there is no first day, none comes before it. */
function dayBefore(day: string): string {
  return day === '' ? '' : addDays(day, -1);
}

async function rowsIn(
  view: Pick<View, 'find'>,
  { level, from, to }: Days & { readonly level: number },
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
