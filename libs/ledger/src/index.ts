export * from './business-day.js';
export {
  type CalendarHistory,
  type FiscalCalendar,
  type WeekCalendar,
  yearStartFrom,
} from './calendar.js';
export * from './canonical.js';
export * from './decider.js';
export * from './entry.js';
export * from './environment.js';
export * from './field-rules.js';
export * from './field.texts.js';
export * from './gateway.js';
export * from './money.js';
export * from './period.js';
export * from './plain-text.js';
export * from './projection.js';
export * from './rejection.js';
export * from './slice.js';
export * from './state-rows.js';
export * from './states.js';
export * from './text.js';
export * from './wire-entry.js';
