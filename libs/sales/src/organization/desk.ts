// What every decision of this slice looks at, and the rules that several of them share: one refusal each.
import { type Known } from '@ledger/ledger';
import {
  type History,
  type SalespersonState,
  type TeamState,
  type TerritoryState,
  isActiveOn,
  salesperson,
  team,
  territory,
} from './organization.events.js';
import { credited } from './guards.js';
import { checkPlacing } from './hierarchy.js';
import { reject } from './organization.rejections.js';

/** What every decision here looks at: the day from which it would hold, and whom it is about. */
export type Desk = {
  readonly known: Known;
  readonly date: string;
  readonly subject: string;
  readonly id: string;
};

/** Whom a rule is about, the day it asks about, and the field that named one of them. */
type Named = { readonly id: string; readonly date: string; readonly pointer: string };

export function existingPerson({ known, id }: Desk): SalespersonState {
  const state = known.of(salesperson, id);
  if (state === undefined) throw reject('salesperson-not-found', { salesperson: id });
  return state;
}

/** The team that the command is about; it must exist on that day. */
export function existingTeam({ known, id, date }: Desk): TeamState {
  const state = known.of(team, id);
  if (state === undefined) throw reject('team-not-found', { team: id });
  demandStarted(state, { id, date, pointer: '/effectiveOn' });
  return state;
}

export function demandTeam({ known, date }: Desk, id: string, pointer: string): void {
  const state = known.of(team, id);
  if (state === undefined) throw reject('team-unknown', { team: id }, pointer);
  demandStarted(state, { id, date, pointer });
}

function demandStarted({ createdOn }: TeamState, { id, date, pointer }: Named): void {
  if (date < createdOn) throw reject('team-starts-later', { team: id, createdOn, date }, pointer);
}

export function demandTerritory({ known, date }: Desk, id: string): void {
  const state: TerritoryState | undefined = known.of(territory, id);
  if (state === undefined) throw reject('territory-unknown', { territory: id }, '/territory');
  const { createdOn } = state;
  if (date >= createdOn) return;
  throw reject('territory-starts-later', { territory: id, createdOn, date }, '/territory');
}

export function demandPlace(desk: Desk, parent: string): void {
  demandTeam(desk, parent, '/parent');
  checkPlacing(desk.known, { team: desk.id, parent, from: desk.date });
}

export function demandActive(state: SalespersonState, { id, date, pointer }: Named): void {
  if (!isActiveOn(state, date)) {
    throw reject('salesperson-inactive', { salesperson: id, date }, pointer);
  }
}

/** Said before, or true from that day on: nothing to record. */
export function holdsAlready(history: History, value: string | null, date: string): boolean {
  const latest = history.at(-1);
  if (latest === undefined || latest.from <= date) return (latest?.value ?? null) === value;
  return history.some((held) => held.from === date && held.value === value);
}

/** What a change names: the last one, where both start on the same day; it takes its place. */
export function replacing(history: History, { subject, date }: Desk): { corrects?: number } {
  const latest = history.at(-1);
  if (latest === undefined || latest.from < date) return {};
  if (latest.from === date) return { corrects: latest.sequence };
  throw reject('assignment-overlaps', { subject, latest: latest.from, date }, '/effectiveOn');
}

/** Credits keep the place that held on their day, so that place must not change any more. */
export function demandNoCredits({ known, subject, date }: Desk): void {
  const closedOn = known.of(credited, subject);
  if (closedOn === undefined || closedOn < date) return;
  throw reject('change-reaches-credits', { subject, closedOn, date }, '/effectiveOn');
}
