// How customers are counted. Each is counted in a period on the first day on which it bought there: so counts of a period add
// up from its days, also of a period that is not over, and one day more or less of a customer changes a handful of cells.
import { type Grain, grains } from '@ledger/ledger';
import { type Around, type Surroundings } from './around.js';
import { facts } from './part.js';
import { type PurchaseDays, dayFrom } from './purchase.js';

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
export type CountChanges = Map<number, number[]>;

type Moved = {
  /** A day number that is not among the days. */
  readonly day: number;
  readonly around: Surroundings;
  /** 1: the customer buys on that day, too; −1: that it did is taken back. */
  readonly sign: 1 | -1;
};

/** Adds up what it changes that a customer with these days buys on another one, or no longer does. */
export function addCounts(changes: CountChanges, days: PurchaseDays, moved: Moved): void {
  const { day, around, sign } = moved;
  const add = (at: number, place: number, by: number): void => {
    let values = changes.get(at);
    if (values === undefined) changes.set(at, (values = names.map(() => 0)));
    values[place] = (values[place] ?? 0) + by;
  };
  const ever = dayFrom(days, -Infinity);
  if (day < ever) {
    const { first } = countPlaces.day;
    add(day, first, sign);
    if (ever < Infinity) add(ever, first, -sign);
  }
  around.forEach((period, grain) => {
    const places = byGrain[grain];
    if (places !== undefined) addPeriod(days, { period, places, day, sign }, add);
  });
}

type InPeriod = Pick<Moved, 'day' | 'sign'> & {
  readonly period: Around;
  readonly places: CountPlaces;
};

function addPeriod(
  days: PurchaseDays,
  { period, places, day, sign }: InPeriod,
  add: (day: number, place: number, by: number) => void,
): void {
  const { previousStart, start, end, nextEnd } = period;
  const counted = dayFrom(days, start);
  if (counted < day) return;
  const isRetained = dayFrom(days, previousStart) < start;
  add(day, places.buying, sign);
  if (isRetained) add(day, places.retained, sign);
  if (counted <= end) {
    add(counted, places.buying, -sign);
    if (isRetained) add(counted, places.retained, -sign);
    return;
  }
  // It is the only one of its period: in the next one the customer has come back.
  if (counted <= nextEnd) add(counted, places.retained, sign);
}
