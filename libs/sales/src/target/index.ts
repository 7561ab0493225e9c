// The target slice: what is to be reached.
import { type Slice } from '@ledger/ledger';
import { TargetCommandsController } from './target.commands.js';
import { targetDecider } from './target.decider.js';
import { target } from './target.events.js';
import { targetProjection } from './target.projection.js';
import { TargetHandler, TargetQueriesController, TargetsHandler } from './target.queries.js';
import { targetRejections } from './target.rejections.js';

export { setTarget } from './target.commands.js';
export { type TargetCommand } from './target.decider.js';
export {
  type TargetRow,
  targetCollection,
  targetProjection,
  targetRow,
} from './target.projection.js';
export * from './target.bodies.js';
export * from './target.events.js';

export const targetSlice: Slice = {
  name: 'target',
  events: {
    TargetSet: { version: 1 },
    TargetAdjusted: { version: 1 },
    TargetWithdrawn: { version: 1 },
  },
  subjects: [target],
  guards: [],
  commands: ['SetTarget', 'AdjustTarget', 'WithdrawTarget'],
  decider: targetDecider,
  personal: {
    SetTarget: ['note'],
    AdjustTarget: ['reason'],
    WithdrawTarget: ['reason'],
  },
  projections: [targetProjection],
  rejections: targetRejections,
  invariants: [],
};

export const targetControllers = [TargetCommandsController, TargetQueriesController];
export const targetQueryHandlers = [TargetHandler, TargetsHandler];
