// One row for each salesperson, team and territory, with the whole history of roles and of where they stand: any day can be asked for.
import { type Projection, stateRows } from '@ledger/ledger';
import { salesperson, team, territory } from './organization.events.js';

export const organizationProjection: Projection = {
  name: 'organization',
  version: 3,
  ...stateRows([salesperson, team, territory]),
  types: [
    'SalespersonAdded',
    'SalespersonChanged',
    'SalespersonDeactivated',
    'SalespersonAssignedToTeam',
    'TerritoryAssigned',
    'TeamCreated',
    'TeamMoved',
    'ManagerAssigned',
    'TerritoryCreated',
  ],
};
