// How rows keep what a late entry changed. An imported past has such a row for nearly every entry, so they have no names, and
// parts that lie in one place say it once.
import { type LateRow } from '../late-rows.js';
import { type Fact, type Part, type Place, unassigned } from './part.js';
import { type Dimension, dimensionNames, membersAt } from './space.js';

/** Along each dimension but the organization: null where it names nothing, a list of several; nulls at the end are left out. */
type LatePlace = readonly (string | readonly string[] | null)[];

/** What was counted, how much of it, and at which of the row's places. */
type LatePart = readonly [fact: Fact, values: readonly number[], place: number];

/** What a late entry changed on one day. */
export type LateFigures = LateRow & {
  readonly places: readonly LatePlace[];
  readonly parts: readonly LatePart[];
};

const dimensions = dimensionNames.filter((name) => name !== 'organization');
const everything = ['organization'];
const nothing = [unassigned];

export function lateFigures(recordedOn: string, parts: readonly Part[]): LateFigures {
  const numbers = new Map<Place, number>();
  const places: LatePlace[] = [];
  const kept = parts.map(({ fact, values, place }): LatePart => {
    const number = numbers.get(place) ?? places.push(latePlace(place)) - 1;
    numbers.set(place, number);
    return [fact, values, number];
  });
  return { recordedOn, places, parts: kept };
}

function latePlace(place: Place): LatePlace {
  const found: (string | readonly string[] | null)[] = [];
  for (const dimension of dimensions) {
    const at = membersAt(dimension, place);
    found.push(at === unassigned ? null : at);
  }
  while (found.at(-1) === null) found.pop();
  return found;
}

/** In which of the dimension's members the part lies. */
export function lateMembers(
  { places }: LateFigures,
  [, , place]: LatePart,
  dimension: Dimension,
): readonly string[] {
  if (dimension === 'organization') return everything;
  const at = places[place]?.[dimensions.indexOf(dimension)] ?? null;
  if (at === null) return nothing;
  return typeof at === 'string' ? [at] : at;
}

/** What of the row counts for these facts and members. */
export function latePartsOf(
  row: LateFigures,
  asked: {
    readonly facts: readonly Fact[];
    readonly dimension: Dimension;
    includes(member: string): boolean;
  },
): readonly LatePart[] {
  return row.parts.filter(
    (part) =>
      asked.facts.includes(part[0]) &&
      lateMembers(row, part, asked.dimension).some((member) => asked.includes(member)),
  );
}
