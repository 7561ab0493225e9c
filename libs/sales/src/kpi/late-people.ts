// Which entries changed how many were active as salespeople on a day, of those recorded after it. What is known now is
// taken back entry by entry, the latest first.
import { type Allowance, type Found, type LateAsked, lateRowsOf } from '../late-rows.js';
import { type SalespersonState, type TeamState } from '../organization/organization.events.js';
import { type LateOrganization } from '../organization/organization.late.events.js';
import { isSellingOn, organizationOf, standing } from './people.js';
import { type Scope } from './scope.js';
import { type Views, viewOf } from './views.js';

export type LatePeople = {
  readonly sequence: number;
  /** The business day of its recording. */
  readonly recordedOn: string;
  readonly added: number;
};

export type LatePeopleAsked = Omit<LateAsked, 'from'> & {
  readonly scope: Scope;
  /** Those count who stand in the scope on this day, as is known now; absent: who stood there on the day itself. */
  readonly today: string | undefined;
};

/** In no order; undefined where more late rows lie there than may be looked at. */
export async function latePeopleOf(
  views: Views,
  asked: LatePeopleAsked,
  allowance: Allowance,
): Promise<readonly LatePeople[] | undefined> {
  const rows = await lateRowsOf<LateOrganization>(viewOf(views, 'organization'), asked, allowance);
  if (rows === undefined) return undefined;
  const { to, today, scope } = asked;
  const known = await organizationOf(views);
  const then = { people: new Map(known.people), teams: new Map(known.teams) };
  const by = scope.dimension;
  const countOf = (id: string): number => {
    const person = then.people.get(id);
    if (person === undefined || !isSellingOn(person, to)) return 0;
    const places =
      today === undefined
        ? standing(then, { id, by, day: to })
        : standing(known, { id, by, day: today });
    return places.includes(scope.id) ? 1 : 0;
  };
  const countTouched = ({ kind, id }: Found<LateOrganization>): number => {
    if (kind === 'salesperson') return countOf(id);
    return today === undefined && by === 'team' ? total([...then.people.keys()].map(countOf)) : 0;
  };
  return rows
    .toSorted((a, b) => b.sequence - a.sequence)
    .map((row) => {
      const is = countTouched(row);
      takeBack(row, then);
      return { sequence: row.sequence, recordedOn: row.recordedOn, added: is - countTouched(row) };
    });
}

/** As much of the organisation as was known at some entry. */
type Then = {
  readonly people: Map<string, SalespersonState>;
  readonly teams: Map<string, TeamState>;
};

function takeBack({ id, ...found }: LateOrganization, { people, teams }: Then): void {
  if (found.kind === 'team') {
    const team = teams.get(id);
    if (team !== undefined) teams.set(id, { ...team, ...found.was });
    return;
  }
  const person = people.get(id);
  if (found.was === null) people.delete(id);
  else if (person !== undefined) {
    people.set(id, { ...person, inactiveFrom: undefined, ...found.was });
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
