// What an entry changes about who bought from whom: by scope, customer and day how often more or less.
import { type Entry, type RowKey } from '@ledger/ledger';
import { type Addresses, type Seat } from './address.js';
import { type CountedEvent, partsOf } from './counted.js';
import { type Part } from './part.js';
import { customerDimensions } from './purchase.js';
import { kept } from './space.js';

export type Purchase = {
  /** The scope among all of its dimension: where its counts are kept. */
  readonly seat: Seat;
  /** Of the row of its days. */
  readonly key: RowKey;
  readonly day: string;
  /** Never 0. */
  readonly times: number;
};

const rules = customerDimensions.map((by) => {
  const rule = kept.findIndex((one) => one.scope === 'organization' && one.by === by);
  if (rule < 0 || kept[rule]?.facts.includes('customers') !== true)
    throw new Error(`customers are not kept by ${by}`);
  return { rule, by };
});

/** What an entry takes and gives back on the same day is none. */
export function purchasesOf(entry: Entry<CountedEvent>, addresses: Addresses): readonly Purchase[] {
  const found = new Map<RowKey, Purchase[]>();
  for (const part of partsOf(entry)) {
    if (part.fact === 'bought') collect(found, part, addresses);
  }
  return [...found.values()].flat().filter(({ times }) => times !== 0);
}

function collect(
  found: Map<RowKey, Purchase[]>,
  { place, day, values: [by = 0] }: Part,
  addresses: Addresses,
): void {
  const { customer } = place.deal;
  if (customer === undefined) return;
  const whole = addresses.member('organization', 'organization');
  for (const { rule, by: dimension } of rules) {
    for (const member of addresses.membersAt(dimension, place)) {
      const key = addresses.purchase(member, customer);
      const ofKey = found.get(key) ?? [];
      found.set(key, ofKey);
      const same = ofKey.findIndex((one) => one.day === day);
      const seat = addresses.seat(rule, whole, member);
      if (same < 0) ofKey.push({ seat, key, day, times: by });
      else ofKey[same] = { seat, key, day, times: (ofKey[same]?.times ?? 0) + by };
    }
  }
}
