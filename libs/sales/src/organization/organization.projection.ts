// One row for each salesperson, team and territory, with the whole history of roles and of where they stand: any day can be
// asked for. Beside them what changes recorded after their day had found, so that it can be told how things stood before.
import {
  type Entry,
  type Projection,
  type RowKey,
  type Rows,
  idOf,
  stateRowKey,
  stateRows,
} from '@ledger/ledger';
import {
  clockKey,
  isOpening,
  lateCollections,
  lateKey,
  recordedDay,
  setClock,
} from '../late-rows.js';
import { type OrganizationEvent, salesperson, team, territory } from './organization.events.js';
import { type LateOrganization, foundBy } from './organization.late.events.js';

const states = stateRows([salesperson, team, territory]);

export const organizationProjection: Projection = {
  name: 'organization',
  version: 4,
  collections: [...states.collections, ...lateCollections],
  types: [
    'LedgerOpened',
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
  keys: (entry) => (isOpening(entry) ? [clockKey] : [clockKey, ...states.keys(entry)]),
  more: (entry, rows) => {
    if (isOpening(entry)) return [];
    const late = lateOf(entry, rows);
    return late === undefined ? [] : [keyOf(entry, late)];
  },
  fold: (entry, rows) => {
    if (isOpening(entry)) return setClock(entry, rows);
    const late = lateOf(entry, rows);
    if (late !== undefined) rows.put(keyOf(entry, late), late);
    states.fold(entry, rows);
  },
};

function lateOf(entry: Entry, rows: Rows): LateOrganization | undefined {
  const recordedOn = recordedDay(entry, rows);
  if (entry.occurredOn >= recordedOn) return undefined;
  // `types` lets nothing else through.
  const found = foundBy(entry as Entry<OrganizationEvent>, rows.get(stateRowKey(entry)));
  return found && { recordedOn, id: idOf(entry.subject), ...found };
}

function keyOf({ occurredOn: day, sequence }: Entry, { recordedOn }: LateOrganization): RowKey {
  return lateKey({ day, recordedOn, sequence });
}
