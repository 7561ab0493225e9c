// What the product slice tells the world: what can be sold, at which list price, under which other names it comes in.
import { type Event, type Guard, type Subject, idOf, unreachable } from '@ledger/ledger';
import { changed } from '../changes.js';
import { type Sealed, type Source } from '../source.js';

export type ProductAdded = Event<
  'ProductAdded',
  {
    readonly name: string;
    readonly family?: string;
    /** Minor units of the ledger's currency, for one unit. @zh 账本币种的最小货币单位，按一件计。 */
    readonly listPriceMinor?: number;
    /** Names under which imports may call it; unique in the ledger. @zh 导入时可使用的名称；在账本内唯一。 */
    readonly aliases: readonly string[];
    readonly source?: Source;
  }
>;
/**
 * Carries the fields that change, each with its new value; `null` takes a value away.
 * @zh 只含有变化的字段及其新值；`null` 表示清除该值。
 */
export type ProductChanged = Event<
  'ProductChanged',
  {
    readonly name?: string;
    readonly family?: string | null;
    readonly listPriceMinor?: number | null;
    readonly aliases?: readonly string[];
    readonly source?: Source;
  }
>;
export type ProductRetired = Event<'ProductRetired', { readonly reason?: Sealed }>;

export type ProductEvent = ProductAdded | ProductChanged | ProductRetired;

export type ProductState = {
  readonly name: string;
  readonly family?: string;
  /** Minor units of the ledger's currency, for one unit. @zh 账本币种的最小货币单位，按一件计。 */
  readonly listPriceMinor?: number;
  readonly aliases: readonly string[];
  /** The day from which no new deal may name it. */
  readonly retiredOn?: string;
  /** The last import that spoke of the product. */
  readonly source?: Source;
};

export const product: Subject<ProductState, ProductEvent> = {
  kind: 'product',
  evolve: (state, entry) => {
    if (entry.type === 'ProductAdded') return entry.data;
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before ProductAdded`);
    switch (entry.type) {
      case 'ProductChanged':
        return changed<ProductState>(state, entry.data);
      case 'ProductRetired':
        return { ...state, retiredOn: entry.occurredOn };
      default:
        return unreachable(entry);
    }
  },
};

/** Names are compared by this many characters; longer ones are told apart by no file. */
const comparedCharacters = 120;

/** What makes two spellings the same name: width (NFKC), case and runs of spaces do not count. */
export function normalisedName(name: string): string {
  const plain = name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
  return [...plain].slice(0, comparedCharacters).join('');
}

/** Everything it is called, normalised, each once: its name first. */
export function namesOf({
  name,
  aliases,
}: Pick<ProductState, 'name' | 'aliases'>): readonly string[] {
  return [...new Set([name, ...aliases].map(normalisedName))];
}

/** Which product last took a name; only the product's own state tells whether it still has it. */
export const productName: Guard<string, ProductAdded | ProductChanged> = {
  kind: 'product-name',
  types: ['ProductAdded', 'ProductChanged'],
  touches: ({ data: { name, aliases = [] } }) => [
    ...new Set([...(name === undefined ? [] : [name]), ...aliases].map(normalisedName)),
  ],
  evolve: (_, entry) => idOf(entry.subject),
};
