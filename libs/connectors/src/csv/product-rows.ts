// Rows of a product list become products; the mapping's aliases become theirs.
import { type Row, minorOf } from '@ledger/ledger';
import { normalisedName, present } from '@ledger/sales';
import { aliasesIn } from './aliases.js';
import { hashOf, versionOf } from './customer-rows.js';
import { type Mapping } from './mapping.js';
import { type ImportEdge, type Plan, type PlannedStep, type Planner, sourceOf } from './planner.js';

export type ProductRow = {
  readonly product: string;
  readonly family?: string;
  readonly listPrice?: string;
  readonly aliases: readonly string[];
};

export function productPlanner(edge: ImportEdge, mapping: Mapping): Planner<ProductRow> {
  const aliases = aliasesIn(mapping);
  return {
    read: (cells) => {
      const product = cells.required('product');
      return {
        product,
        aliases: aliases.of(product),
        ...present({ family: cells.text('family'), listPrice: cells.amount('listPrice') }),
      };
    },
    key: ({ product }) => normalisedName(product),
    plan: async (rows, after) => {
      const known = await productsByName(
        edge,
        rows.map(({ product }) => product),
        after,
      );
      const ids = rows.map(({ product }) => known.get(product) ?? idFor(edge, product));
      const wanted = { projection: 'product', collection: 'product', ids };
      const seen = await edge.rows(wanted, after);
      const plans = rows.map((row, place) => planOf(edge, row, ids[place] ?? '', seen.rows[place]));
      return { plans, sequence: seen.sequence };
    },
  };
}

/** Name or alias, as files write it → product id, for those that the ledger knows. */
export async function productsByName(
  edge: ImportEdge,
  names: readonly string[],
  after?: number,
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(names)];
  if (distinct.length === 0) return new Map();
  const ids = distinct.map(normalisedName);
  const wanted = { projection: 'product', collection: 'product-name', ids };
  const { rows } = await edge.rows(wanted, after);
  return new Map(
    distinct.flatMap((name, place): [string, string][] => {
      const product = rows[place]?.['product'];
      return typeof product === 'string' ? [[name, product]] : [];
    }),
  );
}

function planOf(edge: ImportEdge, row: ProductRow, id: string, current: Row | undefined): Plan {
  const { aliases, ...told } = row;
  const { product: name, family, listPrice } = told;
  const source = sourceOf(edge, name, told);
  const previousHash = hashOf(current);
  const steps = (): PlannedStep[] => {
    if (current === undefined) {
      const facts = present({ family, listPrice, aliases });
      return [{ type: 'AddProduct', data: { name, ...facts, source } }];
    }
    // What somebody changed by hand stays until the row changes; aliases are no part of it.
    const changes = previousHash === source.hash ? {} : changesOf(edge, told, current);
    const data = { ...changes, ...newAliases(aliases, name, current) };
    return Object.keys(data).length === 0
      ? []
      : [{ type: 'ChangeProduct', data: { ...data, source } }];
  };
  return { subject: `product/${id}`, version: versionOf(current), previousHash, steps: steps() };
}

function changesOf(edge: ImportEdge, told: Omit<ProductRow, 'aliases'>, current: Row): object {
  const { product, family, listPrice } = told;
  const shownMinor = current['listPriceMinor'];
  const minor = listPrice === undefined ? undefined : minorOf(listPrice, edge.currency);
  return present({
    name: product === current['name'] ? undefined : product,
    family: family === current['family'] ? undefined : family,
    listPrice: minor === shownMinor ? undefined : listPrice,
  });
}

/** An import only adds aliases: a run that names none says nothing about those that are there. */
function newAliases(named: readonly string[], name: string, current: Row): object {
  const shown: unknown = current['aliases'];
  const known = Array.isArray(shown) ? shown.filter((alias) => typeof alias === 'string') : [];
  const names = new Set([name, ...known].map(normalisedName));
  const added = named.filter((alias) => !names.has(normalisedName(alias)));
  return added.length === 0 ? {} : { aliases: [...known, ...added] };
}

/** Readable where the name allows it: products are no persons. */
function idFor(edge: ImportEdge, name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const plain = /^[\x20-\x7e]*$/.test(name) && slug !== '' && slug.length <= 60;
  return plain ? slug : `prod-${edge.fingerprint(name).slice(0, 25)}`;
}
