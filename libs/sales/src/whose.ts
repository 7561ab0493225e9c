// Whose rows a list shows: a list of nobody's would look like one of somebody who has nothing, so whoever is named is known.
import { type ReadModels } from '@ledger/read-store';
import { reject } from './whose.refusals.js';

export type WhoseAsked = {
  readonly salesperson?: string | undefined;
  readonly customer?: string | undefined;
  readonly after?: number | undefined;
};

/** The projections in which they stand, in a collection of their kind. */
const homes = { salesperson: 'organization', customer: 'customer' } as const;

/** @throws Rejection `salesperson-not-found` or `customer-not-found` */
export async function demandKnown(
  models: ReadModels,
  ledger: string,
  { after, ...asked }: WhoseAsked,
): Promise<void> {
  for (const kind of ['salesperson', 'customer'] as const) {
    const id = asked[kind];
    if (id === undefined) continue;
    await models.view(homes[kind], ledger, after, async (view) => {
      const [row] = await view.getMany(kind, [id]);
      if (row === undefined) throw reject(`${kind}-not-found`, { [kind]: id });
    });
  }
}
