// What a board needs to know of its members beyond figures: names, and who was there without selling anything.
import { type View } from '@ledger/read-store';
import { type Row, addDays } from '@ledger/ledger';
import {
  type SalespersonState,
  type TeamState,
  parentOn,
  teamLevelsMax,
  teamOn,
  territoryOn,
} from '../organization/organization.events.js';
import { unassigned } from '../measure/part.js';
import { type Dimension } from '../measure/space.js';
import { type Scope } from './asked.js';

/** The projection and collection in which a dimension's members stand; the others are words and name themselves. */
const homes: { readonly [dimension in Dimension]?: string } = {
  salesperson: 'organization',
  team: 'organization',
  territory: 'organization',
  product: 'product',
  customer: 'customer',
};

export function homeOf(dimension: Dimension): string | undefined {
  return homes[dimension];
}

/** Views by projection name. */
export type Views = ReadonlyMap<string, View>;

/** Names by id, sealed where they are personal; none for who has no row, as `unassigned`. */
export async function namesOf(
  views: Views,
  dimension: Dimension,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const home = homeOf(dimension);
  if (home === undefined) {
    return new Map(ids.filter((id) => id !== unassigned).map((id) => [id, id]));
  }
  const rows = await viewOf(views, home).getMany(dimension, ids);
  return new Map(
    ids.flatMap((id, i) => {
      const name = rows[i]?.['name'];
      return typeof name === 'string' ? [[id, name] as const] : [];
    }),
  );
}

/**
 * Salespeople who were active in the period and stood in the scope on the last day of it on which they were. Managers are
 * ranked by what they sell and are not missed where they sell nothing.
 */
export async function salespeopleIn(
  views: Views,
  scope: Scope,
  period: Days,
): Promise<readonly string[]> {
  const view = viewOf(views, 'organization');
  const teams = scope.dimension === 'team' ? await allRows(view, 'team') : new Map<string, Row>();
  const people = await allRows(view, 'salesperson');
  const there = [...people].filter(([, row]) => {
    const person = row as unknown as SalespersonState; // the rows of this collection are states
    const day = lastActiveDay(person, period);
    if (person.role !== 'salesperson' || day === undefined) return false;
    if (scope.dimension === 'territory') return territoryOn(person, day) === scope.id;
    return scope.dimension !== 'team' || isWithin(teamOn(person, day), { scope, teams, day });
  });
  return there.map(([id]) => id);
}

type Days = { readonly start: string; readonly end: string };

function lastActiveDay(person: SalespersonState, { start, end }: Days): string | undefined {
  const { activeFrom, inactiveFrom } = person;
  const last = inactiveFrom === undefined || inactiveFrom > end ? end : addDays(inactiveFrom, -1);
  return last < start || last < activeFrom ? undefined : last;
}

type Teams = {
  readonly scope: Scope;
  readonly teams: ReadonlyMap<string, Row>;
  readonly day: string;
};

function isWithin(team: string | null, { scope, teams, day }: Teams): boolean {
  let at = team;
  for (let level = 0; at !== null && level < teamLevelsMax; level += 1) {
    if (at === scope.id) return true;
    const row = teams.get(at);
    at = row === undefined ? null : parentOn(row as unknown as TeamState, day); // rows are states here too
  }
  return false;
}

const rowsAtOnce = 10_000;

async function allRows(view: View, collection: string): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  let page = await view.find({ collection, limit: rowsAtOnce });
  for (;;) {
    for (const { id, row } of page.rows) found.set(id, row);
    if (page.cursor === undefined) return found;
    page = await view.find({ collection, limit: rowsAtOnce, cursor: page.cursor });
  }
}

export function viewOf(views: Views, projection: string): View {
  const view = views.get(projection);
  if (view === undefined) throw new Error(`no view of ${projection} was opened`);
  return view;
}
