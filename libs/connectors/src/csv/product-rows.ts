// Rows of a product list become products; the mapping's aliases become theirs.
import { type Row } from '@ledger/ledger';
import { normalisedName, present } from '@ledger/sales';
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
  return {
    read: (cells) => {
      const product = cells.required('product');
      return {
        product,
        aliases: mapping.aliases[product] ?? [],
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
  const { product, family, listPrice, aliases } = row;
  const source = sourceOf(edge, product, row);
  const previousHash = hashOf(current);
  const step = (): PlannedStep[] => {
    if (previousHash === source.hash) return [];
    const facts = present({ family, listPrice, aliases });
    const type = current === undefined ? 'AddProduct' : 'ChangeProduct';
    return [{ type, data: { name: product, ...facts, source } }];
  };
  return { subject: `product/${id}`, version: versionOf(current), previousHash, steps: step() };
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
