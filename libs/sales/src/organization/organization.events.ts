// What the organization slice tells the world: who sells, in which team and territory, from which day on.
// `occurredOn` of each event is the day from which it holds (`effectiveOn` of the command).
import { type Entry, type Event, type Subject, unreachable } from '@ledger/ledger';
import { type Sealed, type Source } from '../source.js';

export type SalespersonRole = 'salesperson' | 'manager';

export type SalespersonAdded = Event<
  'SalespersonAdded',
  {
    readonly name: Sealed;
    readonly email?: Sealed;
    /**
     * Managers lead teams and are ranked only where they hold credit themselves.
     * @zh 经理领导团队，只有自己拥有业绩归属时才参加排名。
     */
    readonly role: SalespersonRole;
    readonly source?: Source;
  }
>;
export type SalespersonChanged = Event<
  'SalespersonChanged',
  {
    readonly name?: Sealed;
    readonly email?: Sealed;
    readonly role?: SalespersonRole;
    readonly source?: Source;
  }
>;
export type SalespersonDeactivated = Event<'SalespersonDeactivated', { readonly reason?: Sealed }>;
/** Of a change that starts on the same day as the last one: sequence of the entry that it replaces. */
type Replacing = { readonly corrects?: number };
/** Subject: the salesperson. `null` ends the assignment. @zh 主体：销售人员。`null` 表示分配结束。 */
export type SalespersonAssignedToTeam = Event<
  'SalespersonAssignedToTeam',
  Replacing & { readonly team: string | null }
>;
/** Subject: the salesperson. `null` ends the assignment. @zh 主体：销售人员。`null` 表示分配结束。 */
export type TerritoryAssigned = Event<
  'TerritoryAssigned',
  Replacing & { readonly territory: string | null }
>;

export type TeamCreated = Event<
  'TeamCreated',
  { readonly name: string; readonly parent: string | null }
>;
export type TeamMoved = Event<'TeamMoved', Replacing & { readonly parent: string | null }>;
/** Subject: the team. `null`: nobody leads it from that day on. @zh 主体：团队。`null`：自该日起无人领导。 */
export type ManagerAssigned = Event<
  'ManagerAssigned',
  Replacing & { readonly manager: string | null }
>;

export type TerritoryCreated = Event<'TerritoryCreated', { readonly name: string }>;

type Replacer = SalespersonAssignedToTeam | TerritoryAssigned | TeamMoved | ManagerAssigned;
export type SalespersonEvent =
  | SalespersonAdded
  | SalespersonChanged
  | SalespersonDeactivated
  | SalespersonAssignedToTeam
  | TerritoryAssigned;
export type TeamEvent = TeamCreated | TeamMoved | ManagerAssigned;
export type TerritoryEvent = TerritoryCreated;
export type OrganizationEvent = SalespersonEvent | TeamEvent | TerritoryEvent;

export type Held<V = string | null> = {
  readonly from: string;
  /** `null`: nothing held. */
  readonly value: V;
  /** Of the entry that says so. */
  readonly sequence: number;
};

/** What held from which day on, oldest first; at most one for each day. */
export type History = readonly Held[];
export type RoleHistory = readonly Held<SalespersonRole>[];

export type SalespersonState = {
  readonly name: Sealed;
  readonly email?: Sealed;
  /** The last one of `roles`. */
  readonly role: SalespersonRole;
  readonly roles: RoleHistory;
  readonly activeFrom: string;
  /** The first day on which the salesperson is no longer active. */
  readonly inactiveFrom?: string;
  readonly teams: History;
  readonly territories: History;
  /** The last import that spoke of the salesperson. */
  readonly source?: Source;
};

export type TeamState = {
  readonly name: string;
  readonly createdOn: string;
  readonly parents: History;
  readonly managers: History;
};

export type TerritoryState = { readonly name: string; readonly createdOn: string };

/** A team and its ancestors are at most so many: a bound on what one command has to look up. */
export const teamLevelsMax = 8;

