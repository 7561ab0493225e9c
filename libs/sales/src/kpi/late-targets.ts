// Which entries changed a scope's target after its period had ended, read from the history that every target keeps.
import { todayIn } from '@ledger/ledger';
import { type Attribution } from '../deal/deal.events.js';
import { type Fraction } from './fraction.js';
import { type Scope } from './scope.js';
import {
  type TargetRow,
  type TargetsAsked,
  hasOwn,
  isSummed,
  kindOf,
  placing,
  targetRow,
  targetRows,
  targetValue,
} from './targets.js';
import { type Views } from './views.js';

/** What an entry made of the scope's target; undefined: none. */
export type LateTarget = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  readonly was: Fraction | undefined;
  readonly is: Fraction | undefined;
};

export type LateTargetsAsked = TargetsAsked & {
  readonly scope: Scope;
  /** Only what was recorded after this day. */
  readonly after: string;
  readonly timeZone: string;
};

/** What a target asked, and where its salesperson stood then; undefined: nothing. */
type Held = { readonly value: number; readonly attribution: Attribution | undefined } | undefined;

/** One late change of one target. */
type Step = {
  readonly row: TargetRow;
  readonly sequence: number;
  readonly recordedOn: string;
  readonly before: Held;
  readonly after: Held;
};

/** The newest first. */
export async function lateTargetsOf(
  views: Views,
  asked: LateTargetsAsked,
): Promise<readonly LateTarget[]> {
  const { kpi, scope, today } = asked;
  const { dimension, id } = scope;
  const own = hasOwn(dimension, today) ? await targetRow(views, scope, asked) : undefined;
  const all = isSummed(kpi, dimension)
    ? await targetRows(views, kpi.definition.name, asked.period)
    : [];
  const people = all.filter((row) => kindOf(row) === 'salesperson');
  const placesOf = await placing(views, today);
  const isHis = (row: TargetRow, held: Held): held is NonNullable<Held> =>
    held !== undefined && placesOf({ ...row, ...held }, dimension).includes(id);

  let ownHeld = own && heldAfter(own, own.history.length);
  const sum = { value: 0, people: 0 };
  const count = (row: TargetRow, held: Held, sign: 1 | -1): void => {
    if (!isHis(row, held)) return;
    sum.value += sign * held.value;
    sum.people += sign;
  };
  for (const row of people) count(row, heldAfter(row, row.history.length), 1);
  const { unit } = kpi.definition;
  const value = (): Fraction | undefined => {
    if (ownHeld !== undefined) return targetValue(ownHeld.value, unit);
    return sum.people > 0 ? targetValue(sum.value, unit) : undefined;
  };

  const told: LateTarget[] = [];
  for (const { row, sequence, recordedOn, before, after } of stepsOf(own, people, asked)) {
    const is = value();
    if (row === own) ownHeld = before;
    else {
      count(row, after, -1);
      count(row, before, 1);
    }
    const was = value();
    if (was?.over !== is?.over) told.push({ sequence, recordedOn, was, is });
  }
  return told;
}

/** The newest first. */
function stepsOf(
  own: TargetRow | undefined,
  people: readonly TargetRow[],
  { after, timeZone }: LateTargetsAsked,
): readonly Step[] {
  const rows = own === undefined ? people : [own, ...people];
  const steps = rows.flatMap((row) =>
    row.history.map(({ sequence, time }, i) => ({
      ...{ row, sequence, recordedOn: todayIn(timeZone, time) },
      ...{ before: heldAfter(row, i), after: heldAfter(row, i + 1) },
    })),
  );
  return steps
    .filter(({ recordedOn }) => recordedOn > after)
    .toSorted((a, b) => b.sequence - a.sequence);
}

/** After so many of its changes. */
function heldAfter({ history }: TargetRow, changes: number): Held {
  const until = history.slice(0, changes);
  const value = until.at(-1)?.to ?? null;
  const attribution = until.findLast(({ type }) => type === 'TargetSet')?.attribution;
  return value === null ? undefined : { value, attribution };
}
