// What every decision about a lead looks at, and the checks that several commands share: one refusal each.
import { type Known } from '@ledger/ledger';
import { present } from '../changes.js';
import { customer } from '../customer/customer.events.js';
import { type LedgerState } from '../ledger/ledger.events.js';
import { attributionOn } from '../organization/organization.attribution.events.js';
import { isActiveOn, salesperson } from '../organization/organization.events.js';
import { type LeadFacts, type LeadPlace, type LeadState } from './lead.events.js';
import { reject } from './lead.rejections.js';

export type Desk = {
  readonly known: Known;
  readonly ledger: LedgerState;
  /** The business day in the ledger's time zone. */
  readonly today: string;
  readonly id: string;
  readonly subject: string;
  readonly state: LeadState | undefined;
};

export function existing({ id, state }: Desk): LeadState {
  if (state === undefined) throw reject('lead-not-found', { lead: id });
  return state;
}

type Unfinished = Extract<LeadState, { readonly status: 'received' | 'qualified' }>;

export function unfinished(desk: Desk): Unfinished {
  const state = existing(desk);
  const { id } = desk;
  if (state.status === 'disqualified') {
    throw reject('lead-disqualified', { lead: id, disqualifiedOn: state.disqualifiedOn });
  }
  if (state.status === 'converted') {
    throw reject('lead-already-converted', { lead: id, convertedOn: state.convertedOn });
  }
  return state;
}

export function qualifiedOnOf(state: Unfinished): string | undefined {
  return state.status === 'qualified' ? state.qualifiedOn : undefined;
}

/** Not in the future and not before what went before. */
export function checkTurn(desk: Desk, date: string, pointer: string): void {
  checkDay(desk, date, pointer);
  const state = unfinished(desk);
  const { receivedOn } = state.facts;
  if (date < receivedOn) throw reject('date-before-received', { date, receivedOn }, pointer);
  const qualifiedOn = qualifiedOnOf(state);
  if (qualifiedOn !== undefined && date < qualifiedOn) {
    throw reject('date-before-qualified', { date, qualifiedOn }, pointer);
  }
}

/** Not in the future and not before the ledger's first day. */
export function checkReceived(desk: Desk, date: string): void {
  checkDay(desk, date, '/receivedOn');
  const { firstDay } = desk.ledger;
  if (date < firstDay) {
    throw reject('date-before-first-day', { date, firstDay }, '/receivedOn');
  }
}

function checkDay({ today }: Desk, date: string, pointer: string): void {
  if (date > today) throw reject('date-in-future', { date, today }, pointer);
}

/** Only when it is given to somebody: an owner who leaves later keeps what they had. */
export function checkOwner(id: string, date: string, { known }: Desk): void {
  const seller = known.of(salesperson, id);
  if (seller === undefined) {
    throw reject('salesperson-unknown', { salesperson: id }, '/salesperson');
  }
  if (!isActiveOn(seller, date)) {
    throw reject('salesperson-inactive', { salesperson: id, date }, '/salesperson');
  }
}

/** Where it counts on that day. */
export function placeOn(day: string, facts: LeadFacts, { known }: Desk): LeadPlace {
  const { receivedOn, channel, campaign, owner, customer: buyer } = facts;
  return present({
    receivedOn,
    channel,
    campaign,
    owner: owner === undefined ? undefined : attributionOn(known, owner, day),
    customer: buyer,
    segment: segmentOf(known, buyer),
  });
}

function segmentOf(known: Known, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const state = known.of(customer, id);
  if (state === undefined) throw reject('customer-unknown', { customer: id }, '/customer');
  return state.segment;
}
