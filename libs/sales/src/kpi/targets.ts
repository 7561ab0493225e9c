// Reads the targets of a metric in a period: those that were set, and for groups of people without one what their people's
// targets add up to, if they do: a customer of two people is one of their team's.
import { type Row } from '@ledger/ledger';
import { type Page } from '@ledger/read-store';
import { unassigned } from '../measure/part.js';
import { type Dimension } from '../measure/space.js';
import { type TargetChange, type TargetState, target, targetId } from '../target/target.events.js';
import { type Kpi } from './catalogue.js';
import { Fraction, plus } from './fraction.js';
import { type KpiUnit } from './kpi.events.js';
import { organizationOf, standing } from './people.js';
import { type Scope, scopeText } from './scope.js';
import { addsUp } from './sources.js';
import { type Views, viewOf } from './views.js';

export type Target = {
  /** In the unit in which its metric is evaluated. */
  readonly value: Fraction;
  /** `salespeople`: none was set, and it is the sum of its salespeople's. */
  readonly from: 'set' | 'salespeople';
  /** Agreed after its period had begun; of a sum: one of them was. */
  readonly setLate: boolean;
};

export type TargetsAsked = {
  readonly kpi: Kpi;
  /** The period's label. */
  readonly period: string;
  /** Where people stand today decides, not where they stood when it was agreed. */
  readonly today?: string | undefined;
};

/** As it stands, and every value that it had. */
export type TargetRow = TargetState & { readonly history: readonly TargetChange[] };

type Placed = Pick<TargetState, 'scope' | 'attribution'>;
type Place = (target: Placed, dimension: Dimension) => readonly string[];

/** The targets of the members of `by` within the scope. A part of a member, such as a product in a team, has none. */
export async function targetsBy(
  views: Views,
  asked: TargetsAsked & { readonly scope: Scope; readonly by: Dimension },
): Promise<ReadonlyMap<string, Target>> {
  const { kpi, scope, by } = asked;
  const isWhole = scope.dimension === 'organization';
  if (!isWhole && !(by === 'salesperson' && isPlaced(scope.dimension))) return new Map();
  const all = (await targetRows(views, kpi.definition.name, asked.period)).filter(isSet);
  const placesOf = await placing(views, asked.today);
  const ofPeople = all.filter((one) => kindOf(one) === 'salesperson');
  if (by === 'salesperson') {
    const inside = ofPeople.filter(
      (one) => isWhole || placesOf(one, scope.dimension).includes(scope.id),
    );
    return new Map(inside.map((one) => [memberOf(one), set(one)]));
  }
  const sums = isSummed(kpi, by) ? summed(ofPeople, (one) => placesOf(one, by)) : [];
  // A team's target was set for the team as it was.
  if (asked.today !== undefined && isPlaced(by)) return new Map(sums);
  return new Map([
    ...sums,
    ...all.filter((one) => kindOf(one) === by).map((one) => [memberOf(one), set(one)] as const),
  ]);
}

/** The target of a scope. */
export async function targetOf(
  views: Views,
  scope: Scope,
  asked: TargetsAsked,
): Promise<Target | undefined> {
  const { kpi, period, today } = asked;
  const { dimension, id } = scope;
  if (hasOwn(dimension, today)) {
    const own = await targetRow(views, scope, { kpi, period });
    if (own !== undefined && isSet(own)) return set(own);
    if (!isSummed(kpi, dimension)) return undefined;
  }
  const whole = { dimension: 'organization', id: 'organization' } as const;
  return (await targetsBy(views, { ...asked, scope: whole, by: dimension })).get(id);
}

/** Whether a target set for the scope itself counts: those of teams and territories were set for them as they were. */
export function hasOwn(dimension: Dimension, today: string | undefined): boolean {
  return today === undefined || !isPlaced(dimension);
}

/** Whether a scope without a target of its own has what its people's add up to. */
export function isSummed({ formula }: Kpi, dimension: Dimension): boolean {
  return isGroup(dimension) && addsUp(formula);
}

/** Whether people stand in one or another of these. */
function isPlaced(dimension: Dimension): boolean {
  return dimension === 'team' || dimension === 'territory';
}

function isGroup(dimension: Dimension): boolean {
  return dimension === 'organization' || isPlaced(dimension);
}

/** The members of a dimension in which a salesperson's target counts. */
export async function placing(views: Views, today: string | undefined): Promise<Place> {
  if (today !== undefined) {
    const organization = await organizationOf(views);
    return (one, by) => standing(organization, { id: memberOf(one), by, day: today });
  }
  return ({ attribution }, by) => {
    if (by === 'organization') return [by];
    const places =
      by === 'team' ? (attribution?.teams ?? []) : [attribution?.territory ?? unassigned];
    return places.length === 0 ? [unassigned] : places;
  };
}

function summed(
  targets: readonly TargetState[],
  placesOf: (target: TargetState) => readonly string[],
): readonly (readonly [string, Target])[] {
  const sums = new Map<string, Target>();
  for (const one of targets) {
    const { value, setLate } = set(one);
    for (const place of placesOf(one)) {
      const sum = sums.get(place);
      sums.set(place, {
        value: sum === undefined ? value : plus(sum.value, value),
        from: 'salespeople',
        setLate: setLate || sum?.setLate === true,
      });
    }
  }
  return [...sums];
}

function set({ unit, value, agreedOn, start }: TargetState): Target {
  return { value: targetValue(value, unit), from: 'set', setLate: agreedOn > start };
}

/** Money is in minor units here and there; what is no whole count is kept in millionths. */
export function targetValue(integer: number, unit: KpiUnit): Fraction {
  return new Fraction(BigInt(integer), unit === 'money' || unit === 'count' ? 1n : 1_000_000n);
}

const rowsAtOnce = 10_000;

/** All that were ever set for the metric in the period. */
export async function targetRows(
  views: Views,
  metric: string,
  period: string,
): Promise<readonly TargetRow[]> {
  const found: TargetRow[] = [];
  const find = { collection: target.kind, index: 'by-metric', prefix: [metric, period] };
  let cursor: string | undefined;
  do {
    const asked = { ...find, limit: rowsAtOnce };
    const page: Page = await viewOf(views, 'target').find(
      cursor === undefined ? asked : { ...asked, cursor },
    );
    found.push(...page.rows.map(({ row }) => rowIn(row)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** The one that was ever set for the scope itself. */
export async function targetRow(
  views: Views,
  scope: Scope,
  { kpi, period }: Pick<TargetsAsked, 'kpi' | 'period'>,
): Promise<TargetRow | undefined> {
  const id = targetId(scopeText(scope), kpi.definition.name, period);
  const [row] = await viewOf(views, 'target').getMany(target.kind, [id]);
  return row && rowIn(row);
}

function rowIn(row: Row): TargetRow {
  return row as unknown as TargetRow; // the rows of this collection are states with their history
}

function isSet({ status }: TargetState): boolean {
  return status === 'set';
}

/** Of what kind the target's scope is. */
export function kindOf({ scope }: Pick<TargetState, 'scope'>): string {
  return scope.split('/', 1)[0] ?? '';
}

function memberOf({ scope }: Pick<TargetState, 'scope'>): string {
  return scope.slice(scope.indexOf('/') + 1);
}
