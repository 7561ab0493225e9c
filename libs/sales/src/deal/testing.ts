// A small ledger in which deals can happen, for the specs of this slice. Today is 2026-03-31 unless a spec says otherwise.
import { type Command, type Event, type Slice } from '@ledger/ledger';
import { type GivenWhenThen, type Then, ledgerOf } from '@ledger/ledger/testing';
import { customer } from '../customer/customer.events.js';
import { ledger } from '../ledger/ledger.events.js';
import { salesperson, team, territory } from '../organization/organization.events.js';
import { product } from '../product/product.events.js';
import { dealDecider } from './deal.decider.js';
import { type DealEvent, deal } from './deal.events.js';

type Part = Pick<Slice, 'name' | 'subjects' | 'commands' | 'decider'>;

const nothingElse = {
  events: {},
  guards: [],
  personal: {},
  projections: [],
  rejections: {},
  invariants: [],
};

function sliceOf(part: Part): Slice {
  return { ...nothingElse, ...part };
}

const surroundings = sliceOf({
  name: 'surroundings',
  subjects: [ledger, salesperson, team, territory, product, customer],
  commands: [],
  decider: undefined,
});

const deals = sliceOf({
  name: 'deal',
  subjects: [deal],
  commands: [
    'OpenDeal',
    'AdvanceDeal',
    'WinDeal',
    'LoseDeal',
    'ReopenDeal',
    'CorrectDeal',
    'ReverseDeal',
    'ReassignDeal',
  ],
  decider: dealDecider,
});

export const dealLedger: GivenWhenThen = ledgerOf([surroundings, deals]);

function fact(type: string, subject: string, data: object, occurredOn = '2026-01-01'): Event {
  return { type, subject, occurredOn, data };
}

/** mia leads ann and bob in north, which is in europe from February on; eve leaves on 1 March. */
export const world: readonly Event[] = [
  fact('LedgerOpened', 'ledger/acme', {
    name: 'Acme',
    currency: 'USD',
    timeZone: 'America/New_York',
    calendar: { kind: 'months', firstMonth: 1, weekStart: 1 },
    firstDay: '2026-01-01',
    origin: 'example.com/acme',
    simulated: true,
    ledgerKeyHash: 'hash',
    targetApproval: false,
    disputeWindowDays: 30,
  }),
  fact('TeamCreated', 'team/europe', { name: 'Europe', parent: null }),
  fact('TeamCreated', 'team/north', { name: 'North', parent: null }),
  fact('TeamMoved', 'team/north', { parent: 'europe' }, '2026-02-01'),
  fact('TerritoryCreated', 'territory/t-1', { name: 'One' }),
  ...['mia', 'ann', 'bob', 'eve'].map((id) =>
    fact('SalespersonAdded', `salesperson/${id}`, { name: `sealed:${id}`, role: 'salesperson' }),
  ),
  fact('ManagerAssigned', 'team/north', { manager: 'mia' }),
  fact('SalespersonAssignedToTeam', 'salesperson/ann', { team: 'north' }),
  fact('SalespersonAssignedToTeam', 'salesperson/bob', { team: 'north' }),
  fact('SalespersonAssignedToTeam', 'salesperson/bob', { team: null }, '2026-03-01'),
  fact('TerritoryAssigned', 'salesperson/ann', { territory: 't-1' }),
  fact('SalespersonDeactivated', 'salesperson/eve', {}, '2026-03-01'),
  fact('ProductAdded', 'product/pen', {
    name: 'Pen',
    family: 'office',
    listPriceMinor: 1_200,
    aliases: [],
  }),
  fact('ProductAdded', 'product/ink', { name: 'Ink', aliases: [] }),
  fact('ProductAdded', 'product/quill', { name: 'Quill', aliases: [] }),
  fact('ProductRetired', 'product/quill', {}, '2026-02-01'),
  fact('CustomerRegistered', 'customer/konex', { name: 'sealed:konex', segment: 'retail' }),
  fact('CustomerRegistered', 'customer/zumgo', { name: 'sealed:zumgo' }),
];

/** Where ann stands from February on. */
export const ann = {
  salesperson: 'ann',
  teams: ['north', 'europe'],
  manager: 'mia',
  territory: 't-1',
};
/** Where bob stands from March on: alone. */
export const bob = { salesperson: 'bob', teams: [] };

export function command(type: string, data: object): Command {
  return { type, ledger: 'acme', subject: 'deal/D-1', data };
}

/** Sends commands one after the other, each on what the ones before recorded. */
export function after(...commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>(
    (events, next) => [...events, ...dealLedger.given(...events).when(next).events],
    world,
  );
}

export function when(given: readonly Event[], next: Command, now?: string): Then {
  return dealLedger.given(...given).when(next, now);
}

/** The one event that a command records. */
export function recorded(given: readonly Event[], next: Command): DealEvent {
  const [event, ...others] = when(given, next).events;
  if (event === undefined || others.length > 0)
    throw new Error(`${next.type} recorded not one event`);
  return event as DealEvent; // the decider of this slice records nothing else
}

export const opened = command('OpenDeal', {
  salesperson: 'ann',
  customer: 'konex',
  products: ['pen'],
  amount: '1000.00',
  stage: 'Prospecting',
  openedOn: '2026-02-02',
});
export const won = command('WinDeal', { closedOn: '2026-03-10', amount: '1000.00' });
export const lost = command('LoseDeal', {
  lostOn: '2026-03-12',
  reason: 'price',
  competitor: 'Umbrella',
});
