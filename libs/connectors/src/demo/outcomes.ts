// How a deal of the demo ends: what was sold for how much and who is credited, or why and to whom it was lost.
import { addDays } from '@ledger/ledger';
import { competitors, lossReasons } from './company.js';
import { type DemoDeal, ownerAtEnd } from './deals.js';
import { type Seller, activeOn } from './people.js';
import { decimal } from './plan.js';
import { type Random } from './random.js';

export function wonTerms(deal: DemoDeal, random: Random): object {
  const { lines, cents, closedOn } = deal;
  return {
    closedOn,
    amount: decimal(cents),
    lines: lines.map((line) => ({
      ...{ product: line.product, quantity: line.quantity },
      amount: decimal(line.cents),
    })),
    ...credits(deal, random),
  };
}

/** One deal in seven is shared, so that splits and odd cents are there to be seen; one in five had help. */
function credits(deal: DemoDeal, random: Random): object {
  const owner = ownerAtEnd(deal);
  const others = colleagues(owner, deal.closedOn);
  const [partner, helper] = [random.pick(others), random.pick(others)];
  const isSplit = random.chance(0.14);
  const isHelped = random.chance(0.2) && !(isSplit && helper === partner);
  if (!isSplit && !isHelped) return {};
  const primary = isSplit
    ? sharedBetween(owner, partner)
    : [{ salesperson: owner.id, shareBp: 10_000 }];
  if (!isHelped) return { credits: { primary } };
  return { credits: { primary, overlay: [{ salesperson: helper.id, shareBp: 2_500 }] } };
}

export function sharedBetween(one: Seller, other: Seller): readonly object[] {
  return [
    { salesperson: one.id, shareBp: 6_667 },
    { salesperson: other.id, shareBp: 3_333 },
  ];
}

/** Who is there on the day and was there in the week before, so that a closing day may be corrected. */
export function colleagues({ id }: Seller, day: string): readonly Seller[] {
  const before = new Set(activeOn(addDays(day, -7)));
  return activeOn(day).filter((one) => one.id !== id && before.has(one));
}

export function lostTerms(lostOn: string, random: Random): object {
  const competitor = random.chance(0.55) ? { competitor: random.pick(competitors) } : {};
  return { lostOn, reason: random.pick(lossReasons), ...competitor };
}
