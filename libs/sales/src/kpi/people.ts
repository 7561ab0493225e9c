// Who is there, whether or not anything is counted of them, and where they stand: asked of the organisation's own rows.
import { addDays } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { unassigned } from '../measure/part.js';
import { type Dimension } from '../measure/space.js';
import {
  type SalespersonState,
  type TeamState,
  isActiveOn,
  parentOn,
  roleOn,
  teamLevelsMax,
  teamOn,
  territoryOn,
} from '../organization/organization.events.js';
import { type Scope } from './scope.js';
import { type Views, viewOf } from './views.js';

/** Everyone and every team, with all of their history. */
export type Organization = {
  readonly people: ReadonlyMap<string, SalespersonState>;
  readonly teams: ReadonlyMap<string, TeamState>;
};

// A view never changes, and one answer looks at people many times.
const read = new WeakMap<View, Promise<Organization>>();

export function organizationOf(views: Views): Promise<Organization> {
  const view = viewOf(views, 'organization');
  const known = read.get(view);
  if (known !== undefined) return known;
  const organization = organizationIn(view);
  read.set(view, organization);
  return organization;
}

async function organizationIn(view: View): Promise<Organization> {
  return {
    people: await allRows<SalespersonState>(view, 'salesperson'),
    teams: await allRows<TeamState>(view, 'team'),
  };
}

/**
 * Who was active as a salesperson in the period and stood in the scope on the last day of it on which they were, or stands
 * there `today`. Managers are ranked by what they sell and are not missed where they sell nothing.
 */
export async function salespeopleIn(
  views: Views,
  scope: Scope,
  period: Days & { readonly today?: string | undefined },
): Promise<readonly string[]> {
  const organization = await organizationOf(views);
  const there = [...organization.people].filter(([id, person]) => {
    const day = lastDayOf(person, period);
    if (day === undefined) return false;
    return isInside(organization, { id, scope, day: period.today ?? day });
  });
  return there.map(([id]) => id);
}

/** How many were active as salespeople on `day`, by member of a dimension; of teams with the teams below. */
export async function activeOn(
  views: Views,
  { scope, by }: { readonly scope: Scope; readonly by: Dimension },
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const organization = await organizationOf(views);
  const counts = new Map<string, number>();
  for (const [id, person] of organization.people) {
    if (!isSellingOn(person, day)) continue;
    if (!isInside(organization, { id, scope, day })) continue;
    for (const member of standing(organization, { id, by, day }))
      counts.set(member, (counts.get(member) ?? 0) + 1);
  }
  return counts;
}

/** Whether somebody is active as a salesperson that day. */
export function isSellingOn(person: SalespersonState, day: string): boolean {
  return roleOn(person, day) === 'salesperson' && isActiveOn(person, day);
}

/** Where a salesperson stands along a dimension on a day: a team and those above it, a territory, or nowhere. */
export function standing(
  { people, teams }: Organization,
  { id, by, day }: { readonly id: string; readonly by: Dimension; readonly day: string },
): readonly string[] {
  const person = people.get(id);
  if (by === 'organization') return [by];
  if (by === 'salesperson') return [id];
  if (by === 'territory') return [(person && territoryOn(person, day)) ?? unassigned];
  const path: string[] = [];
  let at = person === undefined ? null : teamOn(person, day);
  while (at !== null && path.length < teamLevelsMax) {
    path.push(at);
    const team: TeamState | undefined = teams.get(at);
    at = team === undefined ? null : parentOn(team, day);
  }
  return path.length === 0 ? [unassigned] : path;
}

/** Whether a salesperson stands in the scope on a day; scopes that are no place in the organisation hold everyone. */
export function isInside(
  organization: Organization,
  { id, scope, day }: { readonly id: string; readonly scope: Scope; readonly day: string },
): boolean {
  const { dimension } = scope;
  if (dimension !== 'team' && dimension !== 'territory') return true;
  return standing(organization, { id, by: dimension, day }).includes(scope.id);
}

type Days = { readonly start: string; readonly end: string };

/** The last day of the period on which somebody was active as a salesperson. */
function lastDayOf(person: SalespersonState, { start, end }: Days): string | undefined {
  const { roles, activeFrom, inactiveFrom } = person;
  const first = start < activeFrom ? activeFrom : start;
  let last = inactiveFrom === undefined || inactiveFrom > end ? end : addDays(inactiveFrom, -1);
  while (last >= first) {
    if (roleOn(person, last) === 'salesperson') return last;
    const day = last;
    const since = roles.findLast(({ from }) => from <= day)?.from;
    if (since === undefined) return undefined;
    last = addDays(since, -1);
  }
  return undefined;
}

const rowsAtOnce = 10_000;

/** The rows of these collections are states. */
async function allRows<S>(view: View, collection: string): Promise<ReadonlyMap<string, S>> {
  const found = new Map<string, S>();
  let page = await view.find({ collection, limit: rowsAtOnce });
  for (;;) {
    for (const { id, row } of page.rows) found.set(id, row as unknown as S);
    if (page.cursor === undefined) return found;
    page = await view.find({ collection, limit: rowsAtOnce, cursor: page.cursor });
  }
}