export const salesperson: Subject<SalespersonState, SalespersonEvent> = {
  kind: 'salesperson',
  evolve: (state, entry) => {
    if (entry.type === 'SalespersonAdded') {
      const { occurredOn: activeFrom, sequence, data } = entry;
      const roles = [{ from: activeFrom, value: data.role, sequence }];
      return { ...data, roles, activeFrom, teams: [], territories: [] };
    }
    return evolvedSalesperson(existing(state, entry), entry);
  },
};

function evolvedSalesperson(
  state: SalespersonState,
  entry: Entry<Exclude<SalespersonEvent, SalespersonAdded>>,
): SalespersonState {
  const from = entry.occurredOn;
  switch (entry.type) {
    case 'SalespersonChanged':
      return withRole({ ...state, ...entry.data }, entry);
    case 'SalespersonDeactivated':
      return { ...state, inactiveFrom: from };
    case 'SalespersonAssignedToTeam':
      return { ...state, teams: withHeld(state.teams, entry, entry.data.team) };
    case 'TerritoryAssigned':
      return { ...state, territories: withHeld(state.territories, entry, entry.data.territory) };
    default:
      return unreachable(entry);
  }
}

export const team: Subject<TeamState, TeamEvent> = {
  kind: 'team',
  evolve: (state, entry) => {
    const from = entry.occurredOn;
    switch (entry.type) {
      case 'TeamCreated': {
        const { name, parent } = entry.data;
        const { sequence } = entry;
        const parents = parent === null ? [] : [{ from, value: parent, sequence }];
        return { name, createdOn: from, parents, managers: [] };
      }
      case 'TeamMoved': {
        const before = existing(state, entry);
        return { ...before, parents: withHeld(before.parents, entry, entry.data.parent) };
      }
      case 'ManagerAssigned': {
        const before = existing(state, entry);
        return { ...before, managers: withHeld(before.managers, entry, entry.data.manager) };
      }
      default:
        return unreachable(entry);
    }
  },
};

export const territory: Subject<TerritoryState, TerritoryEvent> = {
  kind: 'territory',
  evolve: (_, entry) => ({ name: entry.data.name, createdOn: entry.occurredOn }),
};

/** A role that starts on the day of another takes its place. Logs hold changes that were dated before the last one, too. */
function withRole(state: SalespersonState, entry: Entry<SalespersonChanged>): SalespersonState {
  const { occurredOn: from, sequence, data } = entry;
  if (data.role === undefined) return state;
  const kept = state.roles.filter((held) => held.from !== from);
  const roles = [...kept, { from, value: data.role, sequence }].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  return { ...state, roles, role: roles.at(-1)?.value ?? data.role };
}

/** The history with what the entry says, in place of what it corrects. */
function withHeld(history: History, entry: Entry<Replacer>, value: string | null): History {
  const { occurredOn: from, sequence, data } = entry;
  const kept = history.filter((held) => held.sequence !== data.corrects);
  return [...kept, { from, value, sequence }];
}

function existing<S>(state: S | undefined, entry: Entry): S {
  if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} about nobody known`);
  return state;
}

/** What held on a day; null before the first fact. */
export function heldOn(history: History, date: string): string | null {
  return history.findLast(({ from }) => from <= date)?.value ?? null;
}

/** Nobody is without a role: the first one holds before its day as well. */
export function roleOn({ roles, role }: SalespersonState, date: string): SalespersonRole {
  return (roles.findLast(({ from }) => from <= date) ?? roles[0])?.value ?? role;
}

export function isActiveOn(state: SalespersonState, date: string): boolean {
  const { activeFrom, inactiveFrom } = state;
  return activeFrom <= date && (inactiveFrom === undefined || date < inactiveFrom);
}

export function teamOn(state: SalespersonState, date: string): string | null {
  return heldOn(state.teams, date);
}

export function territoryOn(state: SalespersonState, date: string): string | null {
  return heldOn(state.territories, date);
}

export function parentOn(state: TeamState, date: string): string | null {
  return heldOn(state.parents, date);
}

export function managerOn(state: TeamState, date: string): string | null {
  return heldOn(state.managers, date);
}
