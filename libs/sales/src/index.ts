// The product: its slices, one line each.
import { type Slice } from '@ledger/ledger';
import { EventTypes, auditControllers, auditQueryHandlers, audited } from './audit/index.js';
import { channelControllers, channelQueryHandlers, channelSlice } from './channel/index.js';
import { customerControllers, customerQueryHandlers, customerSlice } from './customer/index.js';
import {
  customerPageControllers,
  customerPageQueryHandlers,
  customerPageSlice,
} from './customer-page/index.js';
import { dealControllers, dealQueryHandlers, dealSlice } from './deal/index.js';
import { feedbackControllers, feedbackQueryHandlers, feedbackSlice } from './feedback/index.js';
import { kpiControllers, kpiQueryHandlers, kpiSlice } from './kpi/index.js';
import { leadControllers, leadQueryHandlers, leadSlice } from './lead/index.js';
import {
  leaderboardControllers,
  leaderboardQueryHandlers,
  leaderboardSlice,
} from './leaderboard/index.js';
import { ledgerControllers, ledgerQueryHandlers, ledgerSlice } from './ledger/index.js';
import { measureSlice } from './measure/index.js';
import {
  organizationControllers,
  organizationQueryHandlers,
  organizationSlice,
} from './organization/index.js';
import { productControllers, productQueryHandlers, productSlice } from './product/index.js';
import {
  salespersonPageControllers,
  salespersonPageQueryHandlers,
  salespersonPageSlice,
} from './salesperson-page/index.js';
import {
  satisfactionControllers,
  satisfactionQueryHandlers,
  satisfactionSlice,
} from './satisfaction/index.js';
import { targetControllers, targetQueryHandlers, targetSlice } from './target/index.js';

export { present } from './changes.js';
export * from './csv.js';
export * from './edge.js';
export * from './fields.js';
export * from './live.js';
export * from './names.js';
export * from './source.js';
export * from './source.body.js';
export * from './audit/index.js';
export * from './customer/index.js';
export * from './deal/index.js';
export * from './feedback/index.js';
export * from './lead/index.js';
export * from './kpi/index.js';
export * from './leaderboard/index.js';
export * from './ledger/index.js';
export * from './organization/index.js';
export * from './product/index.js';
export * from './target/index.js';

export const slices: readonly Slice[] = audited([
  ledgerSlice,
  organizationSlice,
  productSlice,
  customerSlice,
  leadSlice,
  dealSlice,
  targetSlice,
  feedbackSlice,
  measureSlice,
  kpiSlice,
  leaderboardSlice,
  satisfactionSlice,
  channelSlice,
  salespersonPageSlice,
  customerPageSlice,
]);

/** What an entry can be of. */
export const eventTypes = slices.flatMap(({ events }) => Object.keys(events));

export const controllers = [
  ...ledgerControllers,
  ...organizationControllers,
  ...productControllers,
  ...customerControllers,
  ...leadControllers,
  ...dealControllers,
  ...targetControllers,
  ...feedbackControllers,
  ...kpiControllers,
  ...leaderboardControllers,
  ...satisfactionControllers,
  ...channelControllers,
  ...salespersonPageControllers,
  ...customerPageControllers,
  ...auditControllers,
];

export const queryHandlers = [
  ...ledgerQueryHandlers,
  ...organizationQueryHandlers,
  ...productQueryHandlers,
  ...customerQueryHandlers,
  ...leadQueryHandlers,
  ...dealQueryHandlers,
  ...targetQueryHandlers,
  ...feedbackQueryHandlers,
  ...kpiQueryHandlers,
  ...leaderboardQueryHandlers,
  ...satisfactionQueryHandlers,
  ...channelQueryHandlers,
  ...salespersonPageQueryHandlers,
  ...customerPageQueryHandlers,
  ...auditQueryHandlers,
  { provide: EventTypes, useValue: new EventTypes(eventTypes) },
];
