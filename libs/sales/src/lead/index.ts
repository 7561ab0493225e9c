// The lead slice: who might buy, how they came, what became of them.
import { type Slice } from '@ledger/ledger';
import { LeadCommandsController } from './lead.commands.js';
import { leadDecider } from './lead.decider.js';
import { lead } from './lead.events.js';
import { leadProjection } from './lead.projection.js';
import { LeadHandler, LeadQueriesController, LeadsHandler } from './lead.queries.js';
import { leadRejections } from './lead.rejections.js';

export * from './lead.answers.js';
export * from './lead.bodies.js';
export { type LeadCommand } from './command.js';
export * from './lead.events.js';
export { type LeadRow, leadProjection, leadRow } from './lead.projection.js';
export { GetLead, ListLeads } from './lead.queries.js';

export const leadSlice: Slice = {
  name: 'lead',
  events: {
    LeadReceived: { version: 1 },
    LeadQualified: { version: 1 },
    LeadDisqualified: { version: 1 },
    LeadConverted: { version: 1 },
  },
  subjects: [lead],
  guards: [],
  commands: ['ReceiveLead', 'QualifyLead', 'DisqualifyLead', 'ConvertLead'],
  decider: leadDecider,
  personal: { ReceiveLead: ['name', 'email', 'company'] },
  projections: [leadProjection],
  rejections: leadRejections,
  invariants: [],
};

export const leadControllers = [LeadCommandsController, LeadQueriesController];
export const leadQueryHandlers = [LeadHandler, LeadsHandler];
