// Rows of a salesperson–manager–region list become people, one team for each manager, and territories.
import { present } from '@ledger/sales';
import { Rejection, type Row } from '@ledger/ledger';
import { hashOf, versionOf } from './customer-rows.js';
import { ImportProblem } from './import-problem.js';
import {
  latest,
  type OrganizationRow,
  sharedSubjects,
  type SharedPlace,
  type SharedSubjects,
} from './organization-shared.js';
import { type ImportEdge, type Plan, type PlannedStep, type Planner, sourceOf } from './planner.js';

export function organizationPlanner(edge: ImportEdge): Planner<OrganizationRow> {
  const shared = sharedSubjects(edge);
  return {
    read: (cells) => {
      const [manager, territory, email] = ['manager', 'territory', 'email'].map(cells.text);
      const salesperson = cells.required('salesperson');
      if (salesperson === manager) {
        const reason = 'a team needs another manager than its member';
        throw new ImportProblem('row-field-invalid', { field: 'manager', value: manager, reason });
      }
      return { salesperson, ...present({ manager, territory, email }) };
    },
    key: ({ salesperson }) => salesperson,
    plan: async (rows, after) => {
      const places = await Promise.all(rows.map((row) => placeOf(shared, row)));
      const ids = await Promise.all(
        rows.map(({ salesperson }) => edge.claim('salesperson', salesperson, 'sp')),
      );
      const wanted = { projection: 'organization', collection: 'salesperson', ids };
      const seen = await edge.rows(wanted, after);
      const plans = rows.map((row, at) => {
        const place = places[at] ?? {};
        if (place instanceof Rejection) return place;
        return planOf(edge, row, { id: ids[at] ?? '', place, current: seen.rows[at] });
      });
      return { plans, sequence: seen.sequence };
    },
  };
}

/** A refused manager or territory refuses the row that names it, and no other. */
async function placeOf(
  shared: SharedSubjects,
  row: OrganizationRow,
): Promise<SharedPlace | Rejection> {
  try {
    return await shared.placeOf(row);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}

function planOf(
  edge: ImportEdge,
  row: OrganizationRow,
  { id, place, current }: { id: string; place: SharedPlace; current: Row | undefined },
): Plan {
  const { salesperson, email } = row;
  const source = sourceOf(edge, edge.fingerprint(salesperson), row);
  const previousHash = hashOf(current);
  const facts = { ...present({ email }), source };
  const assign = (type: string, field: 'team' | 'territory', value?: string): PlannedStep[] => {
    const now = latest(current?.[field === 'team' ? 'teams' : 'territories']);
    // An unchanged row moves nobody back who was moved by hand; one that was cut short is completed.
    if (value === undefined || value === now) return [];
    if (previousHash === source.hash && now !== undefined) return [];
    const effective = now === undefined ? {} : { effectiveOn: edge.today };
    return [{ type, data: { [field]: value, ...effective } }];
  };
  const places = [
    ...assign('AssignToTeam', 'team', place.team),
    ...assign('AssignTerritory', 'territory', place.territory),
  ];
  const steps = (): readonly PlannedStep[] => {
    if (current === undefined) {
      const data = { name: salesperson, role: 'salesperson', ...facts };
      return [{ type: 'AddSalesperson', data }, ...places];
    }
    if (previousHash === source.hash) return places;
    // The row's hash comes last, also where nothing else changed: a row that is refused on the way is tried again.
    return [...places, { type: 'ChangeSalesperson', data: facts }];
  };
  return {
    subject: `salesperson/${id}`,
    version: versionOf(current),
    previousHash,
    steps: steps(),
  };
}
