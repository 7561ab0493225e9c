// What several rows of a salesperson list share: territories, managers and their teams. Each is made by the first row that
// needs it and remembered for the rest of the run.
import { type Row, type RowValue, Rejection } from '@ledger/ledger';
import { present } from '@ledger/sales';
import { type ImportEdge } from './planner.js';
import { demandValid } from './step-bodies.js';

/** A row in the list's own terms: names, not ids. */
export type OrganizationRow = {
  readonly salesperson: string;
  readonly manager?: string;
  readonly territory?: string;
  readonly email?: string;
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
  const place = async ({ manager, territory }: OrganizationRow): Promise<SharedPlace> =>
    present({
      territory: await once(territories, territory, (name) => territoryOf(edge, name)),
      team: await once(teams, manager, (name) => teamOf(edge, name, territory ?? 'Team')),
    });
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
  if ((await shown(edge, 'territory', id)) === undefined) {
    await make(edge, 'CreateTerritory', `territory/${id}`, { name });
  }
  return id;
}

async function teamOf(edge: ImportEdge, manager: string, place: string): Promise<string> {
  const leader = await edge.claim('salesperson', manager, 'sp');
  if ((await shown(edge, 'salesperson', leader)) === undefined) {
    const data = { name: manager, role: 'manager' };
    await make(edge, 'AddSalesperson', `salesperson/${leader}`, data);
  }
  const id = await edge.claim('team', manager, 'team');
  const team = await shown(edge, 'team', id);
  if (team === undefined) {
    await make(edge, 'CreateTeam', `team/${id}`, { name: await freeName(edge, place) });
  }
  if (latest(team?.['managers']) === undefined) {
    const subject = `team/${id}`;
    const idempotencyKey = edge.fingerprint(JSON.stringify(['AssignManager', subject, leader]));
    const assign = { type: 'AssignManager', subject, data: { manager: leader } };
    await edge.send([assign], { idempotencyKey });
  }
  return id;
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

async function shown(edge: ImportEdge, collection: string, id: string): Promise<Row | undefined> {
  const wanted = { projection: 'organization', collection, ids: [id] };
  return (await edge.rows(wanted, undefined)).rows[0];
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

/** The last value of an effective-dated history, as rows show it; undefined where there is none. */
export function latest(history: RowValue | undefined): string | undefined {
  const last: unknown = Array.isArray(history) ? history.at(-1) : undefined;
  if (typeof last !== 'object' || last === null || !('value' in last)) return undefined;
  return typeof last.value === 'string' ? last.value : undefined;
}
