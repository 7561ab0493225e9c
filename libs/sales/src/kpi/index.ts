// The KPI slice: what is made of measures and targets. It records nothing and keeps no rows.
import { type Slice } from '@ledger/ledger';
import { AttainmentController, AttainmentHandler } from './attainment.queries.js';
import { KpiController, KpiHistoryHandler, KpisHandler } from './kpi.queries.js';
import { LateChangesController, LateChangesHandler } from './late.queries.js';
import { kpiRejections } from './kpi.rejections.js';

export { kpiCatalogue } from './kpi.events.js';
export { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';

export const kpiSlice: Slice = {
  name: 'kpi',
  events: {},
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [],
  rejections: kpiRejections,
  invariants: [],
};

export const kpiControllers = [KpiController, LateChangesController, AttainmentController];
export const kpiQueryHandlers = [
  KpisHandler,
  KpiHistoryHandler,
  LateChangesHandler,
  AttainmentHandler,
];
