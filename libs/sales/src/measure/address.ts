// Remembers row addresses: each deal touches some thirty rows, and making their names costs more than adding to them.
import { type RowKey } from '@ledger/ledger';
import { buyerCollection } from './buyer.js';
import { type CountingDay } from './counting-day.js';
import { type Fact, type Place, byFact } from './part.js';
import { purchaseCollection, purchaseId } from './purchase.js';
import {
  type Dimension,
  type Kept,
  cellId,
  kept,
  memberId,
  membersAt,
  rosterId,
  spaceId,
} from './space.js';

/** A member of a dimension. What lies within it are its spaces, in the order of `kept`. */
export type Member = {
  readonly id: string;
  readonly key: RowKey;
  readonly spaces: (Space | undefined)[];
  /** The list of it alone. */
  readonly alone: readonly Member[];
  /** By customer. */
  readonly purchases: Map<string, RowKey>;
};

/** The members of one dimension within one scope. */
export type Space = {
  readonly id: string;
  readonly kept: Kept;
  readonly scope: Member;
  readonly seats: Map<Member, Seat>;
  readonly cells: { readonly [fact in Fact]: Periods };
};

/** Of each month, and of each day with its month, the chunks; and which of them was asked for last. */
type Periods = {
  readonly chunks: Map<string, Chunks>;
  last: string;
  lastChunks: Chunks;
};
type Chunks = (readonly RowKey[])[];

/** A member's place in a space. */
export type Seat = { readonly space: Space; readonly member: Member };

export type CellPlace = { readonly on: CountingDay; readonly chunk: number };

const addressesMax = 200_000;

export class Addresses {
  readonly #members = new Map<Dimension, Map<string, Member>>();
  readonly #buyers = new Map<string, RowKey>();
  #size = 0;

  // These run some sixty times per entry, so they make nothing where the answer is known, not even a function.
  member(dimension: Dimension, id: string): Member {
    const known = this.#members.get(dimension)?.get(id);
    if (known !== undefined) return known;
    const key = { collection: 'member', id: memberId(dimension, id) };
    const alone: Member[] = [];
    const member = this.#made({ id, key, spaces: [], alone, purchases: new Map<string, RowKey>() });
    alone.push(member);
    return put(listed(this.#members, dimension), id, member);
  }

  /** Of a dimension those in which a part lies. */
  membersAt(dimension: Dimension, place: Place): readonly Member[] {
    const at = membersAt(dimension, place);
    if (typeof at === 'string') return this.member(dimension, at).alone;
    return at.map((id) => this.member(dimension, id));
  }

  seat(rule: number, scope: Member, member: Member): Seat {
    const space = scope.spaces[rule] ?? this.#space(rule, scope);
    const known = space.seats.get(member);
    return known ?? put(space.seats, member, this.#made({ space, member }));
  }

  /** Where a chunk's figures of a day are kept: with its month's, and by themselves too where days are. */
  cells(space: Space, fact: Fact, place: CellPlace): readonly RowKey[] {
    const { on, chunk } = place;
    const chunks = chunksOf(space.cells[fact], space.kept.grain === 'month' ? on.month : on.both);
    return (chunks[chunk] ??= this.#cells(space, fact, place));
  }

  /** Where the days are kept on which a customer bought of a salesperson, or a product. */
  purchase(member: Member, customer: string): RowKey {
    const known = member.purchases.get(customer);
    if (known !== undefined) return known;
    const id = purchaseId(member.key.id, customer);
    return put(member.purchases, customer, this.#made({ collection: purchaseCollection, id }));
  }

  /** Where they are kept of all other scopes. */
  buyer(customer: string): RowKey {
    const known = this.#buyers.get(customer);
    if (known !== undefined) return known;
    return put(this.#buyers, customer, this.#made({ collection: buyerCollection, id: customer }));
  }

  roster(space: Space, chunk: number): RowKey {
    return { collection: 'roster', id: rosterId(space.id, chunk) };
  }

  /** Forgets everything once there is much of it. What was handed out before stays usable. */
  keepBounded(): void {
    if (this.#size < addressesMax) return;
    this.#members.clear();
    this.#buyers.clear();
    this.#size = 0;
  }

  #space(rule: number, scope: Member): Space {
    const what = kept[rule];
    if (what === undefined) throw new Error(`no space ${rule} is kept`);
    const id = spaceId(scope.key.id, what.by);
    const space = {
      id,
      kept: what,
      scope,
      seats: new Map<Member, Seat>(),
      cells: byFact((): Periods => ({ chunks: new Map(), last: '', lastChunks: [] })),
    };
    scope.spaces[rule] = space;
    return space;
  }

  #cells(space: Space, fact: Fact, { on: { month, day }, chunk }: CellPlace): readonly RowKey[] {
    const cell = (period: string): RowKey => ({
      collection: fact,
      id: cellId(space.id, period, chunk),
    });
    if (space.kept.grain === 'month') return this.#made([cell(month)]);
    const ofMonth = (listOf(space.cells[fact].chunks, month)[chunk] ??= this.#made([cell(month)]));
    return this.#made([...ofMonth, cell(day)]);
  }

  #made<T>(made: T): T {
    this.#size += 1;
    return made;
  }
}

/** Entries of one day follow one another, and looking at a word again costs less than looking it up. */
function chunksOf(periods: Periods, period: string): Chunks {
  if (periods.last !== period) {
    periods.lastChunks = listOf(periods.chunks, period);
    periods.last = period;
  }
  return periods.lastChunks;
}

function listed<K, I, V>(lists: Map<K, Map<I, V>>, key: K): Map<I, V> {
  return lists.get(key) ?? put(lists, key, new Map<I, V>());
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  return lists.get(key) ?? put(lists, key, []);
}

function put<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}
