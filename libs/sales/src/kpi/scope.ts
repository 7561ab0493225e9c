// Whose figures are asked for: the organisation's, or one member's of a dimension.
import { unassigned } from '../measure/part.js';
import { type Dimension, isDimension, memberId } from '../measure/space.js';
import { namesOf } from './members.js';
import { reject } from './reading.rejections.js';
import { type Views } from './views.js';

export type Scope = { readonly dimension: Dimension; readonly id: string };

export const organizationScope: Scope = { dimension: 'organization', id: 'organization' };

/** `organization`, `team/T-1`: also the address of the scope's figures and of its targets. */
export function scopeText({ dimension, id }: Scope): string {
  return memberId(dimension, id);
}

/** @throws Rejection where the text is no scope */
export function scopeOf(text: string): Scope {
  if (text === organizationScope.id) return organizationScope;
  const slash = text.indexOf('/');
  const dimension = text.slice(0, slash);
  const id = text.slice(slash + 1);
  if (slash < 0 || id === '' || !isDimension(dimension) || dimension === 'organization') {
    throw reject('scope-unknown', { scope: text });
  }
  return { dimension, id };
}

/** @throws Rejection where the scope should have a row and has none */
export async function scopeNameOf(views: Views, scope: Scope): Promise<string | null> {
  if (scope.dimension === 'organization') return null;
  const name = (await namesOf(views, scope.dimension, [scope.id])).get(scope.id);
  if (name === undefined && scope.id !== unassigned) {
    throw reject('scope-not-found', { scope: scopeText(scope) });
  }
  return name ?? null;
}
