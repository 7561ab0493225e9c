// The demo's deals as they come about: more each month, most of them in autumn, sold by whoever was there to whoever was known.
import { addDays } from '@ledger/ledger';
import { channels, lastDay } from './company.js';
import { type Customer } from './customers.js';
import { type Seller, activeOn, teamOn } from './people.js';
import { numbered, quarterOf, workdayAfter, workdayFrom } from './plan.js';
import { type Product, centsOn, soldOn } from './products.js';
import { type Random, seededRandom } from './random.js';

export type DemoLine = {
  readonly product: string;
  readonly quantity: number;
  /** After discount. */
  readonly cents: number;
};

export type DemoDeal = {
  readonly id: string;
  readonly seller: Seller;
  /** Takes over where the seller leaves before the end. */
  readonly successor?: Seller;
  readonly customer: Customer;
  readonly lines: readonly DemoLine[];
  readonly cents: number;
  readonly channel: string;
  readonly campaign: string;
  readonly openedOn: string;
  /** The day on which it ends; after the demo's last day it is still open. */
  readonly closedOn: string;
  readonly isWon: boolean;
};

const months = 38;
const dealsInFirstMonth = 16;
/** Some of what was opened since then has not come to an end yet, long as it takes. */
const stuckSince = '2025-06-01';
const growthPerMonth = 1.016;
/** January to December; what is opened in autumn is won before the year ends. */
const seasons = [0.8, 0.9, 1.05, 1, 1, 0.95, 0.75, 0.8, 1.25, 1.35, 1.2, 0.7];

export function dealsOf(seed: string, customers: readonly Customer[]): readonly DemoDeal[] {
  const deals: DemoDeal[] = [];
  for (let month = 0; month < months; month += 1) {
    const season = seasons[month % 12] ?? 1;
    const count = Math.round(dealsInFirstMonth * season * growthPerMonth ** month);
    for (let place = 0; place < count; place += 1) {
      const number = deals.length + 1;
      deals.push(dealOf(number, month, customers, seededRandom(`${seed} deal ${number}`)));
    }
  }
  return deals.filter(({ openedOn }) => openedOn <= lastDay);
}

function dealOf(
  number: number,
  month: number,
  customers: readonly Customer[],
  random: Random,
): DemoDeal {
  const monthText = String((month % 12) + 1).padStart(2, '0');
  const start = `${2023 + Math.floor(month / 12)}-${monthText}-01`;
  const openedOn = workdayFrom(addDays(start, random.whole(1, 27)));
  const customer = buyerOn(openedOn, customers, random);
  const seller = random.pick(activeOn(openedOn).filter((one) => !leavesSoon(one, openedOn)));
  const patience = customer.segment === 'enterprise' ? random.whole(15, 45) : 0;
  const due = closing(workdayAfter(openedOn, random.whole(14, 75) + patience), random);
  const isStuck = openedOn >= stuckSince && random.chance(0.12);
  const closedOn = isStuck ? workdayAfter(lastDay, random.whole(15, 120)) : due;
  const lines = linesOf(openedOn, customer, random);
  const channel = random.pick(channels);
  const deal = {
    id: numbered('D', number),
    seller,
    customer,
    lines,
    cents: lines.reduce((sum, { cents }) => sum + cents, 0),
    channel: channel.id,
    campaign: `${random.pick(channel.campaigns)}-${start.slice(0, 4)}`,
    openedOn,
    closedOn,
    isWon: random.chance(0.46 * seller.skill + (channel.id === 'partner' ? 0.06 : 0)),
  };
  const successor = successorOf(seller, closedOn, random);
  return successor === undefined ? deal : { ...deal, successor };
}

/** The known ones who were there longest buy more often. */
function buyerOn(day: string, customers: readonly Customer[], random: Random): Customer {
  const known = customers.filter(({ since }) => since <= day);
  const recent = known.slice(-12);
  return random.pick(random.chance(0.35) ? recent : known);
}

function leavesSoon({ leaves }: Seller, day: string): boolean {
  return leaves !== undefined && leaves <= addDays(day, 14);
}

/** Half of what would be closed soon after a quarter's end is pulled into its last days. */
function closing(day: string, random: Random): string {
  const before = addDays(day, -12);
  if (quarterOf(before) === quarterOf(day) || !random.chance(0.5)) return day;
  let last = day;
  while (quarterOf(last) === quarterOf(day) || workdayFrom(last) !== last) last = addDays(last, -1);
  return last;
}

function linesOf(day: string, { segment }: Customer, random: Random): readonly DemoLine[] {
  const size = segment === 'enterprise' ? 4 : segment === 'mid-market' ? 2 : 1;
  const left: Product[] = [...soldOn(day)];
  return Array.from({ length: random.whole(1, size === 1 ? 2 : 3) }, () => {
    const product = random.pick(left);
    left.splice(left.indexOf(product), 1);
    const quantity = random.whole(1, product.unitsMax * size);
    const percent = 100 - random.whole(0, 6) - (random.chance(0.4) ? random.whole(2, 5 * size) : 0);
    const cents = Math.round((centsOn(product, day) * quantity * percent) / 100);
    return { product: product.id, quantity, cents };
  });
}

/** Somebody who stays, of the same team where there is one. */
function successorOf(seller: Seller, closedOn: string, random: Random): Seller | undefined {
  const { leaves } = seller;
  if (leaves === undefined || closedOn < leaves || leaves > lastDay) return undefined;
  const staying = activeOn(addDays(leaves, -7)).filter((one) => one.leaves === undefined);
  const team = teamOn(seller, addDays(leaves, -1));
  const colleagues = staying.filter((one) => teamOn(one, leaves) === team);
  return random.pick(colleagues.length > 0 ? colleagues : staying);
}

/** Who is credited in the end. */
export function ownerAtEnd({ seller, successor }: DemoDeal): Seller {
  return successor ?? seller;
}
