// One row for each product, and one for each name and alias that it has: an import looks products up by what files call them.
import {
  type Entry,
  type Projection,
  type Row,
  type RowKey,
  idOf,
  stateRowKey,
  stateRows,
} from '@ledger/ledger';
import {
  type ProductAdded,
  type ProductState,
  namesOf,
  product,
  productName,
} from './product.events.js';

/** Its one row, under the ledger's id, says in which currency list prices are. */
export const currencyCollection = 'currency';
/** Rows `{ product }` under the normalised name. */
export const productNameCollection = productName.kind;

const states = stateRows([product]);

export const productProjection: Projection = {
  name: 'product',
  version: 1,
  collections: [
    ...states.collections,
    { name: productNameCollection, indexes: [] },
    { name: currencyCollection, indexes: [] },
  ],
  types: ['LedgerOpened', 'ProductAdded', 'ProductChanged', 'ProductRetired'],
  keys: (entry) =>
    entry.type === 'LedgerOpened'
      ? [{ collection: currencyCollection, id: entry.ledger }]
      : [stateRowKey(entry), ...namesToldBy(entry)],
  // Names that it had and may lose.
  more: (entry, rows) => {
    const before = entry.type === 'LedgerOpened' ? undefined : rows.get(stateRowKey(entry));
    return before === undefined ? [] : nameKeys(before);
  },
  fold: (entry, rows) => {
    if (entry.type === 'LedgerOpened') {
      const { currency } = entry.data as { readonly currency: string }; // LedgerOpened has one
      rows.put({ collection: currencyCollection, id: entry.ledger }, { currency });
      return;
    }
    const key = stateRowKey(entry);
    const before = rows.get(key);
    states.fold(entry, rows);
    const after = rows.get(key);
    const id = idOf(entry.subject);
    for (const name of before === undefined ? [] : nameKeys(before)) {
      if (rows.get(name)?.['product'] === id) rows.delete(name);
    }
    for (const name of after === undefined ? [] : nameKeys(after)) rows.put(name, { product: id });
  },
};

function nameKeys(row: Row): readonly RowKey[] {
  const state = row as unknown as ProductState; // the collection holds nothing else
  return namesOf(state).map(nameKey);
}

/** Of an entry that adds or changes a product, the names in it. */
function namesToldBy(entry: Entry): readonly RowKey[] {
  if (!productName.types.some((type) => type === entry.type)) return [];
  return productName.touches(entry as Entry<ProductAdded>).map(nameKey); // it is one of its types
}

function nameKey(id: string): RowKey {
  return { collection: productNameCollection, id };
}
