// Other names of products that a mapping tells: those of a product for the list of products, the product's for a row that uses one.
import { normalisedName } from '@ledger/sales';
import { type Mapping } from './mapping.js';

export type Aliases = {
  /** Other names of the product; none where nothing was said. */
  of(product: string): readonly string[];
  /** What a row calls by an alias, by the product's own name. */
  resolved(name: string): string;
};

export function aliasesIn({ aliases }: Mapping): Aliases {
  const named = new Map<string, readonly string[]>();
  const products = new Map<string, string>();
  for (const [product, others] of Object.entries(aliases)) {
    const known = named.get(normalisedName(product)) ?? [];
    named.set(normalisedName(product), [...known, ...others]);
    for (const other of others) products.set(normalisedName(other), product);
  }
  return {
    of: (product) => named.get(normalisedName(product)) ?? [],
    resolved: (name) => products.get(normalisedName(name)) ?? name,
  };
}
