// On which days a customer bought within every scope but a salesperson's and a product's: one row for each customer, so that an
// entry, which lies in many scopes, reads and writes one. Those two have rows of their own (purchase.ts): salespeople are looked
// for by person, and a customer to whom everybody sells would have a row as long as there are people and products.
import { type Row, type RowKey, type Rows } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import {
  type PurchaseDays,
  purchaseCollection,
  purchaseDays,
  purchaseId,
  purchaseRow,
} from './purchase.js';
import { type Dimension, memberId } from './space.js';

export const buyerCollection = 'buyer';

/** Scopes (`team/T-1`), and at the same place the days: lists of words cost less than fields that no two rows share. */
type Buyer = { readonly scopes: string[]; readonly days: PurchaseDays[] };

/** Where the days are kept on which a customer bought within a scope. */
export type BoughtPlace = { readonly key: RowKey; readonly scope: string };

/** The days on which customers bought, as an entry leaves them; nothing is put before it is asked for. */
export class Bought {
  readonly #changed = new Map<RowKey, Buyer>();
  // All scopes of a customer follow one another.
  #key: RowKey | undefined;
  #buyer: Buyer = { scopes: [], days: [] };

  constructor(private readonly rows: Rows) {}

  days(place: BoughtPlace): PurchaseDays {
    const { scopes, days } = this.#at(place);
    return days[scopes.indexOf(place.scope)] ?? '';
  }

  set(place: BoughtPlace, days: PurchaseDays): void {
    const buyer = this.#at(place);
    const at = buyer.scopes.indexOf(place.scope);
    if (at >= 0) buyer.days[at] = days;
    else {
      buyer.scopes.push(place.scope);
      buyer.days.push(days);
    }
  }

  put(): void {
    for (const [key, buyer] of this.#changed) {
      const row = rowOf(key, buyer);
      if (row === undefined) this.rows.delete(key);
      else this.rows.put(key, row);
    }
  }

  #at({ key, scope }: BoughtPlace): Buyer {
    if (key === this.#key) return this.#buyer;
    const known = this.#changed.get(key);
    const buyer = known ?? copyOf(this.rows.get(key), { key, scope });
    if (known === undefined) this.#changed.set(key, buyer);
    this.#key = key;
    this.#buyer = buyer;
    return buyer;
  }
}

/** Of each of these customers the days on which it bought of one member of a dimension. */
export async function daysBought(
  view: Pick<View, 'getMany'>,
  [dimension, member]: readonly [Dimension, string],
  customers: readonly string[],
): Promise<readonly PurchaseDays[]> {
  const scope = memberId(dimension, member);
  if (isKeptByItself(dimension)) {
    const ids = customers.map((customer) => purchaseId(scope, customer));
    return (await view.getMany(purchaseCollection, ids)).map(purchaseDays);
  }
  const rows = await view.getMany(buyerCollection, customers);
  return rows.map((row) => {
    const { scopes, days } = buyerIn(row);
    return days[scopes.indexOf(scope)] ?? '';
  });
}

export function isKeptByItself(dimension: Dimension): boolean {
  return dimension === 'salesperson' || dimension === 'product';
}

const nobody: Buyer = { scopes: [], days: [] };

/** Only the fold writes rows of this collection. */
function buyerIn(row: Row | undefined): Buyer {
  return row === undefined ? nobody : (row as Buyer);
}

/** Lists of a row are the store's, too: they are never changed in place. */
function copyOf(row: Row | undefined, { key, scope }: BoughtPlace): Buyer {
  if (key.collection === purchaseCollection) return { scopes: [scope], days: [purchaseDays(row)] };
  const { scopes, days } = buyerIn(row);
  return { scopes: [...scopes], days: [...days] };
}

/** Undefined where nothing is left. */
function rowOf({ collection }: RowKey, { scopes, days }: Buyer): Row | undefined {
  if (days.every((one) => one === '')) return undefined;
  if (collection === purchaseCollection) return purchaseRow(days[0] ?? '');
  if (!days.includes('')) return { scopes, days };
  const left = scopes.map((_, at) => at).filter((at) => days[at] !== '');
  const of = (words: readonly string[]): string[] => left.map((at) => words[at] ?? '');
  return { scopes: of(scopes), days: of(days) };
}
