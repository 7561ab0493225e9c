import { type Slice } from '@ledger/ledger';
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
  projections: [measureProjection, pipelineProjection],
  rejections: {},
  invariants: [],
};
