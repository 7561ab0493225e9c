// Reads the targets of a metric in a period: those that were set, and for groups of people without one what their people's
// targets add up to, if they do: a customer of two people is one of their team's.
import { type Row } from '@ledger/ledger';
import { type Page } from '@ledger/read-store';
import { unassigned } from '../measure/part.js';
import { type Dimension } from '../measure/space.js';
import { type TargetState, target, targetId } from '../target/target.events.js';
import { type Kpi } from './catalogue.js';
import { Fraction, plus } from './fraction.js';
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

type Place = (target: TargetState, dimension: Dimension) => readonly string[];

/** The targets of the members of `by` within the scope. A part of a member, such as a product in a team, has none. */
export async function targetsBy(
  views: Views,
  asked: TargetsAsked & { readonly scope: Scope; readonly by: Dimension },
): Promise<ReadonlyMap<string, Target>> {
  const { kpi, scope, by } = asked;
  const isWhole = scope.dimension === 'organization';
  if (!isWhole && !(by === 'salesperson' && isPlaced(scope.dimension))) return new Map();
  const all = await targetsSet(views, kpi.definition.name, asked.period);
  const placesOf = await placing(views, asked.today);
  const ofPeople = all.filter((one) => kindOf(one) === 'salesperson');
  if (by === 'salesperson') {
    const inside = ofPeople.filter(
      (one) => isWhole || placesOf(one, scope.dimension).includes(scope.id),
    );
    return new Map(inside.map((one) => [memberOf(one), set(one)]));
  }
  const sums =
    isGroup(by) && addsUp(kpi.formula) ? summed(ofPeople, (one) => placesOf(one, by)) : [];
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
  if (today === undefined || !isPlaced(dimension)) {
    const own = targetId(scopeText(scope), kpi.definition.name, period);
    const [row] = await viewOf(views, 'target').getMany(target.kind, [own]);
    const [found] = row === undefined ? [] : standingIn([row]);
    if (found !== undefined) return set(found);
    if (!isGroup(dimension) || !addsUp(kpi.formula)) return undefined;
  }
  const whole = { dimension: 'organization', id: 'organization' } as const;
  return (await targetsBy(views, { ...asked, scope: whole, by: dimension })).get(id);
}

/** Whether people stand in one or another of these. */
function isPlaced(dimension: Dimension): boolean {
  return dimension === 'team' || dimension === 'territory';
}

function isGroup(dimension: Dimension): boolean {
  return dimension === 'organization' || isPlaced(dimension);
}

async function placing(views: Views, today: string | undefined): Promise<Place> {
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
  // Money is in minor units here and there; what is no whole count is kept in millionths.
  const per = unit === 'money' || unit === 'count' ? 1n : 1_000_000n;
  return { value: new Fraction(BigInt(value), per), from: 'set', setLate: agreedOn > start };
}

const rowsAtOnce = 10_000;

async function targetsSet(
  views: Views,
  metric: string,
  period: string,
): Promise<readonly TargetState[]> {
  const found: TargetState[] = [];
  const find = { collection: target.kind, index: 'by-metric', prefix: [metric, period] };
  let cursor: string | undefined;
  do {
    const asked = { ...find, limit: rowsAtOnce };
    const page: Page = await viewOf(views, 'target').find(
      cursor === undefined ? asked : { ...asked, cursor },
    );
    found.push(...standingIn(page.rows.map(({ row }) => row)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** Those that were not withdrawn. */
function standingIn(rows: readonly Row[]): readonly TargetState[] {
  // The rows of this collection are states with their history.
  return rows.map((row) => row as unknown as TargetState).filter(({ status }) => status === 'set');
}

function kindOf({ scope }: TargetState): string {
  return scope.split('/', 1)[0] ?? '';
}

function memberOf({ scope }: TargetState): string {
  return scope.slice(scope.indexOf('/') + 1);
}
