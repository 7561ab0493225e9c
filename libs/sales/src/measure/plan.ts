// What an entry adds where, from the entry alone. Members have no numbers yet: those stand in rows.
import { type Entry, type RowKey } from '@ledger/ledger';
import { type DealEvent } from '../deal/deal.events.js';
import { type Addresses, type Member, type Seat } from './address.js';
import { type Fact, type Part, partsOf } from './part.js';
import { dimensionNames, kept, membersOf } from './space.js';

/** One part and every seat that it is added to. */
export type Posting = {
  readonly part: Part;
  readonly month: string;
  readonly seats: readonly Seat[];
};

/** The member rows of everyone whom the entry touches. */
export function memberKeys(entry: Entry<DealEvent>, addresses: Addresses): readonly RowKey[] {
  const keys = new Set<RowKey>();
  for (const part of partsOf(entry)) {
    for (const members of located(part, addresses)) for (const { key } of members) keys.add(key);
  }
  return [...keys];
}

export function postingsOf(entry: Entry<DealEvent>, addresses: Addresses): readonly Posting[] {
  return partsOf(entry).map((part) => {
    const month = part.day.slice(0, 7);
    return { part, month, seats: seatsOf(part, addresses) };
  });
}

type Rule = { readonly place: number; readonly scope: number; readonly by: number };

/** Of each fact: the dimensions it lies in, and by their places in that list which spaces are kept. */
const layouts = {
  won: layoutOf('won'),
  reversed: layoutOf('reversed'),
  lost: layoutOf('lost'),
  opened: layoutOf('opened'),
};

function layoutOf(fact: Fact): { dimensions: typeof dimensionNames; rules: readonly Rule[] } {
  const counts = kept.map(({ facts }) => facts === undefined || facts.includes(fact));
  const dimensions = dimensionNames.filter((name) =>
    kept.some(({ scope, by }, place) => counts[place] === true && (scope === name || by === name)),
  );
  const rules = kept.flatMap(({ scope, by }, place) =>
    counts[place] === true
      ? [{ place, scope: dimensions.indexOf(scope), by: dimensions.indexOf(by) }]
      : [],
  );
  return { dimensions, rules };
}

function located({ fact, place }: Part, addresses: Addresses): readonly (readonly Member[])[] {
  return layouts[fact].dimensions.map((dimension) =>
    membersOf(dimension, place).map((id) => addresses.member(dimension, id)),
  );
}

/** By rule, every scope in which the part lies times every member: more than one only for a team and its ancestors. */
function seatsOf(part: Part, addresses: Addresses): readonly Seat[] {
  const members = located(part, addresses);
  const seats: Seat[] = [];
  for (const { place, scope, by } of layouts[part.fact].rules) {
    for (const within of members[scope] ?? []) {
      for (const member of members[by] ?? []) seats.push(addresses.seat(place, within, member));
    }
  }
  return seats;
}
