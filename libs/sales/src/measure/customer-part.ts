// What an entry changes about who bought from whom: by scope, customer and day how often more or less.
import { type Entry } from '@ledger/ledger';
import { type Addresses, type Seat } from './address.js';
import { type BoughtPlace, isKeptByItself } from './buyer.js';
import { type CountedEvent, partsOf } from './counted.js';
import { type Part } from './part.js';
import { customerDimensions } from './purchase.js';
import { kept } from './space.js';

export type Purchase = BoughtPlace & {
  /** The scope among all of its dimension: where its counts are kept. */
  readonly seat: Seat;
  readonly customer: string;
  readonly day: string;
  /** Never 0. */
  readonly times: number;
};

const rules = customerDimensions.map((by) => {
  const rule = kept.findIndex((one) => one.scope === 'organization' && one.by === by);
  if (rule < 0 || kept[rule]?.facts.includes('customers') !== true)
    throw new Error(`customers are not kept by ${by}`);
  return { rule, by, own: isKeptByItself(by) };
});

/** What an entry takes and gives back on the same day is none. */
export function purchasesOf(entry: Entry<CountedEvent>, addresses: Addresses): readonly Purchase[] {
  const bought = partsOf(entry).filter(({ fact }) => fact === 'bought');
  const all = bought.flatMap((part) => purchasesIn(part, addresses));
  return bought.length > 1 ? addedUp(all) : all;
}

function purchasesIn(
  { place, day, values: [times = 0] }: Part,
  addresses: Addresses,
): readonly Purchase[] {
  const found: Purchase[] = [];
  const { customer } = place.deal;
  if (customer === undefined) return found;
  const whole = addresses.member('organization', 'organization');
  for (const { rule, by, own } of rules) {
    for (const member of addresses.membersAt(by, place)) {
      const seat = addresses.seat(rule, whole, member);
      const key = own ? addresses.purchase(member, customer) : addresses.buyer(customer);
      found.push({ seat, key, scope: member.key.id, customer, day, times });
    }
  }
  return found;
}

/** Seats are the same objects for the same scopes. */
function addedUp(all: readonly Purchase[]): readonly Purchase[] {
  const sums = new Map<Seat, Map<string, Purchase>>();
  for (const one of all) {
    const ofSeat = sums.get(one.seat) ?? new Map<string, Purchase>();
    sums.set(one.seat, ofSeat);
    const place = `${one.customer}|${one.day}`;
    const times = (ofSeat.get(place)?.times ?? 0) + one.times;
    ofSeat.set(place, { ...one, times });
  }
  return [...sums.values()].flatMap((ofSeat) =>
    [...ofSeat.values()].filter(({ times }) => times !== 0),
  );
}
