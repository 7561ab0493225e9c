// Who sells at the demo's company: six who lead, twenty-four who sell, some of whom come, go or change teams.
import { addDays } from '@ledger/ledger';
import { type TeamId, firstDay, teams, territories } from './company.js';
import { type Planned, notebookOf, workdayFrom } from './plan.js';

const leaders = [
  { id: 'sp-01', name: 'Helena Voss' },
  { id: 'sp-02', name: 'Qin Yue 秦悦' },
  { id: 'sp-03', name: 'Wei Jun 魏军' },
  { id: 'sp-04', name: 'Tomas Reyes' },
  { id: 'sp-05', name: 'Amara Nwosu' },
  { id: 'sp-06', name: 'Jonas Lindqvist' },
] as const;

type Place = { readonly from: string; readonly team: TeamId; readonly territory: string };

export type Seller = {
  readonly id: string;
  readonly name: string;
  /** How likely her deals are won, against 1 on average. */
  readonly skill: number;
  readonly joins: string;
  /** The first day without her. */
  readonly leaves?: string;
  /** Where she stands from which day on, oldest first. */
  readonly places: readonly Place[];
};

type Moves = { readonly leaves?: string; readonly then?: Place };

function seller(
  [id, name, skill, joins]: readonly [string, string, number, string],
  [team, territory]: readonly [TeamId, string],
  { leaves, then }: Moves = {},
): Seller {
  const places = [{ from: joins, team, territory }, ...(then === undefined ? [] : [then])];
  const person = { id, name, skill, joins, places };
  return leaves === undefined ? person : { ...person, leaves };
}

const moved = (from: string, team: TeamId, territory: string): Moves => ({
  then: { from, team, territory },
});

export const sellers: readonly Seller[] = [
  seller(['sp-11', 'Lin Hao 林浩', 1.3, firstDay], ['north', 'north']),
  seller(['sp-12', 'Ada Brandt', 1.1, firstDay], ['north', 'east']),
  seller(
    ['sp-13', 'Noor Haddad', 0.9, firstDay],
    ['north', 'north'],
    moved('2024-07-01', 'south', 'south'),
  ),
  seller(['sp-14', 'Zhou Min 周敏', 1.2, firstDay], ['south', 'south']),
  seller(['sp-15', 'Piet de Wit', 1, firstDay], ['south', 'west']),
  seller(['sp-16', 'Inés Duarte', 0.8, firstDay], ['south', 'south'], { leaves: '2024-04-01' }),
  seller(['sp-17', 'Gao Lei 高磊', 1, firstDay], ['partners', 'north']),
  seller(['sp-18', 'Mira Okafor', 0.9, firstDay], ['partners', 'south']),
  seller(
    ['sp-19', 'Sun Jia 孙佳', 1.1, firstDay],
    ['partners', 'east'],
    moved('2025-01-01', 'online', 'east'),
  ),
  seller(['sp-20', 'Lars Holm', 0.9, firstDay], ['online', 'west']),
  seller(['sp-21', 'Priya Raman', 1.2, firstDay], ['online', 'east']),
  seller(['sp-22', 'He Xin 何欣', 1, firstDay], ['online', 'north']),
  seller(['sp-23', 'Owen Pryce', 0.8, firstDay], ['north', 'west'], { leaves: '2025-07-01' }),
  seller(['sp-24', 'Tang Ning 唐宁', 1.1, '2023-04-01'], ['south', 'east']),
  seller(
    ['sp-25', 'Elif Aydin', 1, '2023-07-01'],
    ['north', 'east'],
    moved('2025-10-01', 'north', 'west'),
  ),
  seller(['sp-26', 'Marco Bellini', 0.9, '2023-10-01'], ['partners', 'west'], {
    leaves: '2025-10-01',
  }),
  seller(['sp-27', 'Xu Fei 许飞', 1.2, '2024-01-01'], ['online', 'south']),
  seller(['sp-28', 'Greta Nyman', 1, '2024-04-01'], ['south', 'south']),
  seller(['sp-29', 'Samuel Osei', 0.9, '2024-07-01'], ['north', 'north']),
  seller(['sp-30', 'Cai Wen 蔡文', 1.1, '2024-10-01'], ['partners', 'east']),
  seller(['sp-31', 'Julia Kranz', 1, '2025-01-01'], ['south', 'west']),
  seller(['sp-32', 'Deng Rui 邓睿', 1, '2025-04-01'], ['online', 'north']),
  seller(['sp-33', 'Nadia Farouk', 1.1, '2025-07-01'], ['north', 'east']),
  seller(['sp-34', 'Ben Tilley', 0.9, '2025-10-01'], ['partners', 'west']),
];

export function isActive({ joins, leaves }: Seller, day: string): boolean {
  return joins <= day && (leaves === undefined || day < leaves);
}

export function activeOn(day: string): readonly Seller[] {
  return sellers.filter((one) => isActive(one, day));
}

export function teamOn({ places }: Seller, day: string): TeamId | undefined {
  return places.findLast(({ from }) => from <= day)?.team;
}

/** Recorded a week ahead: what holds from a day on must not reach deals that are credited by then. */
function recordedOn(effectiveOn: string): string {
  return workdayFrom(effectiveOn <= firstDay ? firstDay : addDays(effectiveOn, -7));
}

export function peopleSteps(): readonly Planned[] {
  const { planned, say } = notebookOf('operations');
  const start = recordedOn(firstDay);
  for (const { id, name } of territories)
    say(start, 'CreateTerritory', `territory/${id}`, { name });
  for (const { id, name } of leaders) {
    say(start, 'AddSalesperson', `salesperson/${id}`, { name, role: 'manager' });
  }
  for (const { id, name, parent, manager } of teams) {
    say(start, 'CreateTeam', `team/${id}`, parent === undefined ? { name } : { name, parent });
    say(start, 'AssignManager', `team/${id}`, { manager });
  }
  for (const person of sellers) career(person, say);
  reorganise(say);
  return planned;
}

function career({ id, name, joins, leaves, places }: Seller, say: Say): void {
  const subject = `salesperson/${id}`;
  const email = `${id}@sensorworks.example`;
  say(recordedOn(joins), 'AddSalesperson', subject, { name, email, effectiveOn: joins });
  for (const { from: effectiveOn, team, territory } of places) {
    say(recordedOn(effectiveOn), 'AssignToTeam', subject, { team, effectiveOn });
    say(recordedOn(effectiveOn), 'AssignTerritory', subject, { territory, effectiveOn });
  }
  if (leaves === undefined) return;
  const left = { effectiveOn: leaves, reason: 'Moved to another company' };
  say(recordedOn(leaves), 'DeactivateSalesperson', subject, left);
}

type Say = ReturnType<typeof notebookOf>['say'];

/** A seller takes over the team that she sold in, and the partners go under field sales. */
function reorganise(say: Say): void {
  const effectiveOn = '2025-01-01';
  const day = recordedOn(effectiveOn);
  say(day, 'ChangeSalesperson', 'salesperson/sp-14', { role: 'manager', effectiveOn });
  say(day, 'AssignManager', 'team/south', { manager: 'sp-14', effectiveOn });
  say(day, 'DeactivateSalesperson', 'salesperson/sp-04', { effectiveOn, reason: 'Retired' });
  say(day, 'MoveTeam', 'team/partners', { parent: 'field', effectiveOn });
}
