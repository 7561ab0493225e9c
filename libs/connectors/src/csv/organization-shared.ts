// What several rows of a salesperson list share: territories, managers and their teams. Each is made by the first row that
// needs it and remembered for the rest of the run.
import { type Row, type RowValue, Rejection } from '@ledger/ledger';
import { type ImportEdge } from './planner.js';

/** A row in the list's own terms: names, not ids. */
export type OrganizationRow = {
  readonly salesperson: string;
  readonly manager?: string;
  readonly territory?: string;
  readonly email?: string;
};

/** A row's manager and territory as the ledger's ids. */
export type SharedPlace = { readonly team?: string; readonly territory?: string };

export type SharedSubjects = { placeOf(row: OrganizationRow): Promise<SharedPlace> };

export function sharedSubjects(edge: ImportEdge): SharedSubjects {
  const territories = new Map<string, Promise<string>>();
  const teams = new Map<string, Promise<string>>();
  const teamsIn = new Map<string, number>();
  const once = (
    made: Map<string, Promise<string>>,
    name: string,
    make: () => Promise<string>,
  ): Promise<string> => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  return {
    placeOf: async ({ manager, territory }) => ({
      ...(territory === undefined
        ? {}
        : { territory: await once(territories, territory, () => territoryOf(edge, territory)) }),
      ...(manager === undefined
        ? {}
        : {
            team: await once(teams, manager, () => {
              // A manager's name is personal and stays out of the team's: teams are numbered by territory.
              const place = territory ?? 'Team';
              const number = (teamsIn.get(place) ?? 0) + 1;
              teamsIn.set(place, number);
              return teamOf(edge, manager, `${place} ${number}`);
            }),
          }),
    }),
  };
}

async function territoryOf(edge: ImportEdge, name: string): Promise<string> {
  const id = await edge.claim('territory', name, 'terr');
  if ((await shown(edge, 'territory', id)) === undefined) {
    await make(edge, 'CreateTerritory', `territory/${id}`, { name });
  }
  return id;
}

async function teamOf(edge: ImportEdge, manager: string, name: string): Promise<string> {
  const leader = await edge.claim('salesperson', manager, 'sp');
  if ((await shown(edge, 'salesperson', leader)) === undefined) {
    const data = { name: manager, role: 'manager' };
    await make(edge, 'AddSalesperson', `salesperson/${leader}`, data);
  }
  const id = await edge.claim('team', manager, 'team');
  const team = await shown(edge, 'team', id);
  if (team === undefined) await make(edge, 'CreateTeam', `team/${id}`, { name });
  if (latest(team?.['managers']) === undefined) {
    const subject = `team/${id}`;
    const idempotencyKey = edge.fingerprint(JSON.stringify(['AssignManager', subject, leader]));
    await edge.send(
      { type: 'AssignManager', subject, data: { manager: leader } },
      { idempotencyKey },
    );
  }
  return id;
}

async function shown(edge: ImportEdge, collection: string, id: string): Promise<Row | undefined> {
  const wanted = { projection: 'organization', collection, ids: [id] };
  return (await edge.rows(wanted, undefined)).rows[0];
}

/** Makes a subject unless somebody else has just made it: a read model may be a moment behind. */
async function make(edge: ImportEdge, type: string, subject: string, data: object): Promise<void> {
  const idempotencyKey = edge.fingerprint(JSON.stringify([type, subject]));
  try {
    await edge.send({ type, subject, data }, { idempotencyKey, expectedVersion: 0 });
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
