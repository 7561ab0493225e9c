// As far as which day a period's figures are taken, where what was reached by that day is asked for.
import { type CalendarHistory } from '@ledger/ledger';
import { type Kpi } from './catalogue.js';
import { reject } from './kpi.rejections.js';
import { scopeText } from './scope.js';
import { type Cut, demandKept, isKept } from './sources.js';
import { type Span, spanOf } from './span.js';

export type Until = {
  /** ISO date: what occurred on it counts. */
  readonly on: string;
  /** Today where the ledger is: nothing is recorded of a later day. */
  readonly businessDay: string;
};

/**
 * The part of the period up to the day; undefined where the period begins after it.
 * @throws Rejection where figures are not kept so, or not up to such a day
 */
export function reachedBy(
  kpi: Kpi,
  where: Omit<Cut, 'names'> & { readonly span: Span; readonly calendars: CalendarHistory },
  { on, businessDay }: Until,
): Span | undefined {
  const { span, scope, by, calendars } = where;
  const cut = { ...where, names: kpi.formula.needs.now };
  demandKept(kpi.definition.name, cut, span);
  if (on < span.start) return undefined;
  if (on >= span.end) return span;
  const part = spanOf(calendars, { ...span, end: on });
  if (isKept(cut, part)) return part;
  if (on >= businessDay) return span;
  throw reject('day-not-kept', { by, scope: scopeText(scope), on });
}
