// What came late to the organisation: changes recorded after the day from which they hold, for whoever counts people on
// such a day. Each keeps what it found, so that they can be taken back one by one, the latest first.
import { type Row, unreachable } from '@ledger/ledger';
import { present } from '../changes.js';
import { type LateRow } from '../late-rows.js';
import {
  type OrganizationEvent,
  type SalespersonState,
  type TeamState,
} from './organization.events.js';

/** As much of a salesperson as tells on which days they sold, and where they stood. */
export type PersonBefore = Pick<
  SalespersonState,
  'role' | 'roles' | 'activeFrom' | 'inactiveFrom' | 'teams' | 'territories'
>;
export type TeamBefore = Pick<TeamState, 'parents'>;

/** What stood before; `null`: nobody knew of the salesperson. */
type Found =
  | { readonly kind: 'salesperson'; readonly was: PersonBefore | null }
  | { readonly kind: 'team'; readonly was: TeamBefore };

/** What a late entry about a salesperson or a team found. */
export type LateOrganization = LateRow & { readonly id: string } & Found;

/**
 * What the event found in the row of its subject.
 * @returns undefined where it moves nobody: a team begins empty, and names and managers count nowhere
 */
export function foundBy(event: OrganizationEvent, row: Row | undefined): Found | undefined {
  switch (event.type) {
    case 'SalespersonChanged':
      return event.data.role === undefined ? undefined : person(row);
    case 'SalespersonAdded':
    case 'SalespersonDeactivated':
    case 'SalespersonAssignedToTeam':
    case 'TerritoryAssigned':
      return person(row);
    case 'TeamMoved': {
      const { parents } = row as unknown as TeamState; // the rows of teams are states
      return { kind: 'team', was: { parents } };
    }
    case 'TeamCreated':
    case 'ManagerAssigned':
    case 'TerritoryCreated':
      return undefined;
    default:
      return unreachable(event);
  }
}

function person(row: Row | undefined): Found {
  if (row === undefined) return { kind: 'salesperson', was: null };
  // The rows of salespeople are states.
  const { role, roles, activeFrom, inactiveFrom, teams, territories } =
    row as unknown as SalespersonState;
  const was = present({ role, roles, activeFrom, inactiveFrom, teams, territories });
  return { kind: 'salesperson', was };
}
