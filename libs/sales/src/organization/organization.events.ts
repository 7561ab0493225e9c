// What the organization slice tells the world: who sells, in which team and territory, from which day on.
// `occurredOn` of each event is the day from which it holds (`effectiveOn` of the command).
import { type Event } from '@ledger/ledger';
import { type Sealed, type Source } from '../source.js';

export type SalespersonRole = 'salesperson' | 'manager';

export type SalespersonAdded = Event<
  'SalespersonAdded',
  {
    readonly name: Sealed;
    readonly email?: Sealed;
    /** Managers lead teams and are ranked only where they hold credit themselves. */
    readonly role: SalespersonRole;
    readonly source?: Source;
  }
>;
export type SalespersonChanged = Event<
  'SalespersonChanged',
  { readonly name?: Sealed; readonly email?: Sealed; readonly role?: SalespersonRole; readonly source?: Source }
>;
export type SalespersonDeactivated = Event<'SalespersonDeactivated', { readonly reason?: string }>;
/** Subject: the salesperson. `null` ends the assignment. */
export type SalespersonAssignedToTeam = Event<'SalespersonAssignedToTeam', { readonly team: string | null }>;
/** Subject: the salesperson. `null` ends the assignment. */
export type TerritoryAssigned = Event<'TerritoryAssigned', { readonly territory: string | null }>;

export type TeamCreated = Event<'TeamCreated', { readonly name: string; readonly parent: string | null }>;
export type TeamMoved = Event<'TeamMoved', { readonly parent: string | null }>;
/** Subject: the team. `null`: nobody leads it from that day on. */
export type ManagerAssigned = Event<'ManagerAssigned', { readonly manager: string | null }>;

export type TerritoryCreated = Event<'TerritoryCreated', { readonly name: string }>;

export type SalespersonEvent =
  | SalespersonAdded
  | SalespersonChanged
  | SalespersonDeactivated
  | SalespersonAssignedToTeam
  | TerritoryAssigned;
export type TeamEvent = TeamCreated | TeamMoved | ManagerAssigned;
export type TerritoryEvent = TerritoryCreated;
export type OrganizationEvent = SalespersonEvent | TeamEvent | TerritoryEvent;
