// Decides leads: received once, qualified at most once, then converted or disqualified for good.
import { type Decider, idOf, todayIn, unreachable } from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { deal } from '../deal/deal.events.js';
import { requireLedger } from '../ledger/ledger.events.js';
import { isStale, plainSource } from '../source.js';
import {
  type ConvertLead,
  type DisqualifyLead,
  type LeadCommand,
  type QualifyLead,
  type ReceiveLead,
  buyerIn,
  needs,
} from './command.js';
import {
  type Desk,
  checkOwner,
  checkReceived,
  checkTurn,
  existing,
  placeOn,
  qualifiedOnOf,
  unfinished,
} from './desk.js';
import { type LeadEvent, type LeadFacts, lead } from './lead.events.js';
import { reject } from './lead.rejections.js';

type Events = readonly LeadEvent[];

export const leadDecider: Decider<LeadCommand, LeadEvent> = {
  needs,

  decide: (command, known, moment) => {
    const { subject } = command;
    const ledger = requireLedger(known, command.ledger);
    const id = idOf(subject);
    const today = todayIn(ledger.timeZone, moment.now);
    const desk = { known, ledger, today, id, subject, state: known.of(lead, id) };
    if (isStale(desk.state?.facts.source, command.data.source)) return [];
    switch (command.type) {
      case 'ReceiveLead':
        return receive(command.data, desk);
      case 'QualifyLead':
        return qualify(command.data, desk);
      case 'DisqualifyLead':
        return disqualify(command.data, desk);
      case 'ConvertLead':
        return convert(command, desk);
      default:
        return unreachable(command);
    }
  },
};

function receive(data: ReceiveLead['data'], desk: Desk): Events {
  const { id, subject, state } = desk;
  const facts = factsOf(data);
  if (state !== undefined) {
    if (saysTheSame(state.facts, facts)) return [];
    throw reject('lead-exists', { lead: id });
  }
  const { receivedOn, name, email, company, owner, source } = facts;
  checkReceived(desk, receivedOn);
  if (owner !== undefined) checkOwner(owner, receivedOn, desk);
  const place = placeOn(receivedOn, facts, desk);
  const received = present({ ...place, name, email, company, source });
  return [{ type: 'LeadReceived', subject, occurredOn: receivedOn, data: received }];
}

function factsOf({ salesperson: owner, source, ...said }: ReceiveLead['data']): LeadFacts {
  const { name, email, company, receivedOn, channel, campaign, customer } = said;
  const facts = { name, email, company, receivedOn, channel, campaign, owner, customer };
  return present({ ...facts, source: plainSource(source) });
}

/** What is not named is not compared, nor from where it is said. */
function saysTheSame(state: LeadFacts, said: LeadFacts): boolean {
  return Object.keys(differences(state, { ...said, source: undefined })).length === 0;
}

function qualify({ qualifiedOn, source }: QualifyLead['data'], desk: Desk): Events {
  const { id, subject } = desk;
  const state = unfinished(desk);
  if (state.status === 'qualified') {
    if (state.qualifiedOn === qualifiedOn) return [];
    throw reject('lead-already-qualified', { lead: id, qualifiedOn: state.qualifiedOn });
  }
  checkTurn(desk, qualifiedOn, '/qualifiedOn');
  const place = placeOn(qualifiedOn, state.facts, desk);
  const data = present({ ...place, qualifiedOn, source: plainSource(source) });
  return [{ type: 'LeadQualified', subject, occurredOn: qualifiedOn, data }];
}

function disqualify(command: DisqualifyLead['data'], desk: Desk): Events {
  const { disqualifiedOn, reason } = command;
  const before = existing(desk);
  const isSame = before.status === 'disqualified' && before.disqualifiedOn === disqualifiedOn;
  if (isSame && before.reason === reason) return [];
  const state = unfinished(desk);
  checkTurn(desk, disqualifiedOn, '/disqualifiedOn');
  const data = present({
    ...placeOn(disqualifiedOn, state.facts, desk),
    qualifiedOn: qualifiedOnOf(state),
    disqualifiedOn,
    reason,
    source: plainSource(command.source),
  });
  const { subject } = desk;
  return [{ type: 'LeadDisqualified', subject, occurredOn: disqualifiedOn, data }];
}

function convert(command: ConvertLead, desk: Desk): Events {
  const { convertedOn, deal: sold } = command.data;
  const state = unfinished(desk);
  checkTurn(desk, convertedOn, '/convertedOn');
  if (sold !== undefined && desk.known.of(deal, sold) === undefined) {
    throw reject('deal-unknown', { deal: sold }, '/deal');
  }
  const buyer = buyerIn(command, desk.known) ?? state.facts.customer;
  const facts: LeadFacts = present({ ...state.facts, customer: buyer });
  const data = present({
    ...placeOn(convertedOn, facts, desk),
    qualifiedOn: qualifiedOnOf(state),
    convertedOn,
    deal: sold,
    source: plainSource(command.data.source),
  });
  const { subject } = desk;
  return [{ type: 'LeadConverted', subject, occurredOn: convertedOn, data }];
}
