import { type Slice } from '@ledger/ledger';
import { lateProjection } from './late.projection.js';
import { measureProjection } from './measure.projection.js';
import { pipelineProjection } from './pipeline.projection.js';

export const measureSlice: Slice = {
  name: 'measure',
  events: {},
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [measureProjection, pipelineProjection, lateProjection],
  rejections: {},
  invariants: [],
};
