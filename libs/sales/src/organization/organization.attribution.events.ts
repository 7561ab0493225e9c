// Who stood where on a day: read from the organisation as it is recorded, for the slices that pin it into their events.
import { type Known } from '@ledger/ledger';
import { present } from '../changes.js';
import { type Attribution } from '../deal/deal.events.js';
import {
  type History,
  type TeamState,
  managerOn,
  parentOn,
  salesperson,
  team,
  teamOn,
  territoryOn,
} from './organization.events.js';

/** The salesperson's team on that day and its ancestors, the manager of the innermost one, and the territory. */
export function attributionOn(known: Known, id: string, day: string): Attribution {
  const seller = known.of(salesperson, id);
  if (seller === undefined) return { salesperson: id, teams: [] };
  const teams = teamsUpFrom(known, teamOn(seller, day), day);
  const [innermost] = teams;
  const led = innermost === undefined ? undefined : known.of(team, innermost);
  return present({
    salesperson: id,
    teams,
    manager: led === undefined ? undefined : (managerOn(led, day) ?? undefined),
    territory: territoryOn(seller, day) ?? undefined,
  });
}

function teamsUpFrom(known: Known, innermost: string | null, day: string): readonly string[] {
  const path: string[] = [];
  for (let next = innermost; next !== null;) {
    path.push(next);
    const state: TeamState | undefined = known.of(team, next);
    next = state === undefined ? null : parentOn(state, day);
  }
  return path;
}

/** What `attributionOn` looks at for these people. `needs` knows no day, so it asks for every team they were ever under. */
export function attributionNeeds(known: Known, ids: readonly string[]): readonly string[] {
  const teams = new Set<string>();
  const reach = (id: string): void => {
    if (teams.has(id)) return;
    teams.add(id);
    const state = known.of(team, id);
    if (state !== undefined) everIn(state.parents).forEach(reach);
  };
  for (const id of ids) {
    const seller = known.of(salesperson, id);
    if (seller !== undefined) everIn(seller.teams).forEach(reach);
  }
  return [
    ...ids.map((id) => `${salesperson.kind}/${id}`),
    ...[...teams].map((id) => `${team.kind}/${id}`),
  ];
}

function everIn(history: History): readonly string[] {
  return history.flatMap(({ value }) => (value === null ? [] : [value]));
}
