// Names of subjects, sealed where they are personal, from the read models in which they stand.
import { type Row } from '@ledger/ledger';
import { type ReadModels } from '@ledger/read-store';

/** By `<kind>/<id>`; none for who has no row or no name. */
export type Names = ReadonlyMap<string, string>;

type Home = { readonly projection: string; name(row: Row): unknown };

const ownName = (row: Row): unknown => row['name'];
const homes: { readonly [kind: string]: Home } = {
  salesperson: { projection: 'organization', name: ownName },
  team: { projection: 'organization', name: ownName },
  territory: { projection: 'organization', name: ownName },
  product: { projection: 'product', name: ownName },
  customer: { projection: 'customer', name: ownName },
  deal: { projection: 'deal', name: titleOf },
  ledger: { projection: 'ledger', name: ownName },
  target: { projection: 'target', name: termsOf },
};

export type At = {
  readonly models: ReadModels;
  readonly ledger: string;
  readonly after: number | undefined;
};

/** @param subjects of any kind, also such as have no names, each as often as it comes */
export async function namesOf(
  { models, ledger, after }: At,
  subjects: Iterable<string>,
): Promise<Names> {
  const byKind = new Map<string, string[]>();
  for (const subject of new Set(subjects)) {
    const kind = subject.slice(0, subject.indexOf('/'));
    byKind.set(kind, [...(byKind.get(kind) ?? []), subject.slice(kind.length + 1)]);
  }
  const names = new Map<string, string>();
  for (const [kind, ids] of byKind) {
    const home = Object.hasOwn(homes, kind) ? homes[kind] : undefined;
    if (home === undefined) continue;
    const rows = await models.view(home.projection, ledger, after, (view) =>
      view.getMany(kind, ids),
    );
    ids.forEach((id, i) => {
      const row = rows[i];
      const name = row === undefined ? undefined : home.name(row);
      if (typeof name === 'string') names.set(`${kind}/${id}`, name);
    });
  }
  return names;
}

/** A target has no name: it is told by what it is for, as `team/west-1 · sales-amount · 2026-Q1`. */
function termsOf(row: Row): unknown {
  const terms = ['scope', 'metric', 'period'].map((field) => row[field]);
  return terms.every((term) => typeof term === 'string') ? terms.join(' · ') : undefined;
}

function titleOf(row: Row): unknown {
  return fieldIn(fieldIn(row, 'facts'), 'title');
}

function fieldIn(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : undefined;
}
