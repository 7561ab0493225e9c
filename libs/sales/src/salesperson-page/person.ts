// Who the person is, and where they stood on a day.
import { present } from '../changes.js';
import { namesOf } from '../kpi/members.js';
import { type Views, viewOf } from '../kpi/views.js';
import {
  type SalespersonState,
  type TeamState,
  managerOn,
  roleOn,
  teamOn,
  territoryOn,
} from '../organization/organization.events.js';
import { reject } from '../organization/organization.rejections.js';
import { type PersonAnswer, type PlaceAnswer } from './salesperson-page.answers.js';

/** @throws Rejection `salesperson-not-found` */
export async function personOn(views: Views, id: string, day: string): Promise<PersonAnswer> {
  const view = viewOf(views, 'organization');
  const [row] = await view.getMany('salesperson', [id]);
  if (row === undefined) throw reject('salesperson-not-found', { salesperson: id });
  const state = row as unknown as SalespersonState; // the rows of this collection are states
  const { name, activeFrom, inactiveFrom } = state;
  const role = roleOn(state, day);
  const team = teamOn(state, day);
  const manager = team === null ? null : await managerOf(views, team, day);
  return present({
    ...{ salesperson: id, name, role, activeFrom, inactiveFrom },
    team: await placeOf(views, 'team', team),
    manager: await placeOf(views, 'salesperson', manager),
    territory: await placeOf(views, 'territory', territoryOn(state, day)),
  });
}

async function managerOf(views: Views, team: string, day: string): Promise<string | null> {
  const [row] = await viewOf(views, 'organization').getMany('team', [team]);
  return row === undefined ? null : managerOn(row as unknown as TeamState, day); // states, as above
}

async function placeOf(
  views: Views,
  kind: 'team' | 'salesperson' | 'territory',
  id: string | null,
): Promise<PlaceAnswer | null> {
  if (id === null) return null;
  return { id, name: (await namesOf(views, kind, [id])).get(id) ?? null };
}
