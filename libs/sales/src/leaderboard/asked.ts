// What a leaderboard is asked for, checked: a metric, a period, members of one dimension within a scope.
import {
  type CalendarHistory,
  type Period,
  parsePeriod,
  previousPeriod,
  spans,
} from '@ledger/ledger';
import { type Spans, keptFor } from '../measure/figures.js';
import { type Metric, factsOf, metricNamed, metrics } from '../measure/metric.js';
import { type Dimension, isDimension, kept, memberId } from '../measure/space.js';
import { reject } from './leaderboard.rejections.js';

export type Scope = { readonly dimension: Dimension; readonly id: string };

export type Span = Period & { readonly spans: Spans };

export type Board = {
  readonly name: string;
  readonly metric: Metric;
  readonly scope: Scope;
  readonly by: Dimension;
  readonly period: Span;
  readonly previous: Span;
};

export type Question = {
  readonly metric: string;
  readonly period: string;
  readonly scope: string;
  readonly by: Dimension;
};

export const organizationScope: Scope = { dimension: 'organization', id: 'organization' };

/** `organization`, `team/T-1`: also the address of the scope's figures. */
export function scopeText({ dimension, id }: Scope): string {
  return memberId(dimension, id);
}

/** @throws Rejection where there is no such board */
export function boardAsked(asked: Question, calendars: CalendarHistory): Board {
  const metric = metricNamed(asked.metric);
  if (metric === undefined) {
    throw reject('metric-unknown', {
      metric: asked.metric,
      known: Object.keys(metrics).join(', '),
    });
  }
  const scope = scopeOf(asked.scope);
  const period = parsePeriod(calendars, asked.period);
  if (period === undefined) throw reject('period-unknown', { period: asked.period });
  const span = spanOf(period);
  const previous = spanOf(previousPeriod(calendars, period));
  const { name, by } = { name: asked.metric, by: asked.by };
  const board = { name, metric, scope, by, period: span, previous };
  checkKept(board);
  return board;
}

/**
 * The kind in `team/T-1`.
 * @throws Rejection where the text is no scope
 */
export function dimensionOf(scope: string): Dimension {
  return scopeOf(scope).dimension;
}

function scopeOf(text: string): Scope {
  if (text === organizationScope.id) return organizationScope;
  const slash = text.indexOf('/');
  const dimension = text.slice(0, slash);
  const id = text.slice(slash + 1);
  if (slash < 0 || id === '' || !isDimension(dimension) || dimension === 'organization') {
    throw reject('scope-unknown', { scope: text });
  }
  return { dimension, id };
}

function spanOf(period: Period): Span {
  return { ...period, spans: spans(period.start, period.end) };
}

function checkKept({ name, metric, scope, by, period }: Board): void {
  const rule = keptFor(scope.dimension, by, factsOf(metric));
  if (rule === undefined) {
    const asked = factsOf(metric);
    const scopes = kept
      .filter((one) => one.by === by && asked.every((fact) => one.facts.includes(fact)))
      .map((one) => one.scope);
    const shown = { metric: name, by, scope: scopeText(scope), kept: scopes.join(', ') };
    throw reject('combination-not-kept', shown);
  }
  if (rule.grain === 'month' && period.spans.days.length > 0) {
    const { label, start, end } = period;
    throw reject('period-not-kept', { by, scope: scopeText(scope), period: label, start, end });
  }
}
