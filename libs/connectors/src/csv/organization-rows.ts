// Rows of a salesperson–manager–region list become people, one team for each manager, and territories. A row with a date says
// where somebody stood from that day on, one without where they stand today.
import { present } from '@ledger/sales';
import { Rejection, type Row } from '@ledger/ledger';
import { hashOf, versionOf } from './customer-rows.js';
import { type FollowUps, datesOf } from './follow-ups.js';
import { type Span, historyOf, latest, missingFor } from './histories.js';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';
import {
  type OrganizationRow,
  sharedSubjects,
  type SharedPlace,
  type SharedSubjects,
} from './organization-shared.js';
import { type ImportEdge, type Plan, type PlannedStep, type Planner, sourceOf } from './planner.js';

export function organizationPlanner(
  edge: ImportEdge,
  mapping: Mapping,
  followUps: FollowUps,
): Planner<OrganizationRow> {
  const shared = sharedSubjects(edge);
  return {
    read: (cells) => {
      const fields = ['manager', 'territory', 'email', 'team', 'parent'];
      const [manager, territory, email, team, parent] = fields.map(cells.text);
      const salesperson = cells.required('salesperson');
      if (salesperson === manager) {
        const reason = 'a team needs another manager than its member';
        throw new ImportProblem('row-field-invalid', { field: 'manager', value: manager, reason });
      }
      if (parent !== undefined && team === undefined) {
        throw new ImportProblem('row-field-missing', { field: 'team' });
      }
      const { effectiveOn, until } = datesOf(cells, mapping);
      const isFollowed =
        effectiveOn !== undefined &&
        until !== undefined &&
        followUps.follows(salesperson, effectiveOn, until);
      return {
        salesperson,
        isFollowed,
        ...present({ manager, territory, email, team, parent, effectiveOn, until }),
      };
    },
    key: ({ salesperson }) => salesperson,
    // A dated list says of each of a person's days what began on it.
    once: ({ salesperson, effectiveOn }) => JSON.stringify([salesperson, effectiveOn]),
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
  const source = sourceOf(edge, edge.fingerprint(salesperson), contentOf(row));
  const previousHash = hashOf(current);
  const facts = { ...present({ email }), source };
  const steps = (): readonly PlannedStep[] => {
    const add = {
      type: 'AddSalesperson',
      data: { name: salesperson, role: 'salesperson', ...facts },
    };
    if (row.effectiveOn !== undefined) {
      const { effectiveOn: from, until, isFollowed } = row;
      const places = datedPlaces(place, current, present({ from, until, isFollowed }));
      return current === undefined ? [add, ...places] : places;
    }
    const isSame = previousHash === source.hash;
    const places = placesToday(place, current, { isSame, today: edge.today });
    if (current === undefined) return [add, ...places];
    // The row's hash comes last, also where nothing else changed: a row that is refused on the way is tried again.
    return isSame ? places : [...places, { type: 'ChangeSalesperson', data: facts }];
  };
  return {
    subject: `salesperson/${id}`,
    version: versionOf(current),
    previousHash,
    steps: steps(),
  };
}

/** Whether something follows depends on other rows and is no part of this one. */
function contentOf({ isFollowed: _, ...content }: OrganizationRow): object {
  return content;
}

const histories = [
  { type: 'AssignToTeam', field: 'team', history: 'teams' },
  { type: 'AssignTerritory', field: 'territory', history: 'territories' },
] as const;

/** An unchanged row moves nobody back who was moved by hand; one that was cut short is completed. */
function placesToday(
  place: SharedPlace,
  current: Row | undefined,
  { isSame, today }: { readonly isSame: boolean; readonly today: string },
): readonly PlannedStep[] {
  return histories.flatMap(({ type, field, history }): PlannedStep[] => {
    const known = historyOf(current, history);
    const value = place[field];
    if (value === undefined || value === latest(known)) return [];
    if (known.length === 0) return [{ type, data: { [field]: value } }];
    return isSame ? [] : [{ type, data: { [field]: value, effectiveOn: today } }];
  });
}

function datedPlaces(
  place: SharedPlace,
  current: Row | undefined,
  span: Omit<Span, 'value'>,
): readonly PlannedStep[] {
  return histories.flatMap(({ type, field, history }): PlannedStep[] => {
    const value = place[field];
    if (value === undefined) return [];
    return missingFor(historyOf(current, history), { ...span, value }).map((assignment) => ({
      type,
      data: { [field]: assignment.value, effectiveOn: assignment.effectiveOn },
    }));
  });
}
