// What several rows of a salesperson list share: territories, managers and their teams. Each is made by the first row that
// needs it and remembered for the rest of the run.
import { type Row, Rejection, idOf, kindOf } from '@ledger/ledger';
import { present } from '@ledger/sales';
import { versionOf } from './customer-rows.js';
import { historyOf, latest } from './histories.js';
import { ImportProblem } from './import-problem.js';
import { type ImportEdge } from './planner.js';
import { demandValid } from './step-bodies.js';

/** A row in the list's own terms: names, not ids. */
export type OrganizationRow = {
  readonly salesperson: string;
  readonly manager?: string;
  /** Absent where teams are known by their managers. */
  readonly team?: string;
  /** The team above it. */
  readonly parent?: string;
  readonly territory?: string;
  readonly email?: string;
  /** The day from which the row holds; absent: it says how things are today. */
  readonly effectiveOn?: string;
  /** The first day on which it no longer does. */
  readonly until?: string;
  /** Another row of the person starts by then. */
  readonly isFollowed: boolean;
};

/** A row's manager and territory as the ledger's ids. */
export type SharedPlace = { readonly team?: string; readonly territory?: string };

export type SharedSubjects = {
  /** @throws Rejection where a rule refuses one of them; the next row that needs it tries again */
  placeOf(row: OrganizationRow): Promise<SharedPlace>;
};

export function sharedSubjects(edge: ImportEdge): SharedSubjects {
  const territories = new Map<string, string>();
  const teams = new Map<string, string>();
  const parents = new Map<string, string>();
  const once = async (
    made: Map<string, string>,
    name: string | undefined,
    make: (name: string) => Promise<string>,
  ): Promise<string | undefined> => {
    if (name === undefined) return undefined;
    const id = made.get(name) ?? (await make(name));
    made.set(name, id);
    return id;
  };
  const teamNamed = async ({ team, parent, manager }: OrganizationRow & { team: string }) => {
    const above = parents.get(team) ?? parent;
    if (parent !== undefined && parent !== above) {
      const reason = `another row puts ${team} under ${above}`;
      throw new ImportProblem('row-field-invalid', { field: 'parent', value: parent, reason });
    }
    const id = await namedTeamOf(edge, team, parent);
    if (manager !== undefined) await lead(edge, id, await leaderOf(edge, manager));
    if (parent !== undefined) parents.set(team, parent);
    return id;
  };
  const place = async (row: OrganizationRow): Promise<SharedPlace> => {
    const { manager, team, parent, territory } = row;
    const byManager = team === undefined ? manager : undefined;
    const name = team === undefined ? undefined : JSON.stringify([team, parent, manager]);
    return present({
      territory: await once(territories, territory, (called) => territoryOf(edge, called)),
      team:
        (await once(teams, byManager, (leader) => teamOf(edge, leader, territory ?? 'Team'))) ??
        (await once(teams, name, () => teamNamed({ ...row, team: team ?? '' }))),
    });
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One after another, over all chunks: rows share managers, and the first that needs one makes the team.
    placeOf: (row) => {
      const next = last.then(() => place(row));
      last = next.catch(() => undefined); // whoever asked for it is told
      return next;
    },
  };
}

async function territoryOf(edge: ImportEdge, name: string): Promise<string> {
  const id = await edge.claim('territory', name, 'terr');
  if ((await shown(edge, `territory/${id}`)) === undefined) {
    await make(edge, 'CreateTerritory', `territory/${id}`, { name });
  }
  return id;
}

async function teamOf(edge: ImportEdge, manager: string, place: string): Promise<string> {
  const leader = await leaderOf(edge, manager);
  const id = await edge.claim('team', manager, 'team');
  if ((await shown(edge, `team/${id}`)) === undefined) {
    await make(edge, 'CreateTeam', `team/${id}`, { name: await freeName(edge, place) });
  }
  await lead(edge, id, leader);
  return id;
}

async function namedTeamOf(edge: ImportEdge, name: string, above?: string): Promise<string> {
  const parent = above === undefined ? undefined : await namedTeamOf(edge, above);
  const id = await edge.claim('named-team', name, 'team');
  const team = await shown(edge, `team/${id}`, await edge.head());
  if (team === undefined) {
    await make(edge, 'CreateTeam', `team/${id}`, present({ name, parent }));
  } else if (parent !== undefined && latest(historyOf(team, 'parents')) !== parent) {
    const data = { parent, effectiveOn: edge.today };
    const moves = [{ type: 'MoveTeam', subject: `team/${id}`, data }] as const;
    const move = JSON.stringify(['MoveTeam', id, parent, versionOf(team)]);
    await edge.send(moves, { idempotencyKey: edge.fingerprint(move) });
  }
  return id;
}

async function leaderOf(edge: ImportEdge, manager: string): Promise<string> {
  const leader = await edge.claim('salesperson', manager, 'sp');
  if ((await shown(edge, `salesperson/${leader}`)) === undefined) {
    const data = { name: manager, role: 'manager' };
    await make(edge, 'AddSalesperson', `salesperson/${leader}`, data);
  }
  return leader;
}

/** Gives a team that nobody ever led its leader. */
async function lead(edge: ImportEdge, team: string, manager: string): Promise<void> {
  const row = await shown(edge, `team/${team}`);
  if (historyOf(row, 'managers').length > 0) return;
  const subject = `team/${team}`;
  const idempotencyKey = edge.fingerprint(JSON.stringify(['AssignManager', subject, manager]));
  await edge.send([{ type: 'AssignManager', subject, data: { manager } }], { idempotencyKey });
}

/** A manager's name is personal and stays out of the team's: teams are numbered by territory, over all imports. */
async function freeName(edge: ImportEdge, place: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${place} ${number}`;
    if ((await edge.lookUp('team-name', name)) !== undefined) continue;
    await edge.claim('team-name', name, 'name');
    return name;
  }
}

async function shown(edge: ImportEdge, subject: string, after?: number): Promise<Row | undefined> {
  const wanted = {
    projection: 'organization',
    collection: kindOf(subject),
    ids: [idOf(subject)],
  };
  return (await edge.rows(wanted, after)).rows[0];
}

/** Makes a subject unless somebody else has just made it: a read model may be a moment behind. */
async function make(edge: ImportEdge, type: string, subject: string, data: object): Promise<void> {
  demandValid({ type, data });
  const idempotencyKey = edge.fingerprint(JSON.stringify([type, subject]));
  try {
    await edge.send([{ type, subject, data }], { idempotencyKey, expectedVersion: 0 });
  } catch (error) {
    if (error instanceof Rejection && error.rule === 'version-conflict') return;
    throw error;
  }
}
