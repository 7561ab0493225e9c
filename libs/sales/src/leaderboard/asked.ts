// What a leaderboard is asked for, checked: a KPI, a period, members of one dimension within a scope.
import { type CalendarHistory } from '@ledger/ledger';
import { type Kpi, toldAs } from '../kpi/catalogue.js';
import { type Scope, scopeOf } from '../kpi/scope.js';
import { demandKept } from '../kpi/sources.js';
import { type Span, previousSpan, spanNamed } from '../kpi/span.js';
import { type Dimension } from '../measure/space.js';

export type Board = {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly by: Dimension;
  readonly period: Span;
  readonly previous: Span;
  readonly calendars: CalendarHistory;
  /** Teams and territories hold those who stand there on this day; absent: those who stood there as it was. */
  readonly today: string | undefined;
};

export type Question = Pick<Board, 'kpi' | 'by' | 'calendars' | 'today'> & {
  readonly period: string;
  readonly scope: string;
};

/** @throws Rejection where there is no such board */
export function boardAsked({ period: label, scope: text, ...asked }: Question): Board {
  const scope = scopeOf(text);
  const period = spanNamed(asked.calendars, label);
  const names = asked.kpi.formula.needs.now;
  demandKept(toldAs(asked.kpi), { ...asked, scope, names }, period);
  return { ...asked, scope, period, previous: previousSpan(asked.calendars, period) };
}
