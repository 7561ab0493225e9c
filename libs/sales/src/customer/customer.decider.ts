// Who buys. Name and contacts arrive sealed; equal texts of one customer are sealed alike, so that they can be compared.
import { type Command, type Decider, idOf, todayIn, unreachable } from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { ledger, requireLedger } from '../ledger/ledger.events.js';
import { type Sealed, type Source, isNews, isStale, plainSource } from '../source.js';
import { type CustomerEvent, type CustomerState, customer } from './customer.events.js';
import { reject } from './customer.rejections.js';

export type RegisterCustomer = Command<
  'RegisterCustomer',
  {
    readonly name: Sealed;
    readonly segment?: string;
    readonly industry?: string;
    readonly region?: string;
    readonly contacts?: Sealed;
    readonly source?: Source;
  }
>;
export type ChangeCustomer = Command<
  'ChangeCustomer',
  {
    readonly name?: Sealed;
    readonly segment?: string | null;
    readonly industry?: string | null;
    readonly region?: string | null;
    readonly contacts?: Sealed | null;
    readonly source?: Source;
  }
>;
export type CustomerCommand = RegisterCustomer | ChangeCustomer;

/** The customer as known, and where and when the event would stand. */
type Desk = {
  readonly state: CustomerState | undefined;
  readonly subject: string;
  readonly today: string;
};

export const customerDecider: Decider<CustomerCommand, CustomerEvent> = {
  needs: (command) => [`${ledger.kind}/${command.ledger}`],
  decide: (command, known, moment) => {
    const { timeZone } = requireLedger(known, command.ledger);
    const { subject } = command;
    const today = todayIn(timeZone, moment.now);
    const desk = { state: known.of(customer, idOf(subject)), subject, today };
    switch (command.type) {
      case 'RegisterCustomer':
        return register(command.data, desk);
      case 'ChangeCustomer':
        return change(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

function register(data: RegisterCustomer['data'], desk: Desk): readonly CustomerEvent[] {
  const { state, subject, today } = desk;
  const { source, name, segment, industry, region, contacts } = data;
  const facts = { name, segment, industry, region, contacts };
  if (state !== undefined) {
    if (isStale(state.source, source)) return [];
    const isSame = Object.keys(differences(state, facts)).length === 0;
    if (isSame && !isNews(state.source, source)) return [];
    throw reject('customer-exists', { customer: idOf(subject) });
  }
  const registered = present({ ...facts, source: plainSource(source) });
  return [{ type: 'CustomerRegistered', subject, occurredOn: today, data: registered }];
}

function change(data: ChangeCustomer['data'], desk: Desk): readonly CustomerEvent[] {
  const { state, subject, today } = desk;
  if (state === undefined) throw reject('customer-not-found', { customer: idOf(subject) });
  const { source, name, segment, industry, region, contacts } = data;
  if (isStale(state.source, source)) return [];
  const changes = differences(state, { name, segment, industry, region, contacts });
  if (Object.keys(changes).length === 0 && !isNews(state.source, source)) return [];
  const changed = present({ ...changes, source: plainSource(source) });
  return [{ type: 'CustomerChanged', subject, occurredOn: today, data: changed }];
}
