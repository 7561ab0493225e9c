// Puts a board together: figures of now and before, ranked, with the names of those who are shown.
import { present } from '../changes.js';
import { type Fraction, hasValue, minus, zero } from '../kpi/fraction.js';
import { namesOf } from '../kpi/members.js';
import { salespeopleIn } from '../kpi/people.js';
import { addsUp } from '../kpi/sources.js';
import { type Span } from '../kpi/span.js';
import { type Written, shareText, valueText } from '../kpi/value.js';
import { valueOfScope, valuesBy } from '../kpi/values.js';
import { type Views } from '../kpi/views.js';
import { rankedPage, reachOf } from '../ranked-page.js';
import { type Board } from './asked.js';
import { type LeaderboardRow } from './leaderboard.answers.js';
import { type Ranked, type Standing, isLowestFirst, ranked } from './ranking.js';
import { type Naming, listedByName } from './ties.js';

export type Shown = {
  readonly rows: readonly LeaderboardRow[];
  readonly total: string | null;
  /** Whether members follow after the last row. */
  readonly more: boolean;
  /** For them; undefined where there are none. */
  readonly cursor: string | undefined;
};

type Limits = Omit<Naming, 'by'> & {
  readonly currency: string;
  readonly limit: number;
  readonly cursor: string | undefined;
};

const everyone = Number.POSITIVE_INFINITY;

export async function shownBoard(views: Views, board: Board, limits: Limits): Promise<Shown> {
  const { kpi, by } = board;
  const { currency, limit, names, ledger } = limits;
  const asked = present({ limit, cursor: limits.cursor });
  const reach = reachOf(asked);
  const found = await boardIn(views, board, { span: board.period, limit: reach });
  const before = await boardIn(views, board, { span: board.previous, limit: everyone });
  const value = await valueOfScope(views, { ...board, span: board.period });
  const total = hasValue(value) ? value : undefined;
  const all = await listedByName(views, found, { reach, names, ledger, by });
  const { start, end, cursor } = rankedPage(
    all.map(({ member }) => member),
    asked,
  );
  const page = all.slice(start, end);
  const ids = page.map(({ member }) => member);
  const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
  const context = {
    written,
    isLowestFirst: isLowestFirst(kpi),
    // Where members do not add up to it, there is no share of it.
    whole: addsUp(kpi.formula) ? total : undefined,
    names: await namesOf(views, by, ids),
    before: new Map(before.map((one) => [one.member, one])),
  };
  return {
    rows: page.map((one) => rowOf(one, context)),
    total: total === undefined ? null : valueText(total, written),
    more: cursor !== undefined,
    cursor,
  };
}

export type Position = Pick<LeaderboardRow, 'value' | 'gapToNext'> & {
  readonly rank: number;
  /** How many are ranked. */
  readonly of: number;
};

/** Where one member stands among all; undefined for whom the board does not list. */
export async function positionOf(
  views: Views,
  board: Board,
  { member, currency }: { readonly member: string; readonly currency: string },
): Promise<Position | undefined> {
  const { kpi, period } = board;
  const all = await boardIn(views, board, { span: period, limit: everyone });
  const own = all.find((one) => one.member === member);
  if (own === undefined) return undefined;
  const { rank, value, next } = own;
  const written = { unit: kpi.definition.unit, isSum: kpi.formula.isSum, currency };
  return {
    ...{ rank, of: all.length },
    value: valueText(value, written),
    gapToNext:
      next === undefined
        ? null
        : gapText(value, next, { written, isLowestFirst: isLowestFirst(kpi) }),
  };
}

type Extent = { readonly span: Span; readonly limit: number };

/** Everyone who has a value in the period, and salespeople who were there and have nothing, where the page reaches so far down. */
async function boardIn(
  views: Views,
  board: Board,
  { span, limit }: Extent,
): Promise<readonly Ranked[]> {
  const { kpi, scope, by, today } = board;
  const values = await valuesBy(views, { ...board, span });
  const counted: Standing[] = [];
  for (const [member, value] of values) if (hasValue(value)) counted.push({ member, value });
  const found = ranked(kpi, counted);
  const last = found[limit];
  const isFull = last !== undefined && last.value.over > 0n;
  if (!kpi.formula.isSum || by !== 'salesperson' || isFull) return found;
  const known = new Set(counted.map(({ member }) => member));
  const there = await salespeopleIn(views, scope, { ...span, today });
  const idle = there.filter((id) => !known.has(id)).map((member) => ({ member, value: zero }));
  return ranked(kpi, [...counted, ...idle]);
}

type Context = {
  readonly written: Written;
  readonly isLowestFirst: boolean;
  readonly whole: Fraction | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, Ranked>;
};

function rowOf(one: Ranked, context: Context): LeaderboardRow {
  const { written, whole, names, before } = context;
  const { rank, member, value, next } = one;
  const then = before.get(member);
  const share = whole === undefined ? undefined : shareText(value, whole);
  return {
    rank,
    member,
    name: names.get(member) ?? null,
    value: valueText(value, written),
    share: share ?? null,
    gapToNext: next === undefined ? null : gapText(value, next, context),
    valueBefore: then === undefined ? null : valueText(then.value, written),
    rankBefore: then?.rank ?? null,
    movement: then === undefined ? null : then.rank - rank,
  };
}

type Gap = Pick<Context, 'written' | 'isLowestFirst'>;

function gapText(value: Fraction, next: Fraction, { written, isLowestFirst }: Gap): string {
  return valueText(isLowestFirst ? minus(value, next) : minus(next, value), written);
}
