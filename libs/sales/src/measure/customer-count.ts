// How customers are counted. Each is counted in a period on the first day on which it bought there: so counts of a period add
// up from its days, also of a period that is not over, and one day more or less of a customer changes a handful of cells.
import { type Grain, grains } from '@ledger/ledger';
import { type Surroundings } from './around.js';
import { facts } from './part.js';
import { type PurchaseDays, dayFrom, lastDay } from './purchase.js';

/** Places among the measures of the fact `customers`. */
export type CountPlaces = {
  /** Who had never bought before. */
  readonly first: number;
  readonly buying: number;
  /** Who bought in the period before as well. */
  readonly retained: number;
};

const names: readonly string[] = facts.customers;

export const countPlaces: { readonly [grain in Grain]: CountPlaces } = {
  day: placesOf('Day'),
  week: placesOf('Week'),
  month: placesOf('Month'),
  quarter: placesOf('Quarter'),
  year: placesOf('Year'),
};

function placesOf(period: string): CountPlaces {
  const [first, buying, retained] = ['first', `buyingIn${period}`, `retainedIn${period}`].map(
    (name) => names.indexOf(name),
  );
  if (first === undefined || buying === undefined || retained === undefined || retained < 0)
    throw new Error(`customers are not counted by ${period}`);
  return { first, buying, retained };
}

const byGrain = grains.map((grain) => countPlaces[grain]);

/** By day number what is added to each measure. */
export type CountChanges = ReadonlyMap<number, readonly number[]>;
type Changes = Map<number, number[]>;

type Moved = {
  /** A day number that is not among the days. */
  readonly day: number;
  readonly around: Surroundings;
  /** 1: the customer buys on that day, too; −1: that it did is taken back. */
  readonly sign: 1 | -1;
};

/** What it changes that a customer with these days buys on another one, or no longer does. */
export function countChanges(days: PurchaseDays, moved: Moved): CountChanges {
  const changes: Changes = new Map();
  const last = lastDay(days);
  if (last < moved.day) changes.set(moved.day, atLast(last, moved));
  else addBetween(changes, days, moved);
  return changes;
}

/** Most purchases follow all others: then the last one alone tells everything, and nothing but its own day changes. */
function atLast(last: number, { around, sign }: Moved): number[] {
  const values: number[] = names.map(() => 0);
  if (last === -Infinity) values[countPlaces.day.first] = sign;
  around.forEach(({ previousStart, start }, grain) => {
    const places = byGrain[grain];
    if (places === undefined || last >= start) return;
    values[places.buying] = sign;
    if (last >= previousStart) values[places.retained] = sign;
  });
  return values;
}

function addBetween(changes: Changes, days: PurchaseDays, moved: Moved): void {
  const { day, around, sign } = moved;
  const ever = dayFrom(days, -Infinity);
  if (day < ever) move(changes, { from: ever, to: day, place: countPlaces.day.first, by: sign });
  around.forEach(({ previousStart, start, end, nextEnd }, grain) => {
    const places = byGrain[grain];
    const counted = dayFrom(days, start);
    if (places === undefined || counted < day) return;
    const isRetained = dayFrom(days, previousStart) < start;
    if (counted <= end) {
      move(changes, { from: counted, to: day, place: places.buying, by: sign });
      if (isRetained) move(changes, { from: counted, to: day, place: places.retained, by: sign });
      return;
    }
    add(changes, { day, place: places.buying, by: sign });
    if (isRetained) add(changes, { day, place: places.retained, by: sign });
    // It is the only one of its period: in the next one the customer has come back.
    if (counted <= nextEnd) add(changes, { day: counted, place: places.retained, by: sign });
  });
}

type Change = { readonly place: number; readonly by: number };

function move(
  changes: Changes,
  { from, to, place, by }: Change & { readonly from: number; readonly to: number },
): void {
  add(changes, { day: to, place, by });
  add(changes, { day: from, place, by: -by });
}

function add(changes: Changes, { day, place, by }: Change & { readonly day: number }): void {
  let values = changes.get(day);
  if (values === undefined) changes.set(day, (values = names.map(() => 0)));
  values[place] = (values[place] ?? 0) + by;
}
