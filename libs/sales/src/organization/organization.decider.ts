// Who joins, leaves and stands where from which day on. Each rule is one line that refuses; teams within teams stand in
// hierarchy.ts.
import { type Decider, type Known, idOf, unreachable } from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { requireLedger } from '../ledger/ledger.events.js';
import { isNews, isStale, plainSource } from '../source.js';
import {
  type AddSalesperson,
  type ChangeSalesperson,
  type DeactivateSalesperson,
  type CreateTeam,
  type CreateTerritory,
  type OrganizationCommand,
  needs,
} from './command.js';
import {
  type OrganizationEvent,
  heldOn,
  salesperson,
  team,
  territory,
} from './organization.events.js';
import {
  type Desk,
  demandActive,
  demandNoCredits,
  demandPlace,
  demandTeam,
  demandTerritory,
  existingPerson,
  existingTeam,
  holdsAlready,
  replacing,
} from './desk.js';
import { reject } from './organization.rejections.js';

type Events = readonly OrganizationEvent[];

export const organizationDecider: Decider<OrganizationCommand, OrganizationEvent> = {
  needs,

  decide: (command, known) => {
    const desk = deskOf(command, known);
    switch (command.type) {
      case 'AddSalesperson':
        return addSalesperson(command.data, desk);
      case 'ChangeSalesperson':
        return changeSalesperson(command.data, desk);
      case 'DeactivateSalesperson':
        return deactivate(command.data, desk);
      case 'AssignToTeam':
        return assignToTeam(command.data.team, desk);
      case 'AssignTerritory':
        return assignTerritory(command.data.territory, desk);
      case 'CreateTeam':
        return createTeam(command.data, desk);
      case 'MoveTeam':
        return moveTeam(command.data.parent, desk);
      case 'AssignManager':
        return assignManager(command.data.manager, desk);
      case 'CreateTerritory':
        return createTerritory(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

function deskOf(command: OrganizationCommand, known: Known): Desk {
  const { firstDay } = requireLedger(known, command.ledger);
  const date = command.data.effectiveOn ?? firstDay;
  if (date < firstDay) throw reject('date-before-first-day', { date, firstDay }, '/effectiveOn');
  const { subject } = command;
  return { known, date, subject, id: idOf(subject) };
}

function addSalesperson(data: AddSalesperson['data'], { known, id, subject, date }: Desk): Events {
  const { name, email, role = 'salesperson', source } = data;
  const state = known.of(salesperson, id);
  if (state !== undefined) {
    if (isStale(state.source, source)) return [];
    const isSame = Object.keys(differences(state, { name, email, role })).length === 0;
    if (isSame && state.activeFrom === date && !isNews(state.source, source)) return [];
    throw reject('salesperson-exists', { salesperson: id });
  }
  const added = present({ name, email, role, source: plainSource(source) });
  return [{ type: 'SalespersonAdded', subject, occurredOn: date, data: added }];
}

function changeSalesperson(data: ChangeSalesperson['data'], desk: Desk): Events {
  const state = existingPerson(desk);
  const { name, email, role, source } = data;
  if (isStale(state.source, source)) return [];
  const holds = role === undefined || holdsAlready(state.roles, role, desk.date);
  if (!holds) replacing(state.roles, desk);
  const changes = { ...differences(state, { name, email }), ...(holds ? {} : { role }) };
  if (Object.keys(changes).length === 0 && !isNews(state.source, source)) return [];
  const changed = present({ ...changes, source: plainSource(source) });
  return [
    { type: 'SalespersonChanged', subject: desk.subject, occurredOn: desk.date, data: changed },
  ];
}

function deactivate(data: DeactivateSalesperson['data'], desk: Desk): Events {
  const state = existingPerson(desk);
  const { id, subject, date } = desk;
  if (state.inactiveFrom === date) return [];
  demandActive(state, { id, date, pointer: '/effectiveOn' });
  demandNoCredits(desk);
  const { reason } = data;
  const deactivated = present({ reason });
  return [{ type: 'SalespersonDeactivated', subject, occurredOn: date, data: deactivated }];
}

function assignToTeam(value: string | null, desk: Desk): Events {
  const state = existingPerson(desk);
  const { subject, date } = desk;
  if (value !== null) demandTeam(desk, value, '/team');
  if (holdsAlready(state.teams, value, date)) return [];
  const replaced = replacing(state.teams, desk);
  if (value !== null) demandActive(state, { id: desk.id, date, pointer: '/effectiveOn' });
  demandNoCredits(desk);
  const data = { team: value, ...replaced };
  return [{ type: 'SalespersonAssignedToTeam', subject, occurredOn: date, data }];
}

function assignTerritory(value: string | null, desk: Desk): Events {
  const state = existingPerson(desk);
  const { subject, date } = desk;
  if (value !== null) demandTerritory(desk, value);
  if (holdsAlready(state.territories, value, date)) return [];
  const replaced = replacing(state.territories, desk);
  if (value !== null) demandActive(state, { id: desk.id, date, pointer: '/effectiveOn' });
  demandNoCredits(desk);
  const data = { territory: value, ...replaced };
  return [{ type: 'TerritoryAssigned', subject, occurredOn: date, data }];
}

function createTeam({ name, parent = null }: CreateTeam['data'], desk: Desk): Events {
  const { known, id, subject, date } = desk;
  const state = known.of(team, id);
  if (state !== undefined) {
    const isSame = state.name === name && heldOn(state.parents, state.createdOn) === parent;
    if (isSame && state.createdOn === date) return [];
    throw reject('team-exists', { team: id });
  }
  if (parent !== null) demandPlace(desk, parent);
  return [{ type: 'TeamCreated', subject, occurredOn: date, data: { name, parent } }];
}

function moveTeam(parent: string | null, desk: Desk): Events {
  const state = existingTeam(desk);
  const { subject, date } = desk;
  if (parent !== null && desk.known.of(team, parent) === undefined) {
    throw reject('team-unknown', { team: parent }, '/parent');
  }
  if (holdsAlready(state.parents, parent, date)) return [];
  const replaced = replacing(state.parents, desk);
  demandNoCredits(desk);
  if (parent !== null) demandPlace(desk, parent);
  const data = { parent, ...replaced };
  return [{ type: 'TeamMoved', subject, occurredOn: date, data }];
}

function assignManager(manager: string | null, desk: Desk): Events {
  const state = existingTeam(desk);
  const { known, subject, date } = desk;
  const person = manager === null ? undefined : known.of(salesperson, manager);
  if (manager !== null && person === undefined) {
    throw reject('salesperson-unknown', { salesperson: manager }, '/manager');
  }
  if (holdsAlready(state.managers, manager, date)) return [];
  const replaced = replacing(state.managers, desk);
  if (manager !== null && person !== undefined) {
    demandActive(person, { id: manager, date, pointer: '/manager' });
  }
  demandNoCredits(desk);
  const data = { manager, ...replaced };
  return [{ type: 'ManagerAssigned', subject, occurredOn: date, data }];
}

function createTerritory({ name }: CreateTerritory['data'], desk: Desk): Events {
  const { known, id, subject, date } = desk;
  const state = known.of(territory, id);
  if (state !== undefined) {
    if (state.name === name && state.createdOn === date) return [];
    throw reject('territory-exists', { territory: id });
  }
  return [{ type: 'TerritoryCreated', subject, occurredOn: date, data: { name } }];
}
