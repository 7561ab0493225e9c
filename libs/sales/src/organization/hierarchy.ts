// Teams above and below a team, day by day: no cycle and no more levels than a command can look up.
import { type Known } from '@ledger/ledger';
import {
  type History,
  type TeamState,
  parentOn,
  team,
  teamLevelsMax,
} from './organization.events.js';
import { teamChildren } from './guards.js';
import { reject } from './organization.rejections.js';

/** A team that shall stand under another one from a day on. */
export type Placing = { readonly team: string; readonly parent: string; readonly from: string };

/** Everything that `checkPlacing` looks at, as far as it is known who that is. */
export function placingNeeds(
  known: Known,
  { team: moved, parent, from }: Placing,
): readonly string[] {
  const above = [...teamsAbove(known, parent, from)].map((id) => `${team.kind}/${id}`);
  const below = [...teamsBelow(known, moved, from)].flatMap((id) => [
    `${team.kind}/${id}`,
    `${teamChildren.kind}/${id}`,
  ]);
  return [...above, ...below];
}

/** @throws Rejection `team-cycle` or `team-too-deep` where on some day from then on the teams were no tree of that height */
export function checkPlacing(known: Known, placing: Placing): void {
  const { team: moved, parent, from } = placing;
  const related = [...teamsAbove(known, parent, from), ...teamsBelow(known, moved, from)];
  for (const date of daysOfChange(known, related, from)) {
    const path = pathUp(known, parent, date);
    if (path.includes(moved)) throw reject('team-cycle', { team: moved, parent, date }, '/parent');
    const levels = path.length + levelsBelow(known, moved, date);
    if (levels <= teamLevelsMax) continue;
    throw reject('team-too-deep', { date, levels, levelsMax: teamLevelsMax }, '/parent');
  }
}

/** Also those that come later: a change that is planned already counts. */
function teamsAbove(known: Known, start: string, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const state = known.of(team, id);
    if (state !== undefined) valuesFrom(state.parents, from).forEach(visit);
  };
  visit(start);
  return found;
}

function teamsBelow(known: Known, start: string, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const child of known.of(teamChildren, id) ?? []) {
      const state = known.of(team, child);
      // Asked for even where it has long moved away: only its own state tells.
      if (state === undefined) found.add(child);
      else if (valuesFrom(state.parents, from).includes(id)) visit(child);
    }
  };
  visit(start);
  return found;
}

/** What holds on that day and what comes after it. */
function valuesFrom(history: History, from: string): readonly string[] {
  const held = history.findLastIndex((one) => one.from <= from);
  return history.slice(Math.max(held, 0)).flatMap(({ value }) => value ?? []);
}

function daysOfChange(known: Known, ids: readonly string[], from: string): readonly string[] {
  const later = ids.flatMap((id) => known.of(team, id)?.parents ?? []).map((one) => one.from);
  return [...new Set([from, ...later.filter((date) => date > from)])].sort();
}

/** The team and those above it, innermost first. */
function pathUp(known: Known, start: string, date: string): readonly string[] {
  const path: string[] = [];
  for (let id: string | null = start; id !== null && !path.includes(id);) {
    path.push(id);
    const state: TeamState | undefined = known.of(team, id);
    id = state === undefined ? null : parentOn(state, date);
  }
  return path;
}

/** How many levels the team and those below it make up. */
function levelsBelow(known: Known, id: string, date: string): number {
  const depths = (known.of(teamChildren, id) ?? []).map((child) => {
    const state = known.of(team, child);
    return state !== undefined && parentOn(state, date) === id
      ? levelsBelow(known, child, date)
      : 0;
  });
  return 1 + Math.max(0, ...depths);
}
