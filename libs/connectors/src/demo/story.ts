// Eighteen months of the demo company as commands in the order of their recording: a pure function of the seed.
import { type Command } from '@ledger/ledger';
import * as company from './company.js';
import { type Random, seededRandom } from './random.js';

/** A command and the ISO instant at which it is sent. */
export type DemoStep = { readonly at: string; readonly command: Command };

type Bare = Omit<Command, 'ledger'>;
type Planned = { readonly day: string; readonly command: Bare };

export function demoStory(seed: string): readonly DemoStep[] {
  const random = seededRandom(seed);
  const planned = [...foundation(random), ...reorganisation()];
  for (let number = 1; number <= 700; number += 1) planned.push(...deal(number, random));
  const ordered = planned
    .filter(({ day }) => day <= company.lastDay)
    .map((step, place) => ({ ...step, place }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.place - b.place));
  const seen = new Map<string, number>();
  return ordered.map(({ day, command }) => {
    const second = seen.get(day) ?? 0;
    seen.set(day, second + 1);
    const at = new Date(Date.parse(`${day}T09:00:00Z`) + second * 1000).toISOString();
    return { at, command: { ...command, ledger: company.demoLedger } };
  });
}

function foundation(random: Random): Planned[] {
  const commands: Bare[] = [];
  const say = (type: string, subject: string, data: object): void => {
    commands.push({ type, subject, data });
  };
  for (const { id, name } of company.territories)
    say('CreateTerritory', `territory/${id}`, { name });
  for (const { id, name } of company.managers) {
    say('AddSalesperson', `salesperson/${id}`, { name, role: 'manager' });
  }
  for (const { id, name, parent, manager } of company.teams) {
    say('CreateTeam', `team/${id}`, parent === undefined ? { name } : { name, parent });
    say('AssignManager', `team/${id}`, { manager });
  }
  for (const { id, name, team, territory } of company.sellers) {
    say('AddSalesperson', `salesperson/${id}`, { name, role: 'salesperson' });
    say('AssignToTeam', `salesperson/${id}`, { team });
    say('AssignTerritory', `salesperson/${id}`, { territory });
  }
  for (const { id, name, family, price } of company.products) {
    say('AddProduct', `product/${id}`, { name, family, listPrice: `${price}.00` });
  }
  for (const [place, name] of company.customers.entries()) {
    const segment = random.pick(company.segments);
    const region = random.pick(company.territories).name;
    say('RegisterCustomer', customerOf(place), { name, segment, region });
  }
  return commands.map((command) => ({ day: company.firstDay, command }));
}

/** One person changes team at new year; what she sold before stays where it was. */
function reorganisation(): Planned[] {
  const data = { team: 'south-direct', effectiveOn: '2026-01-01' };
  return [
    { day: '2025-12-30', command: { type: 'AssignToTeam', subject: 'salesperson/sp-13', data } },
  ];
}

function deal(number: number, random: Random): Planned[] {
  const subject = `deal/D-${String(number).padStart(4, '0')}`;
  const seller = random.pick(company.sellers);
  const product = random.pick(company.products);
  const quantity = random.whole(1, 12);
  const discount = 1 - random.whole(0, 20) / 100;
  const cents = Math.round(product.price * quantity * discount * 100);
  const amount = decimal(cents);
  const openedOn = addDays(company.firstDay, random.whole(2, 530));
  const closedOn = addDays(openedOn, random.whole(5, 110));
  const steps: Planned[] = [];
  const say = (day: string, type: string, data: object): void => {
    steps.push({ day, command: { type, subject, data } });
  };
  say(openedOn, 'OpenDeal', {
    salesperson: seller.id,
    customer: customerOf(random.whole(0, company.customers.length - 1)).slice('customer/'.length),
    products: [product.id],
    amount,
    stage: company.stages[0],
    channel: random.pick(company.channels),
    openedOn,
  });
  say(addDays(openedOn, 3), 'AdvanceDeal', {
    stage: random.pick(company.stages),
    probabilityBp: random.whole(2, 8) * 1000,
    expectedCloseOn: closedOn,
  });
  if (random.unit() < 0.34 * seller.skill + 0.2) {
    say(closedOn, 'WinDeal', {
      closedOn,
      amount,
      lines: [{ product: product.id, quantity, amount }],
      ...shared(seller.id, random),
    });
    aftermath(closedOn, cents, random, say);
  } else {
    const lost = random.unit() < 0.5;
    say(closedOn, 'LoseDeal', {
      lostOn: closedOn,
      reason: random.pick(company.lossReasons),
      ...(lost ? { competitor: random.pick(company.competitors) } : {}),
    });
  }
  return steps;
}

/** One deal in eight is shared, so that splits and odd cents are there to be seen. */
function shared(seller: string, random: Random): object {
  const partner = random.pick(company.sellers).id;
  if (random.unit() > 0.125 || partner === seller) return {};
  const primary = [
    { salesperson: seller, shareBp: 6_667 },
    { salesperson: partner, shareBp: 3_333 },
  ];
  return { credits: { primary } };
}

function aftermath(
  closedOn: string,
  cents: number,
  random: Random,
  say: (day: string, type: string, data: object) => void,
): void {
  const luck = random.unit();
  if (luck < 0.04) {
    const day = addDays(closedOn, random.whole(10, 40));
    const amount = decimal(Math.round(cents / 2));
    say(day, 'ReverseDeal', { kind: 'return', reversedOn: day, amount, reason: 'goods returned' });
  } else if (luck < 0.07) {
    const amount = decimal(Math.round(cents * 0.9));
    say(addDays(closedOn, 4), 'CorrectDeal', { reason: 'discount was left out', amount });
  }
}

function customerOf(place: number): string {
  return `customer/c-${String(place + 1).padStart(2, '0')}`;
}

function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
