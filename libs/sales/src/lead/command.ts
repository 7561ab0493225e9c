// The lead's commands, and what each of them looks at.
import { type Command, type Known, idOf, unreachable } from '@ledger/ledger';
import { customer } from '../customer/customer.events.js';
import { deal } from '../deal/deal.events.js';
import { ledger } from '../ledger/ledger.events.js';
import { attributionNeeds } from '../organization/organization.attribution.events.js';
import {
  type ConvertLeadBody,
  type DisqualifyLeadBody,
  type QualifyLeadBody,
  type ReceiveLeadBody,
} from './lead.bodies.js';
import { lead } from './lead.events.js';

export type ReceiveLead = Command<'ReceiveLead', ReceiveLeadBody>;
export type QualifyLead = Command<'QualifyLead', QualifyLeadBody>;
export type DisqualifyLead = Command<'DisqualifyLead', DisqualifyLeadBody>;
export type ConvertLead = Command<'ConvertLead', ConvertLeadBody>;
export type LeadCommand = ReceiveLead | QualifyLead | DisqualifyLead | ConvertLead;

export function needs(command: LeadCommand, known: Known): readonly string[] {
  const facts = known.of(lead, idOf(command.subject))?.facts;
  const isNew = command.type === 'ReceiveLead';
  const owner = isNew ? command.data.salesperson : facts?.owner;
  const sold = command.type === 'ConvertLead' ? command.data.deal : undefined;
  const buyer = buyerIn(command, known) ?? facts?.customer;
  return [
    `${ledger.kind}/${command.ledger}`,
    ...attributionNeeds(known, owner === undefined ? [] : [owner]),
    ...(sold === undefined ? [] : [`${deal.kind}/${sold}`]),
    ...(buyer === undefined ? [] : [`${customer.kind}/${buyer}`]),
  ];
}

/** The customer that the command names, or its deal knows. */
export function buyerIn(command: LeadCommand, known: Known): string | undefined {
  switch (command.type) {
    case 'ReceiveLead':
      return command.data.customer;
    case 'ConvertLead': {
      const { customer: named, deal: sold } = command.data;
      return named ?? (sold === undefined ? undefined : known.of(deal, sold)?.facts.customer);
    }
    case 'QualifyLead':
    case 'DisqualifyLead':
      return undefined;
    default:
      return unreachable(command);
  }
}
