// What the organization can be told, and what a decision about it needs to know.
import { type Command, type Known, idOf, unreachable } from '@ledger/ledger';
import { ledger } from '../ledger/ledger.events.js';
import { type Source } from '../source.js';
import { credited } from './guards.js';
import { placingNeeds } from './hierarchy.js';
import { type SalespersonRole, salesperson, team, territory } from './organization.events.js';

/** The day from which it holds; absent: the ledger's first day. */
type Effective = { readonly effectiveOn?: string };
type Facts = { readonly email?: string; readonly source?: Source };

export type AddSalesperson = Command<
  'AddSalesperson',
  Effective & Facts & { readonly name: string; readonly role?: SalespersonRole }
>;
export type ChangeSalesperson = Command<
  'ChangeSalesperson',
  Effective & Facts & { readonly name?: string; readonly role?: SalespersonRole }
>;
export type DeactivateSalesperson = Command<
  'DeactivateSalesperson',
  { readonly effectiveOn: string; readonly reason?: string }
>;
export type AssignToTeam = Command<'AssignToTeam', Effective & { readonly team: string | null }>;
export type AssignTerritory = Command<
  'AssignTerritory',
  Effective & { readonly territory: string | null }
>;
export type CreateTeam = Command<
  'CreateTeam',
  Effective & { readonly name: string; readonly parent?: string | null }
>;
export type MoveTeam = Command<'MoveTeam', Effective & { readonly parent: string | null }>;
export type AssignManager = Command<
  'AssignManager',
  Effective & { readonly manager: string | null }
>;
export type CreateTerritory = Command<'CreateTerritory', Effective & { readonly name: string }>;
export type OrganizationCommand =
  | AddSalesperson
  | ChangeSalesperson
  | DeactivateSalesperson
  | AssignToTeam
  | AssignTerritory
  | CreateTeam
  | MoveTeam
  | AssignManager
  | CreateTerritory;

/** Whatever a decision looks at besides its own subject. */
export function needs(command: OrganizationCommand, known: Known): readonly string[] {
  return [`${ledger.kind}/${command.ledger}`, ...placesOf(command, known)];
}

function placesOf(command: OrganizationCommand, known: Known): readonly string[] {
  const { subject } = command;
  const toCredits = `${credited.kind}/${subject}`;
  switch (command.type) {
    case 'AddSalesperson':
    case 'ChangeSalesperson':
    case 'CreateTerritory':
      return [];
    case 'DeactivateSalesperson':
      return [toCredits];
    case 'AssignToTeam':
      return [toCredits, ...keyOf(team.kind, command.data.team)];
    case 'AssignTerritory':
      return [toCredits, ...keyOf(territory.kind, command.data.territory)];
    case 'AssignManager':
      return [toCredits, ...keyOf(salesperson.kind, command.data.manager)];
    case 'CreateTeam':
    case 'MoveTeam': {
      const { parent = null, effectiveOn } = command.data;
      const from = effectiveOn ?? known.of(ledger, command.ledger)?.firstDay;
      if (parent === null || from === undefined) return [toCredits];
      return [toCredits, ...placingNeeds(known, { team: idOf(subject), parent, from })];
    }
    default:
      return unreachable(command);
  }
}

function keyOf(kind: string, id: string | null): readonly string[] {
  return id === null ? [] : [`${kind}/${id}`];
}
