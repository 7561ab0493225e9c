// The deal slice: from the first conversation to won, lost, corrected and taken back.
import { type Slice } from '@ledger/ledger';
import { DealCommandsController } from './deal.commands.js';
import { dealDecider } from './deal.decider.js';
import { deal } from './deal.events.js';
import { moneyIsConserved } from './deal.invariants.js';
import { dealProjection } from './deal.projection.js';
import { DealHandler, DealQueriesController, DealsHandler } from './deal.queries.js';
import { dealRejections } from './deal.rejections.js';

export { type DealCommand } from './command.js';
export { dayFault } from './days.js';
export { type DealRow, dealCollection, dealProjection, dealRow } from './deal.projection.js';
export * from './deal.bodies.js';
export * from './deal.events.js';

export const dealSlice: Slice = {
  name: 'deal',
  events: {
    DealOpened: { version: 1 },
    DealAdvanced: { version: 1 },
    DealWon: { version: 1 },
    DealLost: { version: 1 },
    DealReopened: { version: 1 },
    DealCorrected: { version: 1 },
    DealReversed: { version: 1 },
    DealReassigned: { version: 1 },
  },
  subjects: [deal],
  guards: [],
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
  personal: {
    OpenDeal: ['title'],
    ReopenDeal: ['reason'],
    CorrectDeal: ['reason'],
    ReverseDeal: ['reason'],
    ReassignDeal: ['reason'],
  },
  projections: [dealProjection],
  rejections: dealRejections,
  invariants: [moneyIsConserved],
};

export const dealControllers = [DealCommandsController, DealQueriesController];
export const dealQueryHandlers = [DealHandler, DealsHandler];
