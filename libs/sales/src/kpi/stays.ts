// On which days people stood in a team or a territory. What was sold on such a day was sold there: nothing that reaches a
// credited day changes where somebody stood on it, so an entry's attribution and the organisation's rows agree.
import { addDays } from '@ledger/ledger';
import { type Days } from '../measure/united-customers.js';
import { type TeamState } from '../organization/organization.events.js';
import { type Organization, isInside } from './people.js';
import { type Scope } from './scope.js';

export type Stays = {
  /** One after another. */
  readonly days: readonly Days[];
  /** From the first active day on without a break. */
  readonly isUnbroken: boolean;
};

/** Of everyone who ever stood in the scope, a team or a territory, up to a day. */
export function staysIn(
  organization: Organization,
  scope: Scope,
  until: string,
): ReadonlyMap<string, Stays> {
  const moves = new Set([...organization.teams.values()].flatMap(movesOf));
  const found = new Map<string, Stays>();
  for (const [id, person] of organization.people) {
    const { activeFrom, teams, territories } = person;
    const own = (scope.dimension === 'team' ? teams : territories).map(({ from }) => from);
    const changes = scope.dimension === 'team' ? [...own, ...moves] : own;
    const starts = new Set([activeFrom, ...changes.filter((day) => day > activeFrom)]);
    const pieces = piecesFrom([...starts].sort(), until);
    const days = pieces.filter(({ start: day }) => isInside(organization, { id, scope, day }));
    if (days.length > 0) found.set(id, { days, isUnbroken: days.length === pieces.length });
  }
  return found;
}

/** Nobody stood in it before it was there. */
function movesOf({ createdOn, parents }: TeamState): readonly string[] {
  return parents.map(({ from }) => from).filter((day) => day > createdOn);
}

function piecesFrom(starts: readonly string[], until: string): readonly Days[] {
  const begun = starts.filter((day) => day <= until);
  return begun.map((start, i) => {
    const next = begun[i + 1];
    return { start, end: next === undefined ? until : addDays(next, -1) };
  });
}
