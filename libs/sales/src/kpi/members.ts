// What members are called.
import { unassigned } from '../measure/part.js';
import { type Dimension } from '../measure/space.js';
import { type Views, viewOf } from './views.js';

/** The projection and collection in which a dimension's members stand; the others are words and name themselves. */
const homes: { readonly [dimension in Dimension]?: string } = {
  salesperson: 'organization',
  team: 'organization',
  territory: 'organization',
  product: 'product',
  customer: 'customer',
};

export function homeOf(dimension: Dimension): string | undefined {
  return homes[dimension];
}

/** Names by id, sealed where they are personal; none for who has no row, as `unassigned`. */
export async function namesOf(
  views: Views,
  dimension: Dimension,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const home = homeOf(dimension);
  if (home === undefined) {
    return new Map(ids.filter((id) => id !== unassigned).map((id) => [id, id]));
  }
  const rows = await viewOf(views, home).getMany(dimension, ids);
  return new Map(
    ids.flatMap((id, i) => {
      const name = rows[i]?.['name'];
      return typeof name === 'string' ? [[id, name] as const] : [];
    }),
  );
}
