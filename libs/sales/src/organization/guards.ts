// What this slice remembers of other subjects: until when somebody was credited, and which teams ever stood under a team.
import { type Guard, idOf } from '@ledger/ledger';
import { type DealCorrected, type DealWon } from '../deal/deal.events.js';
import { type TeamCreated, type TeamMoved } from './organization.events.js';

/**
 * The latest closedOn of a deal that is credited to `salesperson/<id>` or `team/<id>`; a credit names its team and all
 * teams above it. It stays after a reversal or a correction to somebody else: their entries still name the old place.
 */
export const credited: Guard<string, DealWon | DealCorrected> = {
  kind: 'credited',
  types: ['DealWon', 'DealCorrected'],
  touches: (entry) => {
    const { primary, overlay } = entry.type === 'DealWon' ? entry.data : entry.data.is;
    const ids = [...primary, ...overlay].flatMap(({ salesperson, teams }) => [
      `salesperson/${salesperson}`,
      ...teams.map((team) => `team/${team}`),
    ]);
    return [...new Set(ids)];
  },
  evolve: (latest, entry) => {
    const { closedOn } = entry.type === 'DealWon' ? entry.data : entry.data.is;
    return latest === undefined || latest < closedOn ? closedOn : latest;
  },
};

/** Teams that stand or stood directly under a team; whether they do on a day, their own states tell. */
export const teamChildren: Guard<readonly string[], TeamCreated | TeamMoved> = {
  kind: 'team-children',
  types: ['TeamCreated', 'TeamMoved'],
  touches: ({ data }) => (data.parent === null ? [] : [data.parent]),
  evolve: (children = [], entry) => {
    const child = idOf(entry.subject);
    return children.includes(child) ? children : [...children, child];
  },
};
