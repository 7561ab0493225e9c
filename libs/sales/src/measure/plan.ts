// What an entry adds where, from the entry alone. Members have no numbers yet: those stand in rows.
import { type Entry, type RowKey } from '@ledger/ledger';
import { type Addresses, type Member, type Seat } from './address.js';
import { type CountedEvent, partsOf } from './counted.js';
import { type Fact, type Part, byFact } from './part.js';
import { dimensionNames, kept } from './space.js';

/** One part and every seat that it is added to. */
export type Posting = { readonly part: Part; readonly seats: readonly Seat[] };

export function postingsOf(entry: Entry<CountedEvent>, addresses: Addresses): readonly Posting[] {
  return partsOf(entry).map((part) => ({ part, seats: seatsOf(part, addresses) }));
}

/** The member rows of everyone whom the postings touch, some perhaps again and again. */
export function memberKeys(postings: readonly Posting[]): readonly RowKey[] {
  const members = new Set<Member>();
  for (const { seats } of postings) {
    for (const { member, space } of seats) members.add(member).add(space.scope);
  }
  return [...members].map(({ key }) => key);
}

type Rule = { readonly rule: number; readonly scope: number; readonly by: number };

/** Of each fact: the dimensions it lies in, and by their places in that list which spaces are kept. */
const layouts = byFact(layoutOf);

function layoutOf(fact: Fact): { dimensions: typeof dimensionNames; rules: readonly Rule[] } {
  const counted = kept.flatMap((one, rule) => (one.facts.includes(fact) ? [{ ...one, rule }] : []));
  const dimensions = dimensionNames.filter((name) =>
    counted.some(({ scope, by }) => scope === name || by === name),
  );
  const rules = counted.map(({ rule, scope, by }) => ({
    rule,
    scope: dimensions.indexOf(scope),
    by: dimensions.indexOf(by),
  }));
  return { dimensions, rules };
}

/** By rule, every scope in which the part lies times every member: more than one only for a team and its ancestors. */
function seatsOf({ fact, place }: Part, addresses: Addresses): readonly Seat[] {
  const { dimensions, rules } = layouts[fact];
  const members: (readonly Member[])[] = [];
  for (const dimension of dimensions) members.push(addresses.membersAt(dimension, place));
  const seats: Seat[] = [];
  for (const { rule, scope, by } of rules) {
    for (const within of members[scope] ?? []) {
      for (const member of members[by] ?? []) seats.push(addresses.seat(rule, within, member));
    }
  }
  return seats;
}
