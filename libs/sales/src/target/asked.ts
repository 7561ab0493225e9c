// Of what targets are listed, checked: a list of what nothing is called would look like one of something without a target.
import { type ReadModels } from '@ledger/read-store';
import { type LedgerState, ledger as ledgerSubject } from '../ledger/ledger.events.js';
import { periodNamed, targetable } from './named.js';
import { scopeNamed } from './scope.js';
import { reject } from './target.rejections.js';

export type Named = {
  readonly scope?: string;
  readonly metric?: string;
  readonly period?: string;
  readonly after?: number;
};

/** The projections in which scopes stand that are recorded, in a collection of their kind. */
const homes: { readonly [kind: string]: string } = {
  salesperson: 'organization',
  team: 'organization',
  territory: 'organization',
  product: 'product',
};

/** @throws Rejection where the ledger knows no such scope, metric or period */
export async function demandNamed(
  models: ReadModels,
  ledger: string,
  { scope, metric, period, after }: Named,
): Promise<void> {
  if (metric !== undefined) targetable(metric);
  if (scope !== undefined) {
    const { kind, member } = scopeNamed(scope);
    const home = Object.hasOwn(homes, kind) ? homes[kind] : undefined;
    if (home !== undefined) {
      const [row] = await models.view(home, ledger, after, (view) => view.getMany(kind, [member]));
      if (row === undefined) throw reject('scope-not-found', { scope });
    }
  }
  if (period !== undefined) {
    const [row] = await models.view('ledger', ledger, after, (view) =>
      view.getMany(ledgerSubject.kind, [ledger]),
    );
    // The rows of this collection are states; of a ledger that is not shown yet there is none.
    if (row !== undefined) periodNamed(period, row as unknown as LedgerState);
  }
}
