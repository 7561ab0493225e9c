// The rows of one batch in memory. Each entry may touch only what it declared, or a batch could not know what to read.
import { type Row, type RowKey, type Rows } from '@ledger/ledger';
import { type RowChange } from '@ledger/read-store';
import { groupBy } from './group-by.js';

/** A row's place in the batch. */
export type Slot = {
  readonly collection: string;
  readonly id: string;
  row: Row | undefined;
  /** As the batches before this one leave it. */
  was: Row | undefined;
  isChanged: boolean;
  /** The entry, counted within the batch, that may touch it now. */
  turn: number;
};

/** Reads rows as the batches before this one left them in the store. */
export type ReadRows = (
  collection: string,
  ids: readonly string[],
) => Promise<readonly (Row | undefined)[]>;

export class BatchRows implements Rows {
  private readonly slots = new Map<string, Map<string, Slot>>();
  /** The same by key object: most projections hand out the same ones again, and two long strings are not compared. */
  private readonly known = new Map<RowKey, Slot>();
  /** Most folds put a row right after they got it. */
  private lastKey: RowKey | undefined;
  private lastSlot: Slot | undefined;
  private unread: Slot[] = [];
  private turn = 0;
  private isAsking = false;

  /** @param before the batch that may still be on its way to the store: its rows count, and stay as they are */
  constructor(private before?: BatchRows) {}

  get isComplete(): boolean {
    return this.unread.length === 0;
  }

  /** Makes sure that `load` reads these rows. */
  expect(keys: readonly RowKey[]): readonly Slot[] {
    return keys.map((key) => this.slotOf(key));
  }

  /** The next entry's turn: what an earlier one declared can't be touched any more. */
  nextTurn(): void {
    this.turn += 1;
  }

  /** The entry whose turn it is may touch these rows. */
  declare(slots: readonly Slot[]): void {
    for (const slot of slots) slot.turn = this.turn;
  }

  /** Runs a question that reads rows and must not change them. */
  ask<T>(question: () => T): T {
    this.isAsking = true;
    try {
      return question();
    } finally {
      this.isAsking = false;
    }
  }

  async load(read: ReadRows): Promise<void> {
    const wanted = groupBy(this.unread, ({ collection }) => collection);
    for (const [collection, slots] of wanted) {
      const ids = slots.map(({ id }) => id);
      const rows = await read(collection, ids);
      slots.forEach((slot, i) => (slot.was = slot.row = rows[i]));
    }
    this.unread = [];
  }

  get(key: RowKey): Row | undefined {
    return this.touched(key).row;
  }

  put(key: RowKey, row: Row): void {
    this.change(key, row);
  }

  delete(key: RowKey): void {
    this.change(key, undefined);
  }

  /** Everything that was put or deleted. The batch before is let go of. */
  changes(): readonly RowChange[] {
    this.before = undefined;
    const changes: RowChange[] = [];
    for (const slots of this.slots.values()) {
      for (const { collection, id, row, was = 'none', isChanged } of slots.values()) {
        if (isChanged) changes.push({ collection, id, row, was });
      }
    }
    return changes;
  }

  private change(key: RowKey, row: Row | undefined): void {
    if (this.isAsking) throw new Error(`${nameOf(key)} is changed outside fold`);
    const slot = this.touched(key);
    slot.row = row;
    slot.isChanged = true;
  }

  private touched(key: RowKey): Slot {
    const slot = key === this.lastKey ? this.lastSlot : this.find(key);
    if (slot?.turn !== this.turn) throw new Error(`${nameOf(key)} is touched but not declared`);
    this.lastKey = key;
    this.lastSlot = slot;
    return slot;
  }

  private slotOf(key: RowKey): Slot {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const slot = this.slotAt(key);
    this.known.set(key, slot);
    return slot;
  }

  private find(key: RowKey): Slot | undefined {
    return this.known.get(key) ?? this.slots.get(key.collection)?.get(key.id);
  }

  private slotAt(key: RowKey): Slot {
    const { collection, id } = key;
    let slots = this.slots.get(collection);
    if (slots === undefined) this.slots.set(collection, (slots = new Map<string, Slot>()));
    const known = slots.get(id);
    if (known !== undefined) return known;
    const slot: Slot = {
      collection,
      id,
      row: undefined,
      was: undefined,
      isChanged: false,
      turn: 0,
    };
    slots.set(id, slot);
    const before = this.before?.find(key);
    if (before === undefined) this.unread.push(slot);
    else if (before.row !== undefined) {
      slot.was = before.row;
      slot.row = copyOf(before.row);
    }
    return slot;
  }
}

/** A fold may change a row's columns in place while the batch before is being written. */
function copyOf(row: Row): Row {
  const copy = { ...row };
  for (const field in copy) {
    const value = copy[field];
    if (value instanceof Float64Array) copy[field] = value.slice();
  }
  return copy;
}

function nameOf({ collection, id }: RowKey): string {
  return `row ${id} of ${collection}`;
}
