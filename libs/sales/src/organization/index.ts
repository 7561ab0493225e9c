// The organization slice: who sells, in which team and territory, from which day on.
import { type Slice } from '@ledger/ledger';
import {
  SalespersonCommandsController,
  TeamCommandsController,
  TerritoryCommandsController,
} from './organization.commands.js';
import { organizationDecider } from './organization.decider.js';
import { salesperson, team, territory } from './organization.events.js';
import { credited, teamChildren } from './guards.js';
import { organizationProjection } from './organization.projection.js';
import {
  MemberHandler,
  MembersHandler,
  OrganizationQueriesController,
} from './organization.queries.js';
import { organizationRejections } from './organization.rejections.js';

export * from './organization.bodies.js';
export { type OrganizationCommand } from './command.js';
export { organizationProjection } from './organization.projection.js';
export { GetMember, ListMembers } from './organization.queries.js';

export const organizationSlice: Slice = {
  name: 'organization',
  events: {
    SalespersonAdded: { version: 1 },
    SalespersonChanged: { version: 1 },
    SalespersonDeactivated: { version: 1 },
    SalespersonAssignedToTeam: { version: 1 },
    TerritoryAssigned: { version: 1 },
    TeamCreated: { version: 1 },
    TeamMoved: { version: 1 },
    ManagerAssigned: { version: 1 },
    TerritoryCreated: { version: 1 },
  },
  subjects: [salesperson, team, territory],
  guards: [credited, teamChildren],
  commands: [
    'AddSalesperson',
    'ChangeSalesperson',
    'DeactivateSalesperson',
    'AssignToTeam',
    'AssignTerritory',
    'CreateTeam',
    'MoveTeam',
    'AssignManager',
    'CreateTerritory',
  ],
  decider: organizationDecider,
  personal: {
    AddSalesperson: ['name', 'email'],
    ChangeSalesperson: ['name', 'email'],
    DeactivateSalesperson: ['reason'],
  },
  projections: [organizationProjection],
  rejections: organizationRejections,
  invariants: [],
};

export const organizationControllers = [
  SalespersonCommandsController,
  TeamCommandsController,
  TerritoryCommandsController,
  OrganizationQueriesController,
];
export const organizationQueryHandlers = [MemberHandler, MembersHandler];
