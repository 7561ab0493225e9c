// Puts a board together: figures of now and before, ranked, with the names of those who are shown.
import { type View } from '@ledger/read-store';
import { type Figures, figuresOf } from '../measure/figures.js';
import {
  type Metric,
  type Value,
  differenceText,
  hasCounted,
  placesOf,
  shareText,
  valueOf,
  valueText,
} from '../measure/metric.js';
import { type Board, type Span, organizationScope, scopeText } from './asked.js';
import { type LeaderboardRow } from './leaderboard.answers.js';
import { type Views, namesOf, salespeopleIn, viewOf } from './members.js';
import { type Ranked, type Standing, isLowestFirst, ranked } from './ranking.js';

export type Shown = {
  readonly rows: readonly LeaderboardRow[];
  readonly total: string | null;
  /** Whether members follow after the last row. */
  readonly more: boolean;
};

type Limits = { readonly currency: string; readonly limit: number };

export async function shownBoard(views: Views, board: Board, limits: Limits): Promise<Shown> {
  const { metric, by } = board;
  const { currency, limit } = limits;
  const measure = viewOf(views, 'measure');
  const counted = await standings(measure, board, board.period);
  const all = await withIdle(views, board, counted, limit);
  const before = ranked(metric, await standings(measure, board, board.previous));
  const total = await totalOf(measure, board);
  const page = all.slice(0, limit);
  const ids = page.map(({ member }) => member);
  const context = {
    metric,
    currency,
    total,
    names: await namesOf(views, by, ids),
    before: new Map(before.map((one) => [one.member, one])),
  };
  return {
    rows: page.map((one) => rowOf(one, context)),
    total: total === undefined ? null : valueText(metric, currency, total),
    more: all.length > limit,
  };
}

/** Everyone of whom something was counted in the period, and has a value. */
async function standings(
  view: View,
  { metric, scope, by }: Board,
  span: Span,
): Promise<readonly Standing[]> {
  const asked = { scope: scopeText(scope), by, measures: placesOf(metric), spans: span.spans };
  const figures = await figuresOf(view, asked);
  return figures.members.flatMap((member, number) => {
    const value = valueAt(metric, figures, number);
    return value === undefined ? [] : [{ member, value }];
  });
}

function valueAt(metric: Metric, figures: Figures, number: number): Value | undefined {
  const read = (fact: Parameters<Figures['of']>[1], place: number): number =>
    figures.of(number, fact, place);
  return hasCounted(metric, read) ? valueOf(metric, read) : undefined;
}

/** Adds salespeople who were there and have nothing, where the page reaches so far down and nothing is a value. */
async function withIdle(
  views: Views,
  { metric, scope, by, period }: Board,
  counted: readonly Standing[],
  limit: number,
): Promise<readonly Ranked[]> {
  const board = ranked(metric, counted);
  const last = board[limit];
  if (
    metric.per !== undefined ||
    by !== 'salesperson' ||
    (last !== undefined && last.value.over > 0)
  )
    return board;
  const known = new Set(counted.map(({ member }) => member));
  const there = await salespeopleIn(views, scope, period);
  const idle = there
    .filter((id) => !known.has(id))
    .map((member) => ({ member, value: { over: 0, per: 1 } }));
  return ranked(metric, [...counted, ...idle]);
}

/** The scope's own value, from its own figures and not from its members': no scope is missing anyone. */
async function totalOf(view: View, { metric, scope, period }: Board): Promise<Value | undefined> {
  const asked = {
    scope: scopeText(organizationScope),
    by: scope.dimension,
    measures: placesOf(metric),
    spans: period.spans,
  };
  const figures = await figuresOf(view, asked);
  const number = figures.members.indexOf(scope.id);
  return valueOf(metric, (fact, place) => (number < 0 ? 0 : figures.of(number, fact, place)));
}

type Context = {
  readonly metric: Metric;
  readonly currency: string;
  readonly total: Value | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, Ranked>;
};

function rowOf(one: Ranked, { metric, currency, total, names, before }: Context): LeaderboardRow {
  const { rank, member, value, next } = one;
  const then = before.get(member);
  const gap: readonly [Value, Value] | undefined =
    next === undefined ? undefined : isLowestFirst(metric) ? [value, next] : [next, value];
  const share =
    metric.per === undefined && total !== undefined ? shareText(value, total) : undefined;
  return {
    rank,
    member,
    name: names.get(member) ?? null,
    value: valueText(metric, currency, value),
    share: share ?? null,
    gapToNext: gap === undefined ? null : differenceText(metric, currency, gap),
    valueBefore: then === undefined ? null : valueText(metric, currency, then.value),
    rankBefore: then?.rank ?? null,
    movement: then === undefined ? null : then.rank - rank,
  };
}
