// A small ledger with teams, sales and targets, for the specs of what is made of measures. Everyone is there from 2016 on;
// bob moves from north to south on 1 January 2018.
import { type Event } from '@ledger/ledger';
import { type ReadModels } from '@ledger/read-store';
import { customerProjection } from '../customer/customer.projection.js';
import { auditProjectionOf } from '../audit/audit.projection.js';
import { dealProjection } from '../deal/deal.projection.js';
import { type Attribution, type DealEvent, type Won } from '../deal/deal.events.js';
import { feedbackProjection } from '../feedback/feedback.projection.js';
import { leadProjection } from '../lead/lead.projection.js';
import { ledgerProjection } from '../ledger/ledger.projection.js';
import { ledgerOpened } from '../ledger/testing.js';
import { lateProjection } from '../measure/late.projection.js';
import { measureProjection } from '../measure/measure.projection.js';
import { pipelineProjection } from '../measure/pipeline.projection.js';
import { organizationProjection } from '../organization/organization.projection.js';
import { productProjection } from '../product/product.projection.js';
import { type TargetTerms, targetId } from '../target/target.events.js';
import { targetProjection } from '../target/target.projection.js';
import { entriesOf, readModelsOf } from '../testing.js';

const projections = [
  ledgerProjection,
  organizationProjection,
  productProjection,
  customerProjection,
  targetProjection,
  measureProjection,
  pipelineProjection,
  lateProjection,
  dealProjection,
  feedbackProjection,
  leadProjection,
];

export const firstDay = '2016-01-01';
/** When questions are asked unless a spec says otherwise. */
export const now = '2018-03-05T12:00:00.000Z';

export const event = (
  type: string,
  subject: string,
  data: object,
  occurredOn = firstDay,
): Event => ({ type, subject, occurredOn, data });

function person(
  id: string,
  team: string,
  territory: string,
  role = 'salesperson',
): readonly Event[] {
  return [
    event('SalespersonAdded', `salesperson/${id}`, { name: `sealed:salesperson/${id}:x`, role }),
    event('SalespersonAssignedToTeam', `salesperson/${id}`, { team }),
    event('TerritoryAssigned', `salesperson/${id}`, { territory }),
  ];
}

const organization = [
  event('TeamCreated', 'team/all', { name: 'Everyone', parent: null }),
  event('TeamCreated', 'team/north', { name: 'North', parent: 'all' }),
  event('TeamCreated', 'team/south', { name: 'South', parent: 'all' }),
  event('TerritoryCreated', 'territory/x', { name: 'Xanadu' }),
  event('TerritoryCreated', 'territory/y', { name: 'Yonder' }),
  event('ProductAdded', 'product/p1', { name: 'GTX Pro', aliases: [] }),
  ...person('ann', 'north', 'x'),
  ...person('bob', 'north', 'x'),
  ...person('cyd', 'south', 'y'),
  ...person('boss', 'all', 'x', 'manager'),
  event('SalespersonAssignedToTeam', 'salesperson/bob', { team: 'south' }, '2018-01-01'),
  event('TerritoryAssigned', 'salesperson/bob', { territory: 'y' }, '2018-01-01'),
];

/** Where they stood in 2017. */
export const places: { readonly [id: string]: Attribution } = {
  ann: { salesperson: 'ann', teams: ['north', 'all'], territory: 'x' },
  bob: { salesperson: 'bob', teams: ['north', 'all'], territory: 'x' },
  cyd: { salesperson: 'cyd', teams: ['south', 'all'], territory: 'y' },
};

let deals = 0;

export function won(
  who: string,
  amountMinor: number,
  closedOn: string,
  more: Partial<Won> = {},
): DealEvent {
  const place = places[who] ?? { salesperson: who, teams: [] };
  const data: Won = {
    ...{ closedOn, amountMinor, currency: 'USD', overlay: [], cycleDays: 10 },
    lines: [{ product: 'p1', quantity: 1, amountMinor }],
    primary: [{ ...place, shareBp: 10_000, amountMinor }],
    ...more,
  };
  return event('DealWon', `deal/D-${(deals += 1)}`, data, closedOn) as DealEvent;
}

export function opened(who: string, amountMinor: number, on: string): Event {
  const owner = places[who] ?? { salesperson: who, teams: [] };
  const data = { owner, products: [], currency: 'USD', amountMinor };
  return event('DealOpened', `deal/O-${(deals += 1)}`, data, on);
}

export function target(
  scope: string,
  value: number,
  { period, ...terms }: Partial<TargetTerms> & { readonly period: string },
  agreedOn = '2016-12-01',
): Event {
  const metric = terms.metric ?? 'sales-amount';
  const who = scope.startsWith('salesperson/')
    ? places[scope.slice('salesperson/'.length)]
    : undefined;
  const data = {
    ...{ scope, metric, period, start: '2017-10-01', end: '2017-12-31', unit: 'money', value },
    ...{ currency: 'USD', basis: 'history' },
    ...(who === undefined ? {} : { attribution: who }),
    ...terms,
  };
  return event('TargetSet', `target/${targetId(scope, metric, period)}`, data, agreedOn);
}

export type World = {
  readonly calendar?: object;
  readonly times?: { readonly [index: number]: string };
};

/** Everything is recorded long before the day that it is about, unless `times` says when, by the place among `events`. */
export function modelsOf(
  events: readonly Event[],
  { calendar, times = {} }: World = {},
): Promise<ReadModels> {
  const opening = ledgerOpened({ firstDay });
  const data = calendar === undefined ? opening.data : { ...opening.data, calendar };
  const before = [{ ...opening, data }, ...organization, ...openings(events)];
  const entries = entriesOf([...before, ...events]).map((entry, i) => ({
    ...entry,
    time: times[i - before.length] ?? '2016-01-01T00:00:00.000Z',
  }));
  const types = new Set(entries.map(({ type }) => type));
  return readModelsOf([...projections, auditProjectionOf([...types])], entries);
}

/** Of deals of which nobody said when they were opened: on the ledger's first day, without an amount. */
function openings(events: readonly Event[]): readonly Event[] {
  const deals = new Set(
    events.map(({ subject }) => subject).filter((one) => one.startsWith('deal/')),
  );
  for (const { type, subject } of events) if (type === 'DealOpened') deals.delete(subject);
  const data = { owner: places['ann'], products: [], currency: 'USD' };
  return [...deals].map((subject) => event('DealOpened', subject, data));
}
